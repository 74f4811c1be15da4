"""The same small world as tests/world.py, made by commands on the real server's data."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from karteo.run.postgres import UNSAFE

if TYPE_CHECKING:
    from tests.e2e.server import KarteoServer

PASSWORD = "a cellar without network"


@dataclass(frozen=True)
class Somebody:
    name: str
    email: str
    role: str
    firm: str = "Nordwerk"


PEOPLE = {
    "alice": Somebody("Alice Adler", "alice@nordwerk.example", "admin"),
    "bob": Somebody("Bob Berg", "bob@nordwerk.example", "member"),
    "rita": Somebody("Rita Roth", "rita@nordwerk.example", "reader"),
    "charlie": Somebody("Charlie Clausen", "charlie@suedwerk.example", "admin", "Südwerk"),
}


def settle(server: KarteoServer) -> None:
    """Make the world on the server's data, by a program of our own beside it; a copy of it stays as FIRST_DAY.

    Its PostgreSQL does not wait for the disk from then on: that survives `kill -9`, not a power cut.
    """
    done = server.run_python(PROGRAM)
    assert done.returncode == 0, done.stderr
    with open(server.folder / "postgres" / "postgresql.conf", "a") as conf:
        conf.writelines(f"{name} = {value}\n" for name, value in UNSAFE.items())


PROGRAM = """
import psycopg
from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder
from karteo.run.postgres import DATABASE
from tests.e2e.server import FIRST_DAY

with opened(data_folder()) as postgres:
    prepare.load()
    prepare.migrate()
    from django.db import connections
    from tests.world import make_world
    make_world()
    connections.close_all()
    with psycopg.connect(postgres.url_of("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {FIRST_DAY} TEMPLATE {DATABASE}")
"""
