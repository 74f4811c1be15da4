"""What nobody means to send: nested, endless, half a sign, a passkey without its parts. Refused, never our fault."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.api.doors import AUTH, Door, browser, program
from tests.world import World

NESTED = b"[" * 200 + b"]" * 200
TWISTED = {
    "nested": b'{"email": %s, "password": "x"}' % NESTED,
    "nested without end": b'{"email": %s}' % (b"[" * 200_000 + b"]" * 200_000),
    "half a sign": b'{"email": "alice@nordwerk.example", "password": "\\ud800"}',
    "nul": b'{"email": "alice@nordwerk.example", "password": "a\\u0000"}',
    "endless number": b'{"email": ' + b"9" * 5000 + b', "password": "x"}',
    "no json": b"{",
    "no utf-8": b'{"email": "\xff"}',
}
PART = {"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA", "attestationObject": "oA"}
PASSKEYS: list[Any] = [
    {"id": "x"},
    {"id": "x", "rawId": "x", "type": "public-key"},
    {"id": "eA", "rawId": "eA", "type": "public-key", "response": {}},
    {"id": "eA", "rawId": "eA", "type": "public-key", "response": PART},
    {"id": "eA", "rawId": "eA", "type": "public-key", "response": PART | {"userHandle": "eA"}},
    {"id": 1, "rawId": [], "type": None, "response": []},
    {"id": "eA", "rawId": "eA", "type": "public-key", "response": {**PART, "clientDataJSON": "/w"}},
]


def send(door: Door, method: str, path: str, body: bytes) -> int:
    door.ask("get", f"{AUTH}/session")
    shown = door.cookies.get("csrftoken")
    headers = {"X-CSRFToken": shown.value} if shown else {}
    answer = door.generic(method, path, body, content_type="application/json", headers=headers)
    return int(answer.status_code)


@pytest.mark.parametrize("body", TWISTED.values(), ids=TWISTED)
@pytest.mark.parametrize("door", ["login", "password/request", "password/reset", "reauthenticate"])
def test_a_twisted_body_is_malformed_at_every_door_of_the_login(world: World, door: str, body: bytes) -> None:
    assert send(browser(), "POST", f"{AUTH}/{door}", body) == 400


@pytest.mark.parametrize("passkey", PASSKEYS, ids=map(str, range(len(PASSKEYS))))
def test_a_passkey_that_lacks_its_parts_is_refused(world: World, passkey: Any) -> None:
    door = browser()
    door.ask("get", f"{AUTH}/webauthn/login")
    body = json.dumps({"credential": passkey}).encode()
    assert send(door, "POST", f"{AUTH}/webauthn/login", body) in (400, 401)
    assert send(door, "POST", f"{AUTH}/webauthn/authenticate", body) in (400, 401)
    inside = browser(world.alice)
    inside.ask("get", f"{AUTH.removesuffix('auth')}account/authenticators/webauthn")
    body = json.dumps({"name": "x", "credential": passkey}).encode()
    assert send(inside, "POST", f"{AUTH.removesuffix('auth')}account/authenticators/webauthn", body) in (400, 401)


@pytest.mark.parametrize("part", ["patch", "base"])
def test_what_is_nested_too_deeply_is_malformed(world: World, part: str) -> None:
    wish = {"patch": {"position": "x"}, "base": {}, part: {"position": json.loads(NESTED)}}
    body = json.dumps(wish).encode()
    assert send(program(world.alice), "PATCH", f"/api/contacts/{uuid4()}", body) == 400


def test_brackets_in_a_text_are_no_nesting(world: World) -> None:
    wish = {"fields": {"last_name": "Muster", "description": "[{" * 1000}}
    assert send(program(world.alice), "POST", "/api/contacts", json.dumps(wish).encode()) == 201
