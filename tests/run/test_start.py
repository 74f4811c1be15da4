"""What can be wrong when Karteo starts: one sentence each, a non-zero exit, no stack trace."""
from __future__ import annotations

import errno
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from karteo.run import database, paths, postgres
from karteo.run.trouble import Trouble, disk_is_full
from tests.e2e.server import KarteoServer, free_port


@pytest.fixture
def karteo() -> Iterator[KarteoServer]:
    one = KarteoServer()
    yield one
    one.remove()


def at(name: str) -> str:
    """The address of a database on the test server."""
    return urlsplit(os.environ["KARTEO_TEST_DATABASE_URL"])._replace(path=f"/{name}").geturl()


@contextmanager
def made(name: str, like: str) -> Iterator[str]:
    """A further database on the test server, for a while; its address."""
    name = f"{name}_{os.getpid()}"
    with psycopg.connect(at("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} {like} LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0")
        try:
            yield at(name)
        finally:
            server.execute(f"DROP DATABASE {name}")


def refused(karteo: KarteoServer, *arguments: str) -> str:
    """The one sentence that a command ends with."""
    done = karteo.command(*arguments)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_busy_port_is_one_sentence(karteo: KarteoServer) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert f"Port {port} of 127.0.0.1 is used by another program" in refused(karteo, "serve", "--port", port)


def test_data_of_another_postgresql_is_one_sentence(karteo: KarteoServer) -> None:
    data = karteo.folder / "postgres"
    data.mkdir()
    (data / "PG_VERSION").write_text("14\n")
    assert f"made by PostgreSQL 14 and this Karteo brings PostgreSQL {postgres.major()}" in refused(karteo, "check")


def test_an_unreachable_database_is_one_sentence(karteo: KarteoServer) -> None:
    karteo.environment["DATABASE_URL"] = f"postgresql://karteo@127.0.0.1:{free_port()}/karteo"
    assert "cannot be reached" in refused(karteo, "serve", "--port", str(karteo.port))


def test_an_address_that_is_none_is_one_sentence(karteo: KarteoServer) -> None:
    karteo.environment["DATABASE_URL"] = "mysql://root@localhost/karteo"
    assert "DATABASE_URL" in refused(karteo, "check")


def test_a_database_of_another_encoding_is_one_sentence(karteo: KarteoServer) -> None:
    with made("ascii", "ENCODING 'SQL_ASCII'") as url:
        karteo.environment["DATABASE_URL"] = url
        assert "has the encoding SQL_ASCII" in refused(karteo, "check")


def test_a_database_that_knows_no_chinese_is_one_sentence() -> None:
    with made("plain", "ENCODING 'UTF8'") as url, pytest.raises(Trouble, match="does not know Chinese"):
        database.check(url)


def test_a_database_that_is_too_old_is_one_sentence() -> None:
    with pytest.raises(Trouble, match=r"The database is PostgreSQL \d+, and Karteo needs 99 or newer\."):
        database.check(at("postgres"), oldest=99)


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"is full: \d+ MB are free and 1000000000000 MB are needed\."):
        paths.check_space(tmp_path, needed_mb=10**12)


def test_a_full_disk_is_recognised_under_other_errors() -> None:
    error = RuntimeError("could not write")
    error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert disk_is_full(error)
    assert disk_is_full(psycopg.errors.DiskFull())
    assert not disk_is_full(ValueError("something else"))


def test_a_data_folder_that_cannot_be_made_is_one_sentence(karteo: KarteoServer) -> None:
    file = karteo.folder / "file"
    file.touch()
    karteo.environment["KARTEO_DATA"] = str(file / "data")
    assert "cannot be made" in refused(karteo, "check")


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    key = paths.secret_key(tmp_path)
    assert len(key) > 40
    assert paths.secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_the_demo_is_not_served_to_the_network(karteo: KarteoServer) -> None:
    assert "not served on 0.0.0.0" in refused(karteo, "serve", "--demo", "--host", "0.0.0.0")


def test_data_of_a_newer_karteo_is_one_sentence(karteo: KarteoServer) -> None:
    assert karteo.command("user", "list").returncode == 0
    done = karteo.run_python(FROM_THE_FUTURE)
    assert done.returncode == 0, done.stderr
    assert "written by a newer Karteo" in refused(karteo, "user", "list")


FROM_THE_FUTURE = """
from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

with opened(data_folder()):
    prepare.load()
    from django.db.migrations.recorder import MigrationRecorder
    from django.db import connection
    MigrationRecorder(connection).record_applied("identity", "9999_from_the_future")
"""
