"""The photo of a contact through the public API."""

from __future__ import annotations

import io
import os
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from karteo.files.models import Blob
from karteo.identity.models import Role
from karteo.identity.roles import READY
from tests.api.bring import photo, read
from tests.api.desk import Row, change, history, make, opened, told
from tests.api.doors import Door, browser
from tests.files.samples import animated, bomb, camera, picture
from tests.world import World

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def door(world_real: World) -> Door:
    return browser(world_real.bob)


def shown(door: Door, contact: Row, blob: str, size: str = "full", status: int = 200) -> Any:
    answer = door.get(f"/api/contacts/{contact['id']}/photo/{blob}?size={size}")
    assert answer.status_code == status
    return answer


@pytest.mark.row("S2-18", "S2-19")
@pytest.mark.parametrize("kind", ["person", "company"])
def test_a_photo_stands_on_the_contact(door: Door, world_real: World, kind: str) -> None:
    contact = make(door, **({"kind": kind, "company_name": "Nord", "last_name": None} if kind == "company" else {}))
    done = photo(door, contact, camera((3000, 1500)))
    assert opened(door, contact)["photo"] == done["row"]["photo"]
    assert done["outcome"]["status"] == "done"
    colleague = browser(world_real.rita)
    full, thumb = (shown(colleague, contact, done["row"]["photo"], size) for size in ("full", "thumb"))
    assert Image.open(io.BytesIO(read(full))).size == (150, 300)
    assert Image.open(io.BytesIO(read(thumb))).size == (72, 144)
    assert (full["Content-Type"], full["Cache-Control"]) == ("image/webp", "private, max-age=3600")
    again = colleague.get(
        f"/api/contacts/{contact['id']}/photo/{done['row']['photo']}", headers={"If-None-Match": full["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.row("S2-20")
def test_more_than_1_mb_is_refused_by_naming_the_limit(door: Door) -> None:
    contact = make(door)
    problem = photo(door, contact, picture("PNG") + os.urandom(1 << 20), 413)
    (fault,) = problem["errors"]
    assert (fault["code"], fault["params"], fault["detail"]) == (
        "photo_too_big", {"max_mb": 1}, "The file is larger than 1 MB.",
    )  # fmt: skip
    assert opened(door, contact)["photo"] is None
    padded = picture("JPEG")
    photo(door, contact, padded + bytes((1 << 20) - len(padded)))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (animated(), "photo_animated"),
        (bomb(), "photo_pixels"),
        (picture("JPEG", (300, 300))[:-400], "photo_broken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_format"),
        (b"", "file_empty"),
    ],
)
def test_what_is_no_photo_is_refused_and_leaves_nothing(
    door: Door, world_real: World, content: bytes, code: str
) -> None:
    contact = make(door)
    assert photo(door, contact, content, 422)["errors"][0]["code"] == code
    assert not Blob.objects.filter(workspace_id=world_real.workspace_id).exists()


@pytest.mark.row("S2-22")
def test_a_photo_is_taken_away_and_undo_brings_it_back(door: Door) -> None:
    contact = make(door)
    first = photo(door, contact, picture("PNG"))["row"]
    gone = change(door, first, photo=None)
    assert gone["row"]["photo"] is None
    told(door.ask("post", f"/api/batches/{gone['batch']}/undo", {}))
    assert opened(door, contact)["photo"] == first["photo"]
    assert read(shown(door, contact, first["photo"]))


def test_a_new_photo_is_one_line_of_history_and_can_be_undone(door: Door, world_real: World) -> None:
    contact = make(door)
    first = photo(door, contact, picture("PNG"))["row"]["photo"]
    second = photo(door, contact, picture("PNG", (90, 90)))
    line = history(door, contact)[0]
    assert line["patch"] == {"photo": [first, second["row"]["photo"]]}
    assert line["by"]["id"] == str(world_real.bob.user_id)
    told(door.ask("post", f"/api/batches/{second['batch']}/undo", {}))
    assert opened(door, contact)["photo"] == first


def test_the_same_photo_sent_twice_is_one_edit(door: Door, world_real: World) -> None:
    contact, edit = make(door), str(uuid4())
    first, second = (photo(door, contact, picture("PNG"), edit=edit) for _ in range(2))
    assert (first["row"], first["number"]) == (second["row"], second["number"])
    assert Blob.objects.filter(workspace_id=world_real.workspace_id).count() == 1
    other = photo(door, contact, picture("PNG", (9, 9)), 422, edit=edit)
    assert other["errors"][0]["code"] == "id_reused"
    assert Blob.objects.filter(workspace_id=world_real.workspace_id).count() == 1


def test_who_may_only_read_changes_no_photo(door: Door, world_real: World) -> None:
    contact = make(door)
    rita = browser(world_real.rita)
    photo(rita, contact, picture("PNG"), 403)
    told(rita.ask("get", f"/api/contacts/{contact['id']}/photo/offers"), 403)
    assert opened(door, contact)["photo"] is None


def test_a_photo_is_served_through_its_own_contact_only(door: Door, world_real: World) -> None:
    contact, other = make(door), make(door)
    blob = photo(door, contact, picture("PNG"))["row"]["photo"]
    shown(door, other, blob, status=404)
    # naming the picture of another contact shows nothing either
    change(door, other, photo=blob)
    shown(door, other, blob, status=404)
    stranger = browser(world_real.charlie)
    shown(stranger, contact, blob, status=404)
    own = make(stranger)
    shown(stranger, own, blob, status=404)
    photo(stranger, contact, picture("PNG"), 404)
    told(stranger.ask("get", f"/api/contacts/{contact['id']}/photo/offers"), 404)


def test_a_photo_of_a_restricted_contact_is_closed_too(door: Door, world_real: World) -> None:
    contact = make(door, restricted=True, owner_id=str(world_real.bob.user_id))
    blob = photo(door, contact, picture("PNG"))["row"]["photo"]
    shown(browser(world_real.alice), contact, blob)
    shown(browser(world_real.rita), contact, blob, status=404)


def test_who_may_not_read_the_photo_is_not_shown_it(door: Door, world_real: World) -> None:
    contact = make(door)
    blob = photo(door, contact, picture("PNG"))["row"]["photo"]
    rights = {"admin": False, "types": READY["member"]["rights"]["types"], "fields": {"contact": {"photo": "hidden"}}}
    Role.objects.create(workspace_id=world_real.workspace_id, key="member", label={}, rights=rights)
    assert "photo" not in opened(door, contact)
    shown(door, contact, blob, status=404)
    photo(door, contact, picture("PNG"), 403)
    told(door.ask("get", f"/api/contacts/{contact['id']}/photo/offers"), 403)


def test_a_photo_is_no_field_that_is_shown_on_demand(door: Door, world_real: World) -> None:
    wish, alice = {"sensitive": True}, browser(world_real.alice)
    assert told(alice.ask("put", "/api/fields/contact/photo", wish), 422)["errors"][0]["code"] == "always_open"
    told(alice.ask("put", "/api/fields/contact/photo", {"sensitive": False}))
    contact = make(door)
    shown(door, contact, photo(door, contact, picture())["row"]["photo"])
