"""Role × record × door × verb: nobody finds, counts, sees, changes or guesses what is not his to see.

The doors are those of the OpenAPI document; one that is not in `calls.py` fails.
"""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from tests.api.doors import program
from tests.matrix.calls import CALLS, Ids
from tests.matrix.cast import CASES, Cast
from tests.matrix.oracle import sees, sees_kind
from tests.matrix.probes import (
    DOORS,
    feed,
    fields,
    findings,
    get,
    guesses,
    ids_of,
    imports,
    matches,
    mixed,
    reaches,
    recalls,
    undoes,
    writes,
)
from tests.matrix.refusals import imported, refusals
from tests.matrix.walk import RECORDS, Answer, knock, leaks

PEOPLE = ("alice", "bob", "sven", "nora", "rita", "clara", "charlie")
UNKNOWN = {name: str(uuid4()) for name in ("record", "note", "file", "relationship", "blob", "batch")}
pytestmark = [pytest.mark.row("S2-39", "S2-40", "S1-22", "S0-27"), pytest.mark.django_db]


def test_every_door_of_the_api_is_in_the_matrix() -> None:
    assert sorted(DOORS.keys() - CALLS.keys()) == [], "add these to tests/matrix/calls.py"
    assert len(DOORS) > 90


@pytest.mark.parametrize("operation", sorted(CALLS))
@pytest.mark.parametrize("person", PEOPLE)
def test_what_one_is_answered_is_ones_to_know(cast: Cast, person: str, operation: str) -> None:
    assert operation in DOORS, "this is no door of the API"
    assert list(findings(cast, person, operation)) == []


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


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_guesses_by_searching_filtering_or_sorting(cast: Cast, person: str) -> None:
    assert list(guesses(cast, person)) == []


@pytest.mark.parametrize("person", ["alice", "bob", "clara"])
def test_an_import_matches_only_what_its_person_sees(cast: Cast, person: str) -> None:
    assert list(matches(cast, person)) == []
    assert list(imports(cast, person)) == []
    assert list(imported(cast, person)) == []


@pytest.mark.parametrize("person", PEOPLE)
def test_an_action_on_several_records_tells_of_those_one_sees(cast: Cast, person: str) -> None:
    assert list(mixed(cast, person)) == []


@pytest.mark.parametrize("person", ["alice", "bob", "clara"])
def test_fields_that_one_may_only_read_are_not_written_nor_guessed(cast: Cast, person: str) -> None:
    assert list(writes(cast, person)) == []
    assert list(undoes(cast, person)) == []
    assert list(recalls(cast, person)) == []
    assert list(fields(cast, person)) == []


@pytest.mark.parametrize("person", ["alice", "bob", "clara"])
def test_no_refusal_tells_of_what_one_may_not_read(cast: Cast, person: str) -> None:
    assert list(refusals(cast, person)) == []


@pytest.mark.parametrize("person", ["alice", "bob", "clara"])
def test_many_are_changed_and_exported_as_far_as_one_reaches(cast: Cast, person: str) -> None:
    assert list(reaches(cast, person)) == []


@pytest.mark.parametrize("person", PEOPLE)
def test_a_device_is_told_of_what_its_person_sees_and_no_longer_sees(cast: Cast, person: str) -> None:
    assert list(feed(cast, person)) == []


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
