"""The same small world as tests/world.py, made by commands on the real server's data."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    """Make the world on the server's data, by a program of our own beside it."""
    done = server.run_python(PROGRAM)
    assert done.returncode == 0, done.stderr


PROGRAM = """
from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

with opened(data_folder()):
    prepare.load()
    prepare.migrate()
    from tests.world import make_world
    make_world()
"""
