"""Role × record × door × verb: nobody finds, counts, sees, changes or guesses what is not his to see.

The doors are those of the OpenAPI document; one that is not in `calls.py` fails.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from karteo.api.http import api
from tests.api.doors import program
from tests.files.samples import picture
from tests.matrix.calls import CALLS, Call, Ids
from tests.matrix.cast import BY_KEY, CASES, HIDDEN, HUB, Cast, make_cast
from tests.matrix.oracle import may, sees, sees_kind
from tests.matrix.walk import RECORDS, Answer, knock, leaks, schema_doors
from tests.world import World

DOORS = schema_doors(api.get_openapi_schema())
PEOPLE = ("alice", "bob", "sven", "nora", "rita", "clara", "charlie")
UNKNOWN = {name: str(uuid4()) for name in ("record", "note", "file", "relationship", "blob", "batch")}
pytestmark = [pytest.mark.row("S2-39", "S2-40", "S1-22", "S0-27"), pytest.mark.django_db]


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Made once: every call is taken back."""
    from django.db import transaction

    from tests.world import make_world

    with django_db_blocker.unblock():
        block = transaction.atomic()
        block._from_testcase = True  # type: ignore[attr-defined]  # as a test's own, so that durable ones may stand in it
        block.__enter__()
        try:
            yield make_cast(make_world())
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)


def ids_of(cast: Cast, key: str, word: str = "name") -> Ids:
    own = cast.ids[key] | {"hub": cast.ids[HUB]["record"], "word": cast.words[key][word], "relationship": "x"}
    return own | {name: value for name, value in cast.ids[key].items() if name == "relationship"} | {
        "picture": picture().decode("latin-1")
    }


def test_every_door_of_the_api_is_in_the_matrix() -> None:
    assert sorted(DOORS.keys() - CALLS.keys()) == [], "add these to tests/matrix/calls.py"
    assert len(DOORS) > 90


def wanted(person: str, call: Call, key: str) -> set[int]:
    """The answers that are right."""
    case, kind = BY_KEY[key], call.kind or "contact"
    if person == "charlie":
        return {404, 422} if call.kind else set(range(200, 500))
    if call.verb == "admin":
        return set(range(200, 500)) if person == "alice" else {403, 404, 422}
    if call.loose or call.verb == "self" or (call.partly and sees(person, case)):
        return set(range(200, 500))
    if not sees_kind(person, kind, case):
        return {call.unknown, 403} if not may(person, call.verb, kind, case) else {call.unknown}
    if not may(person, call.verb, kind, case):
        return {403}
    if case.binned and call.verb in ("edit", "create"):
        return {200, 201, 422}
    if call is CALLS["relationships_create"] and (key == HUB or not sees(person, BY_KEY[HUB])):
        return {422}
    return {200, 201}


@pytest.mark.parametrize("operation", sorted(CALLS))
@pytest.mark.parametrize("person", PEOPLE)
def test_what_one_is_answered_is_ones_to_know(cast: Cast, person: str, operation: str) -> None:
    if operation not in DOORS:
        pytest.fail(f"{operation} is no door of the API")
    (method, path), call = DOORS[operation], CALLS[operation]
    door = program(cast.people[person])
    about_records = call.verb not in ("admin", "self") or call.kind
    for case in CASES if about_records else CASES[:1]:
        if RECORDS.get(call.kind, "record") not in cast.ids[case.key]:
            continue
        ids = ids_of(cast, case.key)
        answer = knock(door, method, path, call, ids)
        told = (person, case.key, operation, answer.status, answer.text[:300])
        assert leaks(cast, person, answer, ids, call.shows) == [], told
        assert answer.status in wanted(person, call, case.key), told


RECORD_DOORS = sorted(name for name, call in CALLS.items() if call.kind and name in DOORS)


@pytest.mark.parametrize("operation", RECORD_DOORS)
def test_a_record_out_of_sight_is_answered_like_one_that_is_not_there(cast: Cast, operation: str) -> None:
    (method, path), call = DOORS[operation], CALLS[operation]
    for person in PEOPLE:
        door = program(cast.people[person])
        for case in CASES:
            ids = ids_of(cast, case.key)
            if sees(person, case) or RECORDS[call.kind] not in cast.ids[case.key]:
                continue
            there = knock(door, method, path, call, ids)
            nowhere = knock(door, method, path, call, ids | UNKNOWN)
            assert plain(there, ids) == plain(nowhere, UNKNOWN), (person, case.key, operation)


def plain(answer: Answer, ids: Ids) -> tuple[int, str]:
    """An answer without the ids that were sent."""
    text = answer.text
    for value in sorted(ids.values(), key=len, reverse=True):
        text = text.replace(value, "…") if len(value) > 8 else text
    return answer.status, text


GUESSES = ("name", "position", "description", "emails", "c_hidden", "c_secret", "note", "file")


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_guesses_by_searching_filtering_or_sorting(cast: Cast, person: str) -> None:
    door = program(cast.people[person])
    for case in CASES:
        for name in GUESSES:
            word = cast.words[case.key][name]
            found = sees(person, case) and not hides(person, name) and not (case.nameless and name == "name")
            found = found and name not in ("note", "file") and not case.binned
            typed = [word, f"{word[:-4]}*", f'"{word}"', f"{word}~", word[4:-4]]
            for typed_word in typed + ([f"{word}@nordwerk.example"] if name == "emails" else []):
                asked = {"q": typed_word}
                count = json.loads(get(door, "/api/contacts/count", asked).text)["count"]
                rows = json.loads(get(door, "/api/contacts", asked).text)["rows"]
                hits = {row["id"] for row in rows}
                assert (count > 0 and cast.ids[case.key]["record"] in hits) == found, (person, case.key, name, typed_word)
                assert count == len(hits)
            if name in ("description", "position", "c_hidden", "c_secret", "emails"):
                filter = {"field": name, "op": "contains", "value": word}
                answer = get(door, "/api/contacts/count", {"filter": json.dumps(filter)})
                if hides(person, name) or (person == "charlie" and name.startswith("c_")):
                    assert answer.status == 422, (person, name)
                else:
                    assert (json.loads(answer.text)["count"] > 0) == found
                sort = get(door, "/api/contacts", {"sort": name})
                assert sort.status == (422 if hides(person, name) or name == "description" else sort.status)


def hides(person: str, name: str) -> bool:
    return name == "c_secret" or (person == "clara" and name in HIDDEN)


def get(door: Any, path: str, asked: dict[str, str]) -> Answer:
    from urllib.parse import urlencode

    answer = door.ask("get", f"{path}?{urlencode(asked)}")
    return Answer(answer.status_code, answer.content.decode())


@pytest.mark.parametrize("person", PEOPLE)
def test_counts_count_what_one_sees(cast: Cast, person: str) -> None:
    door = program(cast.people[person])
    living = [case for case in CASES if sees(person, case) and not case.binned]
    binned = [case for case in CASES if sees(person, case) and case.binned]
    assert json.loads(get(door, "/api/contacts/count", {}).text)["count"] == len(living)
    assert json.loads(get(door, "/api/contacts/count", {"bin": "true"}).text)["count"] == len(binned)
    home = json.loads(get(door, "/api/home", {}).text)["counts"]
    assert (home["contacts"], home["bin"]) == (len(living), len(binned))
    for plural, kind in (("notes", "note"), ("files", "file"), ("relationships", "relationship")):
        seen = [c for c in CASES if sees_kind(person, kind, c) and (kind != "relationship" or kind in cast.ids[c.key])]
        assert json.loads(get(door, f"/api/{plural}/count", {}).text)["count"] == len(seen), plural


@pytest.mark.parametrize("person", PEOPLE)
def test_a_device_that_begins_at_nothing_gets_what_its_person_sees(cast: Cast, person: str) -> None:
    door = program(cast.people[person])
    device = str(uuid4())
    first = door.ask("post", "/api/sync", {"device": device, "cursor": None, "actions": []}).json()
    cursor, rows, gone = first["cursor"] | {"number": 0}, [], []
    more = True
    while more:
        asked = {"device": device, "cursor": cursor, "actions": [], "want": 7}
        answer = door.ask("post", "/api/sync", asked).json()
        cursor, more = answer["cursor"], answer["more"]
        rows += answer["rows"]
        gone += answer["gone"]
    assert gone == []
    contacts = {row["id"] for row in rows if row["type"] == "contact"}
    assert contacts == {cast.ids[case.key]["record"] for case in CASES if sees(person, case)}
    assert leaks(cast, person, Answer(200, json.dumps(rows))) == []
