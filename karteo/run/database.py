"""The database of this start: the embedded one, or DATABASE_URL after a look at it."""
from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from karteo.run import paths
from karteo.run.postgres import Postgres
from karteo.run.trouble import Trouble, disk_is_full

OLDEST = 15
EXTENSIONS = ("pg_trgm", "unaccent", "fuzzystrmatch", "btree_gin")
TEXT_CHECK = "SELECT cardinality(show_trgm('王小明')) > 1, lower('ÄÖ')"


def check(url: str, oldest: int = OLDEST) -> None:
    """See that this PostgreSQL can hold Karteo's data, and make the extensions. Raises Trouble."""
    try:
        with psycopg.connect(url, connect_timeout=10, autocommit=True) as connection:
            look(connection, oldest)
    except UnicodeError as error:
        raise Trouble(f"DATABASE_URL cannot be read: {error}.") from None
    except psycopg.ProgrammingError as error:
        raise Trouble(f"DATABASE_URL cannot be used: {_first_line(error)}.") from None
    except psycopg.OperationalError as error:
        if disk_is_full(error):
            raise Trouble("The disk of the database is full.") from None
        raise Trouble(f"The database of DATABASE_URL cannot be reached: {_first_line(error)}.") from None


def look(connection: psycopg.Connection[tuple[object, ...]], oldest: int = OLDEST) -> None:
    """The same on an open connection."""
    version = connection.info.server_version // 10_000
    if version < oldest:
        raise Trouble(f"The database is PostgreSQL {version}, and Karteo needs {oldest} or newer.")
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise Trouble(f"The database has the encoding {encoding}; Karteo needs one made with UTF8.")
    for name in EXTENSIONS:
        try:
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
        except psycopg.Error:
            raise Trouble(
                f"The extension {name} is missing in the database: install PostgreSQL's contrib package, "
                f"or have an administrator run CREATE EXTENSION {name}."
            ) from None
    row = connection.execute(TEXT_CHECK).fetchone()
    if row != (True, "äö"):
        raise Trouble(
            "The database does not know Chinese and accented letters: it was made with the locale C; "
            "make it anew with LC_CTYPE C.UTF-8 (CREATE DATABASE … LOCALE 'C.UTF-8' TEMPLATE template0)."
        )


@contextmanager
def opened(folder: Path, server: bool = False) -> Iterator[Postgres | None]:
    """Sets DATABASE_URL and the secret key for this process; yields the embedded server when it was started here.

    A command beside a running server uses the server's database. `server` says: I want to be the running one.
    """
    os.environ.setdefault("KARTEO_SECRET_KEY", paths.secret_key(folder))
    os.environ.setdefault("KARTEO_FILES_URL", str(folder / "files"))
    outside = os.environ.get("DATABASE_URL")
    if outside:
        check(outside)
        yield None
        return
    with paths.lock(folder) as ours:
        if server and not ours:
            raise Trouble(f"Karteo runs already on the data folder {folder}.")
        if ours:
            paths.check_space(folder)
        postgres = Postgres(folder)
        os.environ["DATABASE_URL"] = postgres.url
        if not ours:
            _wait_for(postgres.url)
            yield None
            return
        try:
            postgres.start()
            check(postgres.url)
            yield postgres
        finally:
            postgres.stop()


def _wait_for(url: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
            return
        except psycopg.OperationalError as error:
            if time.monotonic() > end:
                raise Trouble(f"The database of the running Karteo does not answer: {_first_line(error)}.") from None
            time.sleep(0.1)


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[-1].strip().rstrip(".") if lines else type(error).__name__
