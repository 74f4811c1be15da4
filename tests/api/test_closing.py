"""What a role hides, a field keeps to itself, or a company does not tell is found by nobody who may not read it: from
the moment on in which that is said, and also when the worker has derived everything anew."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction
from procrastinate.contrib.django import app

from karteo.edits import chunk, closing, rederive
from karteo.edits.shapes import Batch, Edit
from karteo.lib.clock import now
from karteo.lib.sql import rows
from karteo.records.context import context
from tests.api.desk import Device, Row, change, item, make, opened, told
from tests.api.doors import Door, browser, program
from tests.api.test_roles import wished
from tests.bulk.working import worked
from tests.e2e.server import until
from tests.world import World, meanwhile, waited_for

pytestmark = pytest.mark.row("S2-40")
NUMBER = "+49 30 9018207755"


@pytest.fixture
def one_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """All records but the first are too many to be derived where it is said: the worker does it."""
    monkeypatch.setattr(closing, "AT_ONCE", 1)


def found(door: Door, q: str) -> list[str]:
    return [row["id"] for row in told(door.ask("get", f"/api/contacts?q={q}"))["rows"]]


def hide(world: World, *fields: str) -> None:
    rights = wished(**dict.fromkeys(fields, "hidden"))
    told(browser(world.alice).ask("patch", "/api/roles/member", {"rights": rights}))


def company(world: World, **more: Any) -> Row:
    """A company of Alice's."""
    named = {"kind": "company", "last_name": None, "company_name": "Quellwerk", "owner_id": str(world.alice.user_id)}
    return make(program(world.alice), **named, **more)


@pytest.mark.usefixtures("one_at_once")
def test_a_hidden_value_is_not_found_from_that_moment_on_and_the_rest_is_again(world_real: World) -> None:
    make(program(world_real.alice), last_name="Erste")
    alice, bob = program(world_real.alice), program(world_real.bob)
    secret = {"emails": [item("a@quelle.example")], "description": "Geheimnis", "phones": [item(NUMBER)]}
    words = {"emails": "quelle.example", "description": "Geheimnis", "phones": "9018207755"}
    row = make(alice, **secret)["id"]
    for fields in (("emails",), tuple(secret)):  # the second time there is a text to be emptied
        hide(world_real, *fields)
        for _ in range(2):
            assert [found(bob, words[name]) for name in fields] == [[]] * len(fields)
            assert found(alice, "Geheimnis") == [row]
            worked()
        assert found(bob, "Muster") == [row]
    told(browser(world_real.alice).ask("delete", "/api/roles/member"), 204)
    worked()
    assert found(bob, "Geheimnis") == found(bob, "9018207755") == [row]


def test_where_there_are_few_all_is_found_again_at_once(world_real: World) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    row = make(alice, description="Geheimnis", phones=[item(NUMBER)])["id"]
    hide(world_real, "phones")
    told(alice.ask("put", "/api/fields/contact/description", {"sensitive": True}))
    for door, words in ((alice, {"Geheimnis"}), (bob, {"Geheimnis", "9018207755"})):
        assert found(door, "Muster") == [row]
        assert [found(door, word) for word in words] == [[]] * len(words)
    assert found(alice, "9018207755") == [row]


@pytest.mark.usefixtures("one_at_once")
def test_work_for_an_earlier_change_does_not_open_what_a_later_one_closed(world_real: World) -> None:
    alice = program(world_real.alice)
    made = [make(alice, description="Geheimnis") for n in range(3)]
    told(alice.ask("put", "/api/fields/contact/phones", {"sensitive": True}))
    # Its worker stands behind the last record when something else is closed.
    end = max(one["id"] for one in made)
    rows("UPDATE procrastinate_jobs SET args = args || jsonb_build_object('after', %s::text) /* the queue */", (end,))
    told(alice.ask("put", "/api/fields/contact/description", {"sensitive": True}))
    rows("DELETE FROM procrastinate_jobs WHERE id = (SELECT max(id) FROM procrastinate_jobs) /* the queue */")
    worked()
    assert found(alice, "Geheimnis") == []


@pytest.mark.usefixtures("one_at_once")
def test_work_that_derives_does_not_go_by_what_was_while_something_is_being_closed(
    world_real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("karteo.records.context.FRESH", 0.0)  # the worker is another process
    alice, bob = program(world_real.alice), program(world_real.bob)
    first = make(alice, last_name="Erste")["id"]
    row = make(alice, description="Geheimnis")["id"]
    hide(world_real, "phones")
    work = {"workspace": str(world_real.workspace_id), "type": "contact", "mark": "", "after": first}
    meanwhile(lambda: hide(world_real, "phones", "description"), lambda: closing.derive_open(**work))
    assert (found(bob, "Geheimnis"), found(bob, "Muster")) == ([], [row])


def test_what_was_being_written_while_a_field_was_closed_is_put_right(world_real: World) -> None:
    alice = program(world_real.alice)
    row = make(alice)["id"]
    before = context(world_real.workspace_id, world_real.alice.user_id)
    told(alice.ask("put", "/api/fields/contact/description", {"sensitive": True}))
    with transaction.atomic():
        edit = Edit(UUID(row), {"description": "Geheimnis"})
        chunk.run(world_real.alice, before, Batch(), [edit], atomic=True)
    rows("UPDATE procrastinate_jobs SET scheduled_at = NULL /* a minute later */")
    worked()
    assert (found(alice, "Geheimnis"), found(alice, "Muster")) == ([], [row])


@pytest.mark.usefixtures("one_at_once")
def test_what_became_sensitive_is_found_by_nobody_and_the_rest_by_all(world_real: World) -> None:
    make(program(world_real.alice), last_name="Erste")
    alice, bob = program(world_real.alice), program(world_real.bob)
    row = make(alice, description="Geheimnis")["id"]
    told(alice.ask("put", "/api/fields/contact/description", {"sensitive": True}))
    for door in (alice, bob):
        assert found(door, "Geheimnis") == []
    worked()
    later = make(alice, last_name="Muster", description="Geheimnis")["id"]
    for door in (alice, bob):
        assert (found(door, "Geheimnis"), set(found(door, "Muster"))) == ([], {row, later})
    told(alice.ask("put", "/api/fields/contact/description", {"sensitive": False}))
    worked()
    assert set(found(bob, "Geheimnis")) == {row, later}


def test_the_name_of_a_nameless_person_tells_no_hidden_number(world_real: World) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    row = make(alice, last_name=None, nickname=None, phones=[item(NUMBER, primary=True)])
    assert "9018207755" in opened(bob, row)["name"].replace(" ", "")
    hide(world_real, "phones")
    worked()
    later = make(alice, last_name=None, phones=[item(NUMBER, primary=True)])
    for one in (row, later):
        assert "9018207755" not in str(opened(bob, one)).replace(" ", "")
    assert found(bob, "9018207755") == []


def test_people_of_a_restricted_company_do_not_tell_its_name(world_real: World) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    firm = company(world_real)
    before = make(alice, company_id=firm["id"])
    assert (opened(bob, before)["company"], found(bob, "Quellwerk")) == ("Quellwerk", [before["id"], firm["id"]])
    change(alice, firm, restricted=True)
    after = make(alice, company_id=firm["id"])
    for one in (before, after):
        assert (opened(bob, one)["company"], found(bob, "Quellwerk")) == ("", [])
    change(alice, opened(alice, firm), restricted=False)
    assert {opened(bob, one)["company"] for one in (before, after)} == {"Quellwerk"}


def test_a_restricted_company_that_comes_with_its_people_is_as_silent(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    firm, person = str(uuid4()), str(uuid4())
    laptop = Device(browser(world.alice))
    born = {"created_at": now().isoformat()}
    action = laptop.action({"id": firm}, born | {"kind": "company", "company_name": "Quellwerk", "restricted": True,
                                                  "owner_id": str(world.alice.user_id)})  # fmt: skip
    more = {"id": str(uuid4()), "type": "contact", "record": person, "base": None}
    action["edits"].append(more | {"patch": born | {"last_name": "Muster", "company_id": firm}})
    laptop.sync(action)
    assert (opened(bob, {"id": person})["company"], found(bob, "Quellwerk")) == ("", [])
    assert opened(alice, {"id": firm})["company_name"] == "Quellwerk"


def test_people_are_called_after_their_company_at_once_the_many_by_and_by(
    world_real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    told(alice.ask("post", "/api/fields", {"type": "text", "label": {"en": "Shoe size"}, "key": "c_shoe"}), 201)
    firm = company(world_real)
    people = [make(alice, company_id=firm["id"], c_shoe="Pantoffel") for _ in range(3)]
    monkeypatch.setattr(rederive, "AT_ONCE", 1)
    monkeypatch.setattr(rederive, "CHUNK", 1)
    change(alice, firm, company_name="Südwerk")
    assert sorted(opened(bob, one)["company"] for one in people) == ["Quellwerk", "Quellwerk", "Südwerk"]
    worked()
    assert {opened(bob, one)["company"] for one in people} == {"Südwerk"}
    ids = sorted(one["id"] for one in people)
    assert sorted(found(bob, "Pantoffel")) == ids  # what is found by other fields is found still
    assert found(bob, "Quellwerk") == []
    change(alice, opened(alice, firm), kind="person", last_name="Quelle")
    worked()
    assert {opened(bob, one)["company"] for one in people} == {"Quelle"}


@pytest.mark.usefixtures("one_at_once")
def test_what_a_killed_worker_left_in_the_middle_is_derived_by_the_next(world_real: World) -> None:
    alice = program(world_real.alice)
    make(alice, last_name="Erste")
    row = make(alice, description="Geheimnis")["id"]
    told(alice.ask("put", "/api/fields/contact/description", {"sensitive": True}))
    rows("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL /* its worker is dead */")
    assert found(alice, "Muster") == []
    app.configure_task("derive_resume").defer(timestamp=0)
    worked()
    assert (found(alice, "Muster"), found(alice, "Geheimnis")) == ([row], [])


def test_a_role_is_changed_although_work_on_many_stands_in_its_way(world_real: World) -> None:
    alice = program(world_real.alice)
    first, second = (make(alice, last_name=name, phones=[item(NUMBER)])["id"] for name in ("Erste", "Zweite"))
    lock = "SELECT 1 FROM records_contact WHERE workspace_id = %s AND id = %s FOR UPDATE"

    def closes() -> None:
        hide(world_real, "phones")
        connections.close_all()

    administrator = threading.Thread(target=closes)
    with transaction.atomic():
        rows("SET LOCAL deadlock_timeout = '20s'")  # of the two, the administrator is the one who is sent away
        rows(lock, (world_real.workspace_id, second))
        administrator.start()
        until(waited_for, "the administrator", 20)
        rows(lock, (world_real.workspace_id, first))
    administrator.join()
    (row,) = told(program(world_real.bob).ask("get", "/api/contacts?q=Erste"))["rows"]
    assert "phones" not in row


def test_the_name_of_a_company_that_is_being_restricted_does_not_stay_on_who_is_made_at_it(world_real: World) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    firm = make(alice, kind="company", company_name="Geheimwerk", owner_id=str(world_real.alice.user_id))["id"]
    made: list[str] = []

    def restricts() -> None:
        edits = [Edit(UUID(firm), {"restricted": True})]
        outcomes = chunk.run(world_real.alice, context(world_real.workspace_id), Batch(), edits, atomic=True)
        rederive.rederive_after(world_real.workspace_id, edits, outcomes)

    meanwhile(restricts, lambda: made.append(make(bob, last_name="Neu", company_id=firm)["id"]))
    rows("UPDATE procrastinate_jobs SET scheduled_at = NULL /* a minute later */")
    worked()
    assert found(bob, "Geheimwerk") == []
    assert told(bob.ask("get", f"/api/contacts/{made[0]}"))["row"]["company"] == ""
