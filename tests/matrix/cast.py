"""The people and records of the matrix: every value that a record holds is a word that stands nowhere else.

So a leak is seen in any answer, whatever its shape: a word of a record that somebody may not see, or of a field that
his role hides, stands in what he was answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from karteo.edits.apply import apply
from karteo.edits.shapes import Batch, Edit
from karteo.identity import people
from karteo.identity.actor import Actor
from karteo.identity.models import Role, Team, TeamMember
from karteo.identity.roles import EVERYTHING
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.records.context import touch
from karteo.records.models import CustomField
from tests.api.bring import attach, photo
from tests.api.doors import program
from tests.files.samples import picture
from tests.world import PASSWORD, World, actor

HIDDEN = ("description", "emails", "tags", "c_hidden")  # from the clerk
LOCKED = ("position",)  # to the clerk
SENSITIVE = ("c_secret",)  # to everybody: shown on demand only
WORDS = (
    "name",
    "position",
    "description",
    "emails",
    "tags",
    *SENSITIVE,
    "c_hidden",
    "note",
    "file",
    "bytes",
    "role",
    "past",
)
CLERK = {
    "admin": False,
    "types": {"contact": EVERYTHING | {"delete": "none", "export": "own", "bulk": "own"}},
    "fields": {
        "contact": dict.fromkeys(HIDDEN, "hidden") | dict.fromkeys(LOCKED, "read"),
        "relationship": {"start_date": "hidden"},
    },
}


@dataclass(frozen=True)
class Case:
    """A contact: whose, whether restricted, for whom it is chosen, whether it lies in the bin."""

    key: str
    owner: str = ""
    restricted: bool = False
    chosen: tuple[str, ...] = ()
    binned: bool = False
    company: str = ""  # the key of its company
    firm: bool = False
    nameless: bool = False


CASES = (
    Case("openbob", owner="bob"),
    Case("opensven", owner="sven"),
    Case("opennora", owner="nora"),
    Case("opennobody"),
    Case("nameless", owner="bob", nameless=True),
    Case("sharednora", owner="nora", chosen=("sven",)),
    Case("closedbob", owner="bob", restricted=True),
    Case("closedsven", owner="sven", restricted=True, chosen=("rita",)),
    Case("closednora", owner="nora", restricted=True, chosen=("clara", "sven")),
    Case("closedfirm", owner="nora", restricted=True, firm=True),
    Case("itsstaff", owner="bob", company="closedfirm"),
    Case("openfirm", owner="bob", firm=True),
    Case("closedstaff", owner="nora", restricted=True, company="openfirm"),
    Case("binned", owner="bob", binned=True),
    Case("binnedclosed", owner="nora", restricted=True, binned=True),
)
BY_KEY = {case.key: case for case in CASES}
MIXED = ("openbob", "closednora")
HUB = "openbob"  # every record has a relationship to this one
BASE = ("sven", "nora", "clara")


@dataclass
class Cast:
    """Everybody by name, every record's ids by case and kind, and its words: case → field → word."""

    world: World
    people: dict[str, Actor]
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    both: str = ""  # an action that changed one record which everybody here sees, and one that few see


def words(case: Case) -> dict[str, str]:
    """The words of a record: letters only, so that no folding and no markup changes them."""
    return {name: f"zq{case.key}{name.replace('_', '')}qz" for name in WORDS}


def values(case: Case, said: dict[str, str], ids: dict[str, dict[str, str]], cast: Cast) -> dict[str, Any]:
    """What is written on the contact."""
    own = "company_name" if case.firm else "last_name"
    named = {} if case.nameless else {own: said["name"]}
    return named | {
        "kind": "company" if case.firm else "person",
        "position": said["position"],
        "description": said["description"],
        "emails": [{"value": f"{said['emails']}@nordwerk.example"}],
        "c_hidden": said["c_hidden"],
        "c_secret": said["c_secret"],
        "tags": [said["tags"]],
        "owner_id": str(cast.people[case.owner].user_id) if case.owner else None,
        "restricted": case.restricted or None,
        "shared_with": [str(cast.people[name].user_id) for name in case.chosen],
        "company_id": ids[case.company]["record"] if case.company else None,
    }


def make_cast(world: World) -> Cast:
    """Alice administers; Bob (member) and Sven (sales) are one team, Nora (sales) another; Rita reads, Clara may not
    read some fields; Charlie administers another workspace."""
    here = world.workspace_id
    Role.objects.create(workspace_id=here, key="clerk", label={"en": "Clerk"}, rights=CLERK)
    for key, sensitive in (("c_hidden", False), ("c_secret", True)):
        CustomField.objects.create(workspace_id=here, key=key, type="text", label={"en": key}, sensitive=sensitive)
    touch(here)
    made = {"sven": ("seller", "Sales"), "nora": ("seller", "North"), "clara": ("clerk", "North")}
    for name, (role, team) in made.items():
        user = people.join(here, f"{name}@nordwerk.example", name.capitalize(), role, "en", PASSWORD)
        group, _ = Team.objects.get_or_create(workspace_id=here, name=team)
        TeamMember.objects.create(workspace_id=here, team_id=group.id, user_id=user.id)
    ids = {name: one.user_id for name, one in (("alice", world.alice), ("bob", world.bob), ("rita", world.rita))}
    ids |= {
        name: user
        for name in made
        for (user,) in rows("SELECT id FROM identity_user WHERE email = %s", (f"{name}@nordwerk.example",))
    }
    cast = Cast(world, {name: actor(here, user) for name, user in ids.items()} | {"charlie": world.charlie})
    for case in sorted(CASES, key=lambda one: (one.key != HUB, not one.firm)):
        _make(cast, case)
    both = Batch()
    mixed = [Edit(UUID(cast.ids[key]["record"]), {"nickname": "y"}) for key in MIXED]
    apply(cast.people["alice"], both, mixed)
    cast.both = str(both.id)
    return cast


def _make(cast: Cast, case: Case) -> None:
    """The contact with a note, a file, a photo and a relationship, each made by Alice in an action of its own."""
    alice, said = cast.people["alice"], words(case)
    cast.words[case.key] = said
    record = new_id()
    ids = cast.ids[case.key] = {"record": str(record)}
    born = {"created_at": "now", "department": said["past"]} | values(case, said, cast.ids, cast)
    for patch in (born, {"department": None}):  # what was there once stands in the history only
        edit = Edit(record, patch, id=new_id())
        batch = Batch(source="import", why=f"{said['name']} why")
        (outcome,) = apply(alice, batch, [edit])
        assert outcome.status == "done", outcome.fields
        ids |= {"batch": str(batch.id), "contact_number": str(outcome.number)}
    _hang(alice, ids, "note", {"parent_id": ids["record"], "text": said["note"]}, {"pinned": True})
    if case.key != HUB:
        ends = {
            "contact_id": ids["record"],
            "other_id": cast.ids[HUB]["record"],
            "kind": "spouse",
            "role": said["role"],
        }
        _hang(alice, ids, "relationship", ends, {"description": "y"})
    door = program(alice)
    file = attach(door, {"id": ids["record"]}, said["bytes"].encode(), f"{said['file']}.txt")
    _changed(alice, ids, "file", UUID(file["id"]), {"description": "y"})
    shown = photo(door, {"id": ids["record"]}, picture())
    ids |= {"blob": shown["row"]["photo"]}
    if case.binned:
        apply(alice, Batch(), [Edit(record, {"deleted_at": "now"})])


def _hang(alice: Actor, ids: dict[str, str], kind: str, born: dict[str, Any], change: dict[str, Any]) -> None:
    """Something that hangs on the contact, changed once."""
    made = Edit(new_id(), {"created_at": "now"} | born, type=kind)
    (outcome,) = apply(alice, Batch(), [made])
    assert outcome.status == "done", outcome.fields
    _changed(alice, ids, kind, made.record, change)


def _changed(alice: Actor, ids: dict[str, str], kind: str, record: UUID, change: dict[str, Any]) -> None:
    (outcome,) = apply(alice, Batch(), [Edit(record, change, type=kind)])
    assert outcome.status == "done", outcome.fields
    ids |= {kind: str(record), f"{kind}_number": str(outcome.number)}


def everything(cast: Cast) -> Iterator[tuple[str, str, str]]:
    """(case, field, word) of all there is; ids are words too, and so are the bytes of the photo."""
    for key, said in cast.words.items():
        for name, word in said.items():
            if not (name == "name" and BY_KEY[key].nameless):
                yield key, name, word
        for name in ("record", "note", "file", "relationship", "blob"):
            if name in cast.ids[key]:
                yield key, name, cast.ids[key][name]
