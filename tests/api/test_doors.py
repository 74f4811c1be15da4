"""Every door of the API, one by one: nobody comes in without a login, nobody reaches into another workspace."""

from __future__ import annotations

import re
from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from karteo.api import openapi
from karteo.identity import tokens
from karteo.identity.actor import Actor
from tests.api.desk import change, history, make
from tests.api.doors import Door, browser, program
from tests.world import World

SCHEMA = orjson.loads(openapi.FILE.read_bytes())
DOORS = [(method, path, door) for path, doors in SCHEMA["paths"].items() for method, door in doors.items()]
CLOSED = [(method, path) for method, path, door in DOORS if door.get("security")]
NO_ID = (  # names of one's own workspace; for a login in the browser only
    "/api/lists/{name}",
    "/api/fields/{record_type}/{name}",
    "/api/people/{person}/reset_mfa",
)
WITH_ID = [(method, path) for method, path in CLOSED if "{" in path and path not in NO_ID]
WISHES: dict[str, Any] = {
    "patch /api/people/{person}": {"role": "reader"},
    "patch /api/contacts/{record}": {"patch": {"last_name": "Mallory"}},
    "patch /api/relationships/{record}": {"patch": {"role": "Mallory"}},
    "patch /api/notes/{record}": {"patch": {"text": "Mallory"}},
    "patch /api/files/{record}": {"patch": {"description": "Mallory"}},
    "post /api/contacts/{record}/photo/offers": {"link": "01a20000-0000-7000-8000-000000000000"},
    "post /api/contacts/{record}/reveal": {"fields": ["birth_date"]},
    "post /api/contacts/{record}/erase": {"name": "Adler"},
    "patch /api/tags/{tag}": {"color": "red"},
    "post /api/tags/{tag}/rename": {"label": "Mallory"},
    "patch /api/fields/{field}": {"retired": True},
    "patch /api/imports/{import_id}": {"match": "skip"},
}


def ask(door: Door, method: str, path: str, wish: Any = None) -> Any:
    return door.ask(method, path, wish if wish is not None or method in ("get", "delete") else {})


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_a_door_is_closed_to_who_is_not_logged_in(db: None, method: str, path: str) -> None:
    answer = ask(Door(), method, re.sub(r"{\w+}", "01a20000-0000-7000-8000-000000000000", path))
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_only_the_health_of_the_server_is_told_to_everybody() -> None:
    assert [path for _, path, door in DOORS if not door.get("security")] == ["/api/health"]


def ids_of(alice: Actor) -> dict[str, str]:
    """One of everything that Alice's workspace has, by the name it bears in paths."""
    door = browser(alice)
    row = make(door)
    change(door, row, last_name="Adler", tags=["vip"])
    field = door.ask("post", "/api/fields", {"type": "text", "label": {"en": "Shoe size", "de": "Schuh", "zh": "鞋"}})
    file = SimpleUploadedFile("a.csv", b"First name,Last name\nBerta,Berg\n")
    shown = {"X-CSRFToken": door.cookies["csrftoken"].value}
    brought = door.post("/api/imports", {"file": file}, headers=shown)
    assert (field.status_code, brought.status_code) == (201, 201), (field.content, brought.content)
    view = door.ask("post", "/api/views", {"name": "Everybody", "shared": True})
    bulk = door.ask("post", "/api/contacts/bulk", {"ids": [row["id"]], "patch": {"position": "Buyer"}})
    assert (view.status_code, bulk.status_code) == (201, 200), (view.content, bulk.content)
    team = door.ask("post", "/api/teams", {"name": "Ours"})
    rights = {"types": {"contact": {"read": "all"}}}
    role = door.ask("post", "/api/roles", {"label": {"en": "Ours"}, "rights": rights})
    assert (team.status_code, role.status_code) == (201, 201), (team.content, role.content)
    return {
        "record": row["id"],
        "blob": row["id"],
        "tag": door.ask("get", "/api/tags").json()["tags"][0]["id"],
        "team": team.json()["id"],
        "key": role.json()["key"],
        "view": view.json()["id"],
        "job": bulk.json()["id"],
        "batch": history(door, row)[0]["batch"],
        "field": field.json()["id"],
        "import_id": brought.json()["id"],
        "person": str(alice.user_id),
        "token": str(tokens.create(alice, "hers")[0].id),
        "number": str(history(door, row)[0]["number"]),
    }


@pytest.mark.parametrize(("method", "path"), WITH_ID)
def test_the_ids_of_another_workspace_lead_nowhere(world: World, method: str, path: str) -> None:
    ids = ids_of(world.alice)
    wish = WISHES.get(f"{method} {path}")
    if path.endswith("/restore"):
        wish = {"number": int(ids["number"])}
    before = program(world.alice).ask("get", f"/api/contacts/{ids['record']}").json()["row"]
    answer = ask(program(world.charlie), method, path.format(**ids), wish)
    assert answer.status_code == 404, answer.content
    assert program(world.alice).ask("get", f"/api/contacts/{ids['record']}").json()["row"] == before
    assert ask(program(world.alice), "get", "/api/people").json()["people"][0]["active"] is True
