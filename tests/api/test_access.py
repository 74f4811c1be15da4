"""Ways round the policy that somebody tried: none of them leads anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from karteo.identity.models import Membership, Role
from karteo.identity.roles import EVERYTHING
from tests.api.bring import attach, photo, read, send
from tests.api.desk import change, history, make, opened, told
from tests.api.doors import Door, program
from tests.files.samples import picture
from tests.world import World

pytestmark = pytest.mark.row("S2-40", "S1-22")


def becomes(world: World, fields: Mapping[str, str] = MappingProxyType({}), /, **types: str) -> Door:
    """Bob with a role of his own."""
    rights = {"admin": False, "types": {"contact": {**EVERYTHING, **types}}, "fields": {"contact": dict(fields)}}
    Role.objects.create(workspace_id=world.workspace_id, key="special", label={"en": "Special"}, rights=rights)
    Membership.objects.filter(workspace_id=world.workspace_id, user_id=world.bob.user_id).update(role="special")
    return program(world.bob)


def test_who_may_only_delete_writes_nothing_else_while_he_does(world: World) -> None:
    bob, row = becomes(world, edit="own"), make(program(world.alice))
    patch = {"owner_id": str(world.bob.user_id), "deleted_at": "2026-01-01T00:00:00Z"}
    told(bob.ask("patch", f"/api/contacts/{row['id']}", {"patch": patch}), 403)
    told(bob.ask("delete", f"/api/contacts/{row['id']}"), 200)


def test_nobody_says_that_a_record_became_part_of_another(world: World) -> None:
    alice = program(world.alice)
    one, other = make(alice), make(alice)
    answer = alice.ask("patch", f"/api/contacts/{one['id']}", {"patch": {"merged_into": other["id"]}})
    assert answer.status_code in (403, 422)
    assert opened(alice, one)["merged_into"] is None


def test_the_id_of_a_record_out_of_sight_is_refused_like_that_of_one_in_sight(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    open_ = make(alice)
    closed = make(alice, owner_id=str(world.alice.user_id), restricted=True)
    codes = []
    for row in (open_, closed):
        wish = {"id": row["id"], "fields": {"last_name": "Mallory"}}
        codes.append(told(bob.ask("post", "/api/contacts", wish), 422)["errors"][0]["code"])
    assert codes == ["exists", "exists"]


def test_the_bytes_of_a_photo_are_not_lost_to_who_attaches_them_elsewhere(world_real: World) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    row, other = make(alice), make(alice)
    blob = photo(alice, row, picture())["row"]["photo"]
    shown = f"/api/contacts/{row['id']}/photo/{blob}"
    content = read(bob.get(shown))
    action = history(alice, row)[0]["batch"]
    send(bob, "post", f"/api/files?parent_id={other['id']}&name=a.webp&id={action}", content)
    assert alice.get(shown).status_code == 200
    assert attach(bob, other, content)["size"] == len(content)


def test_the_bytes_of_a_file_are_not_lost_to_who_sends_the_same_under_its_id(world_real: World) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    row = make(alice)
    file = attach(alice, row, b"for all")
    attach(bob, row, b"for all", status=403, id=file["id"])
    assert read(alice.get(f"/api/files/{file['id']}/content")) == b"for all"


def test_what_one_may_bring_and_not_read_is_kept_for_those_who_may(world_real: World) -> None:
    alice, bob = program(world_real.alice), becomes(world_real)
    row, role = make(alice), Role.objects.get(workspace_id=world_real.workspace_id, key="special")
    role.rights["types"]["file"] = {"read": "none", "create": "all"}
    role.save()
    assert attach(bob, row, b"for those who read") is None
    assert told(bob.ask("get", "/api/files"))["rows"] == []
    (file,) = told(alice.ask("get", "/api/files"))["rows"]
    assert read(alice.get(f"/api/files/{file['id']}/content")) == b"for those who read"


def test_a_sensitive_value_is_not_guessed_by_saying_what_one_saw(world: World) -> None:
    alice = program(world.alice)
    told(alice.ask("put", "/api/fields/contact/source", {"sensitive": True}))
    row = make(alice, source="secret")
    for guess in ("secret", "wrong", "wrong"):
        wish = {"patch": {"source": guess}, "base": {"source": "?"}}
        answer = alice.ask("patch", f"/api/contacts/{row['id']}", wish)
        assert (answer.status_code, b"secret" in answer.content.replace(guess.encode(), b"")) == (409, False)
        wish = {"patch": {"nickname": "x"}, "base": {"source": guess}}
        assert alice.ask("patch", f"/api/contacts/{row['id']}", wish).status_code in (403, 422)
        plain = told(alice.ask("patch", f"/api/contacts/{row['id']}", {"patch": {"source": guess}}))
        assert plain["outcome"]["changed"]  # the second time as well


def test_a_link_ends_after_it_begins_whichever_of_the_two_is_changed(world: World) -> None:
    alice = program(world.alice)
    ends = {"contact_id": make(alice)["id"], "other_id": make(alice)["id"], "kind": "spouse"}
    sent = {"fields": ends | {"start_date": "2020-01-01", "end_date": "2021-01-01"}}
    path = f"/api/relationships/{told(alice.ask('post', '/api/relationships', sent), 201)['row']['id']}"
    for patch in ({"start_date": "2022-01-01"}, {"end_date": "2019-01-01"}):
        assert told(alice.ask("patch", path, {"patch": patch}), 422)["errors"][0]["code"] == "before_start"
    told(alice.ask("patch", path, {"patch": {"role": "Mother"}}))


def test_names_and_what_the_policy_asks_are_shown_whatever_a_stored_role_says(world: World) -> None:
    hidden = dict.fromkeys(("last_name", "owner_id", "restricted", "shared_with", "source"), "hidden")
    alice, bob = program(world.alice), becomes(world, hidden)
    row = make(alice, owner_id=str(world.bob.user_id), source="Fair")
    for door, whole in ((alice, True), (bob, False)):
        taken = told(door.ask("get", f"/api/contacts/{row['id']}/personal?format=json"))
        assert (taken["complete"], "Fair" in str(taken)) == (whole, whole)
    seen = opened(bob, row)
    assert (seen["last_name"], seen["owner_id"], "source" in seen) == ("Muster", str(world.bob.user_id), False)
    assert {"restricted", "shared_with"} <= seen.keys()


def test_who_sees_only_his_own_keeps_what_he_makes(world: World) -> None:
    alice, bob = program(world.alice), becomes(world, read="own", edit="own", delete="own", export="own", bulk="own")
    assert opened(bob, make(bob))["owner_id"] == str(world.bob.user_id)
    assert make(alice)["owner_id"] is None


def test_who_may_read_nothing_finds_nothing_also_what_is_his(world: World) -> None:
    alice = program(world.alice)
    bob = becomes(world, **dict.fromkeys(EVERYTHING, "none"))
    own = make(alice, owner_id=str(world.bob.user_id), shared_with=[str(world.bob.user_id)])
    assert bob.ask("get", f"/api/contacts/{own['id']}").status_code in (403, 404)
    assert bob.ask("patch", f"/api/contacts/{own['id']}", {"patch": {"nickname": "x"}}).status_code in (403, 404)
    for path in ("/api/contacts", "/api/contacts?q=Muster"):
        assert "Muster" not in bob.ask("get", path).content.decode()
    assert told(bob.ask("get", "/api/contacts/count"))["count"] == 0


def test_a_team_reaches_as_far_as_what_its_members_own(world: World) -> None:
    alice, bob = program(world.alice), becomes(world, edit="team", bulk="team")
    for owner, mate in ((world.alice, True), (world.rita, False), (None, False)):
        row = make(alice, owner_id=owner and str(owner.user_id))
        told(bob.ask("patch", f"/api/contacts/{row['id']}", {"patch": {"nickname": "x"}}), 200 if mate else 403)
        looked = told(bob.ask("post", "/api/contacts/bulk/look", {"ids": [row["id"]], "patch": {"nickname": "y"}}))
        assert looked["count"] == mate


def test_an_import_offers_no_field_that_one_may_only_read_and_takes_none(world: World) -> None:
    bob = becomes(world, {"source": "read", "position": "read", "birth_year_estimated": "hidden", "company_id": "read"})
    head, line = b"Last name,source,Job title,Age,Company", b"Muster,Fair,Buyer,40,Nordwerk"
    sent = bob.post("/api/imports", {"file": SimpleUploadedFile("a.csv", head + b"\n" + line + b"\n")})
    assert sent.status_code == 201, sent.content
    made = sent.json()
    assert [one["field"] for one in made["columns"]] == ["last_name", None, None, None, "company_name"]
    assert made["totals"]["create"] == 1
    for index, field in ((1, "source"), (2, "position"), (3, "age")):
        wish = {"columns": [{"index": index, "field": field}]}
        refused = told(bob.ask("patch", f"/api/imports/{made['id']}", wish), 422)
        assert [one["code"] for one in refused["errors"]] == ["unknown_field"]


def test_what_one_does_not_see_to_be_right_is_no_reason_to_refuse(world: World) -> None:
    alice, bob = program(world.alice), becomes(world, {"emails": "hidden"})
    row = make(alice, last_name=None, emails=["info@nordwerk.example"], owner_id=str(world.alice.user_id))
    for patch in ({"department": "Sales"}, {"restricted": True, "shared_with": [str(world.bob.user_id)]}):
        told(bob.ask("patch", f"/api/contacts/{row['id']}", {"patch": patch}))


def test_why_names_who_sees_a_record_and_what_one_may_do_with_it(world: World) -> None:
    hidden = {"source": "hidden", "description": "read", "position": "read"}
    alice, bob = program(world.alice), becomes(world, hidden, edit="own", delete="none")
    row = make(alice, owner_id=str(world.bob.user_id), shared_with=[str(world.alice.user_id)])
    path = f"/api/contacts/{row['id']}/why"
    why = told(bob.ask("get", path))
    assert (why["role"], why["read"], why["edit"], why["delete"]) == ("special", ["owner"], ["owner"], [])
    assert (why["hidden"], why["read_only"], why["restricted"]) == (1, ["description", "position"], False)
    assert [(one["name"], one["read"], one["edit"]) for one in why["people"]] == [
        ("Alice Adler", ["admin"], ["admin"]),
        ("Bob Berg", ["owner"], ["owner"]),
        ("Rita Roth", ["role"], []),
    ]
    change(alice, row, restricted=True)
    assert [one["name"] for one in told(bob.ask("get", path))["people"]] == ["Alice Adler", "Bob Berg"]
    assert program(world.rita).ask("get", path).status_code == 404
