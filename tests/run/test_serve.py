"""The running server: it keeps its children alive, and takes all of them along."""
from __future__ import annotations

import json
import signal
from collections.abc import Iterator

import psutil
import pytest

from tests.e2e.server import KarteoServer, until


@pytest.fixture(scope="module")
def server() -> Iterator[KarteoServer]:
    one = KarteoServer(KARTEO_LOG_JSON="1")
    yield one
    one.remove()


@pytest.fixture(autouse=True)
def running(server: KarteoServer) -> None:
    """Each test begins with a running server."""
    if server.process is None:
        server.start()


def family(server: KarteoServer) -> list[psutil.Process]:
    """The server's process and all below it."""
    assert server.process is not None
    parent = psutil.Process(server.process.pid)
    return [parent, *parent.children(recursive=True)]


def gone(processes: list[psutil.Process]) -> bool:
    return not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in processes)


def children(server: KarteoServer) -> list[psutil.Process]:
    assert server.process is not None
    return psutil.Process(server.process.pid).children()


def test_ctrl_c_leaves_no_process_behind(server: KarteoServer) -> None:
    everybody = family(server)
    assert any(one.name() == "postgres" for one in everybody)
    server.stop()
    until(lambda: gone(everybody), "the end of all processes")


def test_kill_9_leaves_no_process_behind(server: KarteoServer) -> None:
    everybody = family(server)
    server.kill()
    until(lambda: gone(everybody), "the end of all processes")


def test_it_starts_again_after_kill_9_with_the_same_data(server: KarteoServer) -> None:
    server.kill()
    made = server.command("setup", "--email", "ada@firm.example", "--workspace", "Firm")
    assert made.returncode == 0, made.stderr
    assert "/reset/" in made.stdout
    server.start()
    assert "ada@firm.example\tadmin" in server.command("user", "list").stdout


def test_a_dead_web_process_is_started_again_and_logged(server: KarteoServer) -> None:
    before = {one.pid for one in children(server)}
    web = next(one for one in children(server) if listens(one, server.port))
    web.send_signal(signal.SIGKILL)
    until(lambda: any(listens(one, server.port) for one in children(server) if one.pid not in before), "a new process")
    until(server.answers, "an answer")
    assert '"event": "child_died"' in server.log.read_text()
    assert f'"pid": {web.pid}' in server.log.read_text()


def test_a_web_process_that_is_told_to_end_begins_anew_without_a_growing_pause(server: KarteoServer) -> None:
    told: list[int] = []
    for _ in range(3):
        until(lambda: any(listens(one, server.port) and one.pid not in told for one in children(server)), "a process")
        web = next(one for one in children(server) if listens(one, server.port) and one.pid not in told)
        web.terminate()
        told.append(web.pid)
    until(lambda: told[-1] in pauses(server), "its end")
    assert {pauses(server)[pid] for pid in told} == {0.2}


def pauses(server: KarteoServer) -> dict[int, float]:
    """The processes that ended, and the seconds until each is started again."""
    lines = [json.loads(line) for line in server.log.read_text().splitlines() if '"child_died"' in line]
    return {line["pid"]: line["again_in"] for line in lines}


def test_a_dead_database_is_started_again(server: KarteoServer) -> None:
    first = next(one for one in children(server) if one.name() == "postgres")
    first.send_signal(signal.SIGQUIT)
    until(lambda: any(one.name() == "postgres" and one.pid != first.pid for one in children(server)), "a new database")
    until(server.answers, "an answer")


def test_a_second_server_on_the_same_data_is_one_sentence(server: KarteoServer) -> None:
    done = server.command("serve", "--port", str(server.port + 1))
    assert done.returncode == 1
    assert "runs already on the data folder" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_production_start_has_no_account() -> None:
    fresh = KarteoServer()
    try:
        fresh.start()
        assert fresh.command("user", "list").stdout == ""
        assert "karteo setup" in fresh.log.read_text()
    finally:
        fresh.remove()


def listens(process: psutil.Process, port: int) -> bool:
    try:
        return any(c.laddr and c.laddr.port == port and c.status == "LISTEN" for c in process.net_connections())
    except psutil.Error:
        return False


