"""Erased for good: whatever table one looks into, nobody finds the person any more."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from karteo.bulk import change, erase, importing
from karteo.bulk.models import Job
from karteo.bulk.run import run
from karteo.edits.apply import apply
from karteo.edits.erase import Erased
from karteo.edits.shapes import Batch, Edit, Outcome
from karteo.files import blobs
from karteo.files.arrive import arrived
from karteo.files.blobs import Owner
from karteo.history import verify
from karteo.history.undo import undo
from karteo.identity.actor import Actor
from karteo.lib.clock import now
from karteo.lib.errors import Forbidden, NotFound, Refusal
from karteo.lib.ids import new_id
from karteo.lib.sql import rows as sql
from karteo.log import reads
from karteo.records import rows
from karteo.records.registry import TYPES
from karteo.search import find
from tests.world import World

SECRETS = ("quellwasser", "henriette", "hq@quelle.example", "9018207755", "hermsdorf", "zuckerkrank")


def mail(value: str) -> list[dict[str, Any]]:
    return [{"id": str(new_id()), "value": value, "kind": "work", "primary": True}]


def edited(actor: Actor, record: UUID, batch: Batch | None = None, type: str = "contact", **patch: Any) -> Outcome:
    (outcome,) = apply(actor, batch or Batch(), [Edit(record=record, patch=patch, type=type)])
    return outcome


def made(actor: Actor, **values: Any) -> UUID:
    record = new_id()
    assert edited(actor, record, created_at=now().isoformat(), **values).status == "done"
    return record


def henriette(actor: Actor, **more: Any) -> UUID:
    """A person of whom every value can be told from all others."""
    return made(
        actor,
        **{
            "first_name": "Henriette",
            "last_name": "Quellwasser",
            "emails": mail("hq@quelle.example"),
            "phones": mail("+49 30 9018207755"),
            "description": "Zuckerkrank",
            "addresses": [
                {"id": str(new_id()), "value": {"city": "Hermsdorf"}, "kind": "home", "primary": True},
            ],
            **more,
        },
    )


def traces(*words: str) -> list[tuple[str, str]]:
    """(table, row) wherever one of the words stands, in whatever column of whatever table."""
    found = []
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT t::text FROM "{table}" t /* across workspaces: a search for traces */')
            for (text,) in cursor.fetchall():
                plain = text.lower()
                found += [(table, text) for word in words if word in plain]
    return found


def erased(world: World, record: UUID, name: str = "Henriette Quellwasser") -> Erased:
    return erase.erase(world.alice, "contact", record, name, Batch())


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where the files of the test lie."""
    settings.FILES_URL = str(tmp_path / "files")
    return tmp_path / "files"


def bytes_of(actor: Actor, type: str, record: UUID, content: bytes) -> str:
    """Kept bytes of a record; the name of the blob."""
    with arrived([content], 1) as file:
        blob = blobs.keep(Owner(actor.workspace_id, type, record, actor.user_id, new_id()), file)
    blobs.used(blob)
    return str(blob.id)


def on_disk(folder: Path, word: str) -> bool:
    return any(word.encode() in one.read_bytes().lower() for one in folder.rglob("*") if one.is_file())


@pytest.mark.row("S2-48", "S2-49")
def test_notes_files_photos_and_relationships_go_with_the_person(world_real: World, folder: Path) -> None:
    alice = world_real.alice
    record, other = henriette(alice), made(alice, last_name="Ohm")
    photo, file = bytes_of(alice, "contact", record, b"a picture of quellwasser"), new_id()
    edited(alice, record, photo=photo)
    edited(alice, record, photo=None)
    birth = now().isoformat()
    note = edited(alice, new_id(), type="note", created_at=birth, parent_id=str(record), text="Ist zuckerkrank")
    binned = edited(alice, new_id(), type="note", created_at=birth, parent_id=str(record), text="Wohnt in Hermsdorf")
    edited(alice, binned.record, type="note", deleted_at=birth)
    content = bytes_of(alice, "file", file, b"a letter from hermsdorf")
    said = {"file_name": "Quellwasser.txt", "blob": content, "parent_id": str(record)}
    assert edited(alice, file, None, "file", created_at=birth, **said).status == "done"
    ends = {"contact_id": str(other), "other_id": str(record), "kind": "referred_by", "role": "Henriettes Freund"}
    link = edited(alice, new_id(), None, "relationship", created_at=birth, **ends)
    kept = edited(alice, new_id(), type="note", created_at=birth, parent_id=str(other), text="Bleibt stehen")
    assert [one.status for one in (note, binned, link, kept)] == ["done"] * 4
    assert on_disk(folder, "quellwasser")

    told = erase.goes(alice, "contact", record)["counts"]
    assert {name: told[name] for name in ("notes", "files", "relationships", "merged")} == {
        "notes": 2, "files": 1, "relationships": 1, "merged": 0,
    }  # fmt: skip
    gone = erased(world_real, record)

    assert {name: len(some) for name, some in gone.family.items()} == {
        "contact": 1, "note": 2, "file": 1, "relationship": 1,
    }  # fmt: skip
    assert traces(*SECRETS, str(content), photo) == []
    assert not on_disk(folder, "quellwasser")
    assert not on_disk(folder, "hermsdorf")
    assert rows.get(alice, "note", kept.record) is not None
    for name in TYPES:
        assert list(verify.rebuild(world_real.workspace_id, name)) == []


@pytest.mark.row("S2-48")
def test_no_table_holds_a_value_of_an_erased_person(world_real: World) -> None:
    record = henriette(world_real.alice)
    edited(world_real.bob, record, Batch(why="Frau Quellwasser rief an"), first_name="Henny")
    edited(world_real.bob, record, first_name="Henriette", phones=mail("030 9018207755"))
    base = {"description": "Gesund"}
    (clash,) = apply(world_real.bob, Batch(), [Edit(record=record, patch={"description": "Krank"}, base=base)])
    assert clash.status == "conflict"
    refused = edited(world_real.bob, record, emails="hq@quelle.example")
    assert refused.status == "refused"
    reads.note(world_real.workspace_id, world_real.bob.user_id, "contact", [record], ["birth_date"], "screen")
    assert {"records_contact", "log_change", "edits_receipt", "log_batch"} <= {table for table, _ in traces(*SECRETS)}

    erased(world_real, record)

    assert traces(*SECRETS) == []
    assert reads.found(world_real.workspace_id) == []
    assert rows.get(world_real.alice, "contact", record) is None
    assert find(world_real.alice, "quellwasser", 10)["rows"] == []
    for name in TYPES:
        assert list(verify.rebuild(world_real.workspace_id, name)) == []


@pytest.mark.row("S2-48")
def test_the_people_of_an_erased_company_stay_and_forget_its_name(world_real: World) -> None:
    firm = made(world_real.alice, kind="company", company_name="Quellwasser GmbH")
    person = made(world_real.bob, first_name="Otto", last_name="Ohm", company_id=str(firm))
    told = erase.goes(world_real.alice, "contact", firm)
    assert told["stays"] == {"count": 1, "people": [{"id": str(person), "name": "Otto Ohm"}]}
    gone = erased(world_real, firm, "  quellwasser  GMBH ")
    row = rows.get(world_real.alice, "contact", person)
    assert row is not None
    assert (row["company_id"], row["company"]) == (None, "")
    assert traces("quellwasser") == []
    assert gone.number is not None
    for name in TYPES:
        assert list(verify.rebuild(world_real.workspace_id, name)) == []


def test_what_was_merged_into_a_record_goes_with_it(world_real: World) -> None:
    record, double = henriette(world_real.alice), made(world_real.alice, last_name="Quellwasser-Alt")
    # what merging will write; until there is merging, nobody writes it through the door
    sql(
        "UPDATE records_contact SET merged_into = %s WHERE workspace_id = %s AND id = %s",
        (record, world_real.workspace_id, double),
    )
    assert erase.goes(world_real.alice, "contact", record)["counts"]["merged"] == 1
    erased(world_real, record)
    assert traces("quellwasser") == []


def test_only_an_administrator_erases_and_only_what_is_called_so(world_real: World) -> None:
    record = henriette(world_real.bob)
    with pytest.raises(Forbidden):
        erase.erase(world_real.bob, "contact", record, "Henriette Quellwasser", Batch())
    with pytest.raises(Forbidden):
        erase.goes(world_real.rita, "contact", record)
    with pytest.raises(Forbidden):  # the door asks too, whoever knocks
        erase.erase_many(world_real.bob, "contact", [record], Batch())
    with pytest.raises(NotFound):
        erase.erase(world_real.charlie, "contact", record, "Henriette Quellwasser", Batch())
    with pytest.raises(Refusal, match="name"):
        erased(world_real, record, "Henriette")
    assert rows.get(world_real.bob, "contact", record) is not None


@pytest.mark.row("S0-18")
def test_taking_back_an_action_leaves_what_was_erased_alone_and_says_so(world_real: World) -> None:
    record, other = henriette(world_real.alice), made(world_real.alice, last_name="Ohm")
    both = Batch(source="bulk")
    apply(world_real.alice, both, [Edit(record=one, patch={"position": "Leiterin"}) for one in (record, other)])
    gone = erased(world_real, record)
    told = undo(world_real.alice, both.id)
    assert (told.done, told.left) == (1, 1)
    assert [(line["record"], line["code"], line["name"]) for line in told.left_alone] == [(record, "erased", "")]
    assert rows.get(world_real.alice, "contact", other)["position"] is None  # type: ignore[index]
    with pytest.raises(Refusal):
        undo(world_real.alice, gone.batch)
    assert traces(*SECRETS) == []


FILE = (
    "First name,Last name,E-mail,Phone\r\n"
    "Henriette,Quellwasser,hq@quelle.example,030 9018207755\r\n"
    "Otto,Ohm,otto@ohm.example,not a number\r\n"
    "Henriette,Quellwasser,no address,030 9018207755\r\n"
)


@pytest.mark.parametrize("after", ["run", "ready"])
def test_imports_forget_an_erased_person_and_keep_the_others(world_real: World, after: str) -> None:
    found = importing.start(world_real.alice, "Quellwasser.csv", [FILE.encode()])
    if after == "run":
        run(world_real.alice, found.id)
    else:
        henriette(world_real.alice)
    assert any(table.startswith("bulk_") for table, _ in traces(*SECRETS))
    for row in find(world_real.alice, "quellwasser", 10)["rows"]:
        erased(world_real, UUID(str(row["id"])))
    assert traces(*SECRETS) == []
    if after == "run":
        kept = importing.one(world_real.alice, found.id)
        assert kept.report["rows"]["read"] == 3
        assert [table for table, _ in traces("not a number")] == ["bulk_reject"]
    else:
        with pytest.raises(NotFound):
            importing.one(world_real.alice, found.id)


@pytest.mark.parametrize("alone", [True, False])
def test_changes_of_many_forget_who_was_refused_and_what_they_alone_were_given(world_real: World, alone: bool) -> None:
    record, other = henriette(world_real.alice), made(world_real.alice, last_name="Ohm")
    ids = [record] if alone else [record, other]
    wish = change.Wanted(patch={"description": "Zuckerkrank"}, ids=ids, why="Henriette Quellwasser bat darum")
    done = change.start(world_real.alice, wish)
    left = {"record": str(record), "detail": "Henriette Quellwasser", "code": "conflict"}
    Job.objects.filter(workspace_id=world_real.workspace_id, id=done.id).update(
        result=done.result | {"left_alone": [left]}
    )
    erased(world_real, record)
    assert traces("quellwasser", "henriette") == []
    assert (traces("zuckerkrank") == []) is alone
