"""Rules on a whole record, and equal values: no refusal and no "nothing changed" tells of what one may not read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.doors import Door, program
from tests.matrix.cast import HUB, Cast
from tests.matrix.walk import taken_back

RULES: dict[str, tuple[str, dict[str, Any], tuple[dict[str, Any], dict[str, Any]]]] = {
    "names": (
        "contact",
        {"last_name": None, "nickname": None},
        ({"emails": []}, {"emails": [{"value": "a@nordwerk.example"}]}),
    ),
    "dates": ("relationship", {"end_date": "2020-05-05"}, ({"start_date": None}, {"start_date": "2021-01-01"})),
}
"""rule → the type, what is wished, and two states of a field that the clerk does not read"""


def refusals(cast: Cast, person: str) -> Iterator[str]:
    """The same wish meets two states of a hidden field, and is answered alike; so is a sensitive value that is sent
    again."""
    door, alice = program(cast.people[person]), program(cast.people["alice"])
    record = cast.ids[HUB]["record"]
    for rule, (kind, wish, states) in RULES.items():
        path = f"/api/{kind}s/{record if kind == 'contact' else cast.ids['opensven'][kind]}"
        told = {_told(door, alice, path, wish, state) for state in states}
        if (len(told) == 1) != (person == "clara"):
            yield f"{person} is told by the rule of {rule}: {told}"
    told = {_told(door, alice, f"/api/contacts/{record}", {"c_secret": "y"}, {"c_secret": one}) for one in ("y", "n")}
    if len(told) != 1:
        yield f"{person} learns c_secret by writing it: {told}"


def _told(door: Door, alice: Door, path: str, wish: dict[str, Any], state: dict[str, Any]) -> str:
    """The answer to the wish where the record stands so, without its numbers and times."""
    with taken_back():
        made = alice.ask("patch", path, {"patch": state})
        assert made.status_code == 200, made.content
        answer = door.ask("patch", path, {"patch": wish})
    told = answer.json()
    return f"{answer.status_code} {told.get('outcome', {}).get('changed')} {told.get('errors')}"


def imported(cast: Cast, person: str) -> Iterator[str]:
    """A file that says what stands in a sensitive field of a known company, and one that says something else: the dry
    run answers alike, and tells of the field what the file says."""
    door, said = program(cast.people[person]), cast.words["openfirm"]
    told = set()
    for word in (said["c_secret"], "another"):
        with taken_back():
            text = f"Company,c_secret\n{said['name']},{word}\n"
            answer = door.post("/api/imports", {"file": SimpleUploadedFile("a.csv", text.encode())}).json()
        (row,) = answer["rows"]
        told.add(f"{answer['totals']} {answer['columns'][1]} {row}".replace(word, "…").replace(answer["id"], ""))
        if row["verdict"] != "update" or row["after"].get("c_secret") != word or "c_secret" in row["before"]:
            yield f"{person} imports into c_secret: {row}"
    if len({one.replace("0", "") for one in told}) != 1:
        yield f"{person} learns c_secret by importing: {told}"
