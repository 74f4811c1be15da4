"""One action through the one door."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django import app

from karteo.edits.apply import apply
from karteo.edits.shapes import Batch, Edit, Outcome
from karteo.identity.actor import Actor
from karteo.lib.errors import Forbidden, Refusal
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.log.feed import changed_since, head
from karteo.records.rows import get
from tests.world import World


def make(actor: Actor, **fields: Any) -> UUID:
    """A new contact of these fields; its id."""
    record = new_id()
    outcome = one(actor, Edit(record, {"created_at": "now", "last_name": "Müller"} | fields))
    assert outcome.status == "done", outcome
    return record


def one(actor: Actor, edit: Edit, batch: Batch | None = None) -> Outcome:
    return apply(actor, batch or Batch(), [edit])[0]


def log_lines(world: World, record: UUID) -> int:
    return int(
        rows(
            "SELECT count(*) FROM log_change WHERE workspace_id = %s AND record_id = %s", (world.workspace_id, record)
        )[0][0]
    )


def test_it_creates_a_contact_and_says_so_in_the_log(world: World) -> None:
    record = make(world.alice, first_name="Jörg", phones=["+49 30 901820"])
    row = get(world.bob, "contact", record)
    assert row
    assert (row["name"], row["kind"]) == ("Jörg Müller", "person")
    assert row["phones"][0]["primary"] is True
    assert changed_since(world.workspace_id, 0) == [("contact", record, head(world.workspace_id)[1])]


def test_it_changes_only_what_was_meant(world: World) -> None:
    record = make(world.alice, position="Chef")
    one(world.bob, Edit(record, {"position": "CEO"}, {"position": "Chef"}))
    row = get(world.alice, "contact", record)
    assert row
    assert (row["position"], row["last_name"]) == ("CEO", "Müller")
    assert rows(
        "SELECT patch::text FROM log_change WHERE workspace_id = %s AND record_id = %s ORDER BY number DESC LIMIT 1",
        (world.workspace_id, record),
    ) == [('{"position": ["Chef", "CEO"]}',)]


def test_it_writes_no_line_for_what_changes_nothing(world: World) -> None:
    record = make(world.alice, position="Chef")
    outcome = one(world.alice, Edit(record, {"position": " Chef "}, {"position": "Chef"}))
    assert (outcome.status, outcome.changed, log_lines(world, record)) == ("done", False, 1)


def test_it_does_the_same_batch_once(world: World) -> None:
    record, batch = make(world.alice), Batch()
    first = one(world.alice, Edit(record, {"position": "CEO"}), batch)
    again = one(world.alice, Edit(record, {"position": "CEO"}), batch)
    assert first.json() == again.json()
    assert log_lines(world, record) == 2


def test_the_answer_to_an_action_is_given_to_nobody_else(world: World) -> None:
    record, batch = make(world.alice), Batch()
    edit = Edit(record, {"position": "CEO"})
    one(world.alice, edit, batch)
    with pytest.raises(Forbidden, match="another person"):
        one(world.bob, edit, batch)


@pytest.mark.parametrize("base", [{"position": "CEO"}, {}, None])
def test_an_id_stands_for_one_wish_and_for_what_its_writer_saw(world: World, base: dict[str, Any] | None) -> None:
    record, batch = make(world.alice), Batch()
    one(world.alice, Edit(record, {"position": "CEO"}, {"position": None}), batch)
    with pytest.raises(Refusal, match="another change"):
        one(world.alice, Edit(record, {"position": "CEO"}, base), batch)


def test_a_stale_base_is_a_conflict_and_the_other_fields_are_applied(world: World) -> None:
    record = make(world.alice, position="Chef", department="A")
    one(world.bob, Edit(record, {"position": "CEO"}, {"position": "Chef"}))
    outcome = one(
        world.alice, Edit(record, {"position": "Boss", "department": "B"}, {"position": "Chef", "department": "A"})
    )
    assert outcome.status == "conflict"
    clash = outcome.fields["position"]
    assert (clash["base"], clash["theirs"], clash["mine"]) == ("Chef", "CEO", "Boss")
    assert clash["by"] == str(world.bob.user_id)
    row = get(world.alice, "contact", record)
    assert row
    assert (row["position"], row["department"]) == ("CEO", "B")


def test_a_refused_edit_refuses_the_whole_action(world: World) -> None:
    good, bad = make(world.alice), make(world.alice)
    outcomes = apply(world.alice, Batch(), [Edit(good, {"position": "CEO"}), Edit(bad, {"emails": ["no address"]})])
    assert [outcome.status for outcome in outcomes] == ["refused", "refused"]
    assert outcomes[1].fields["emails"]["place"] == "emails[0].value"
    assert log_lines(world, good) == 1


def test_it_finds_all_errors_at_once(world: World) -> None:
    record = make(world.alice)
    outcome = one(
        world.alice, Edit(record, {"emails": ["x"], "birth_year": "soon", "nonsense": 1, "temperature": "boiling"})
    )
    assert {name: error["code"] for name, error in outcome.fields.items()} == {
        "emails": "email_invalid",
        "birth_year": "not_a_number",
        "nonsense": "unknown_field",
        "temperature": "not_in_list",
    }


def test_a_reader_writes_nothing(world: World) -> None:
    record = make(world.alice)
    outcome = one(world.rita, Edit(record, {"position": "CEO"}))
    assert (outcome.status, outcome.fields[""]["code"]) == ("refused", "forbidden")
    assert log_lines(world, record) == 1


def test_a_stranger_finds_no_record(world: World) -> None:
    record = make(world.alice)
    assert one(world.charlie, Edit(record, {"position": "CEO"})).fields[""]["code"] == "not_found"
    assert get(world.charlie, "contact", record) is None


def test_a_link_into_another_workspace_is_refused(world: World) -> None:
    foreign = make(world.charlie, kind="company", company_name="Südwerk")
    outcome = one(world.alice, Edit(make(world.alice), {"company_id": str(foreign)}))
    assert outcome.fields["company_id"]["code"] == "no_such_record"
    outcome = one(world.alice, Edit(make(world.alice), {"owner_id": str(world.charlie.user_id)}))
    assert outcome.fields["owner_id"]["code"] == "no_such_user"


def test_what_is_in_the_bin_is_not_edited_until_it_is_restored(world: World) -> None:
    record = make(world.alice)
    one(world.alice, Edit(record, {"deleted_at": "now"}, {"deleted_at": None}))
    assert one(world.bob, Edit(record, {"position": "CEO"})).fields[""]["code"] == "in_bin"
    one(world.bob, Edit(record, {"deleted_at": None}))
    assert one(world.bob, Edit(record, {"position": "CEO"})).status == "done"


def test_what_is_deleted_twice_is_in_the_bin_since_the_first_time(world: World) -> None:
    record = make(world.alice)
    first, again = (one(world.alice, Edit(record, {"deleted_at": "now"})) for _ in range(2))
    assert (first.changed, again.status, again.changed) == (True, "done", False)
    assert log_lines(world, record) == 2


def test_a_precondition_that_no_longer_holds_stops_the_edit(world: World) -> None:
    record = make(world.alice, position="Chef")
    one(world.bob, Edit(record, {"position": "CEO"}))
    outcome = one(world.alice, Edit(record, {"deleted_at": "now"}, {"deleted_at": None, "position": "Chef"}))
    assert outcome.status == "conflict"
    row = get(world.alice, "contact", record)
    assert row
    assert row["deleted_at"] is None


def test_a_company_needs_its_name_and_a_person_some_way_to_know_it(world: World) -> None:
    company = one(world.alice, Edit(new_id(), {"created_at": "now", "kind": "company"}))
    nobody = one(world.alice, Edit(new_id(), {"created_at": "now", "position": "CEO"}))
    assert company.fields["company_name"]["code"] == "required"
    assert nobody.fields["last_name"]["code"] == "required_one_of"


def test_the_primary_is_promoted_when_it_goes(world: World) -> None:
    record = make(world.alice, phones=["+49 30 901820", "+49 30 901821"])
    row = get(world.alice, "contact", record)
    assert row
    one(world.alice, Edit(record, {"phones": row["phones"][1:]}, {"phones": row["phones"]}))
    row = get(world.alice, "contact", record)
    assert row
    assert [(p["value"], p["primary"]) for p in row["phones"]] == [("+49 30 901821", True)]


def test_people_take_over_the_new_name_of_their_company(world: World) -> None:
    company = make(world.alice, kind="company", company_name="Nordwerk")
    person = make(world.alice, company_id=str(company))
    assert (get(world.alice, "contact", person) or {})["company"] == "Nordwerk"
    before = head(world.workspace_id)[1]
    one(world.alice, Edit(company, {"company_name": "Südwerk"}))
    assert (get(world.alice, "contact", person) or {})["company"] == "Südwerk"
    assert person in {record for _, record, _ in changed_since(world.workspace_id, before)}
    assert log_lines(world, person) == 1


def test_the_worker_knows_the_job() -> None:
    assert "rederive_people" in app.tasks
