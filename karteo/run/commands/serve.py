"""The server, with database and worker unless told otherwise."""
from __future__ import annotations

import argparse
import functools
import gc
import http.client
import os
from contextlib import ExitStack
from pathlib import Path

from karteo.run import children, prepare, supervisor
from karteo.run.database import opened
from karteo.run.paths import data_folder
from karteo.run.postgres import Postgres
from karteo.run.trouble import Trouble

NAME = "serve"
HELP = "Start the server: database (unless DATABASE_URL is set), web and worker. Ctrl-C stops all of them."
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("KARTEO_HOST", "127.0.0.1"), help="address to listen on")
    port = int(os.environ.get("KARTEO_PORT", "8000"))
    parser.add_argument("--port", type=int, default=port, help="port to listen on")
    parser.add_argument("--demo", action="store_true", help="fill an empty database with a demo workspace")
    parser.add_argument("--no-worker", action="store_true", help="leave background work to `karteo work` elsewhere")


def run(args: argparse.Namespace) -> int:
    from karteo.run.web import hold_port  # Granian is needed by this command only

    if args.demo and args.host not in LOOPBACK:
        raise Trouble(
            f"The demo's login is no secret, so it is not served on {args.host}; make a workspace by `karteo setup`."
        )
    folder = data_folder()
    os.environ.setdefault("KARTEO_URL", f"http://{'localhost' if args.host in LOOPBACK else args.host}:{args.port}")
    with ExitStack() as stack:
        stack.enter_context(hold_port(args.host, args.port))
        # From here on a signal ends the preparations as it ends everything: through the exits of this stack.
        watcher = supervisor.Supervisor(
            functools.partial(answers, args.host, args.port), functools.partial(greet, args.demo, folder)
        )
        watcher.listen()
        postgres = stack.enter_context(opened(folder, server=True))
        prepare.load()
        prepare.migrate()
        if args.demo:
            from karteo.run.demo import fill

            fill.once()
        if not watcher.stopping:
            start(watcher, postgres, args)
            watcher.run(keep=("postgres",))
    return 0


def start(watcher: supervisor.Supervisor, postgres: Postgres | None, args: argparse.Namespace) -> None:
    """Give the watcher its children. Everything is loaded before, so that they share it in memory."""
    from django.conf import settings
    from django.db import connections

    from karteo.run import web, worker

    application = web.bridge()
    connections.close_all()
    gc.collect()
    gc.freeze()
    if postgres is not None and postgres.process is not None:
        watcher.add("postgres", postgres.launch, postgres.process.pid)
    for number in range(settings.PROCESSES):
        serving = functools.partial(web.serve, application, args.host, args.port)
        watcher.add(f"web-{number + 1}", functools.partial(children.fork, serving))
    if not args.no_worker:
        watcher.add("worker", functools.partial(children.fork, worker.work))


def answers(host: str, port: int) -> bool:
    """Whether the server takes requests by now."""
    connection = http.client.HTTPConnection(host if host not in ("0.0.0.0", "::") else "localhost", port, timeout=2)
    try:
        connection.request("GET", "/api/health", headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def greet(with_demo: bool, folder: Path) -> None:
    """Tell where it is, how to get in and where the data lies."""
    from django.conf import settings

    print(f"\n  Karteo is ready: {settings.URL}")
    if with_demo:
        from karteo.run.demo import fill

        print(f"  Log in with {fill.EMAIL} and the password {fill.PASSWORD}")
    else:
        print("  The first administrator is made by `karteo setup`.")
    print(f"  Data: {folder}   Stop: Ctrl-C\n")
