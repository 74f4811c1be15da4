"""Attachments through the public API."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from PIL import Image

from karteo.edits.unused import sweep
from karteo.files.models import Blob
from karteo.lib.clock import now
from tests.api.bring import attach, read, send
from tests.api.desk import Row, make, told
from tests.api.doors import Door, browser, program
from tests.files.samples import HTML, SVG, pdf, picture, polyglot
from tests.world import World

CONTENT = os.urandom(300_001)


@pytest.fixture(autouse=True, params=["folder", "bucket"])
def store(request: pytest.FixtureRequest) -> None:
    """Everything holds for a folder and for a server that speaks S3."""
    request.getfixturevalue(request.param)


@pytest.fixture
def door(world_real: World) -> Door:
    return browser(world_real.bob)


def content(door: Door, file: Row, status: int = 200, **headers: str) -> Any:
    answer = door.get(f"/api/files/{file['id']}/content", headers=headers)
    assert answer.status_code == status
    return answer


@pytest.mark.row("S0-26")
def test_what_one_attaches_a_colleague_can_open(door: Door, world_real: World) -> None:
    contact = make(door)
    file = attach(door, contact, CONTENT, "offer.bin", claim="image/png")
    assert file == file | {
        "type": "file", "file_name": "offer.bin", "size": len(CONTENT), "media_type": "application/octet-stream",
        "parent_type": "contact", "parent_id": contact["id"], "created_by": str(world_real.bob.user_id),
    }  # fmt: skip
    colleague = browser(world_real.rita)
    assert read(content(colleague, file)) == CONTENT
    listed = told(colleague.ask("get", "/api/files?filter=" + parent(contact)))["rows"]
    assert [one["id"] for one in listed] == [file["id"]]


def parent(contact: Row) -> str:
    return f'{{"field":"parent_id","op":"is","value":"{contact["id"]}"}}'


@pytest.mark.parametrize("name", ["合同（最终版）📄.pdf", "عقد الإيجار.pdf", "Angebot für Müller.docx"])
def test_a_name_in_any_script_comes_back_as_it_was(door: Door, name: str) -> None:
    file = attach(door, make(door), b"text", name)
    assert file["file_name"] == name
    said = content(door, file)["Content-Disposition"]
    assert said.startswith('attachment; filename="')
    assert unquote(said.split("filename*=UTF-8''")[1]) == name


@pytest.mark.parametrize(
    ("trick", "name"),
    [("../../../etc/passwd", "passwd"), ("x\r\nSet-Cookie: a=b", "xSet-Cookie_ a=b"), ("in\u202efdp.exe", "infdp.exe")],
)
def test_tricks_are_taken_out_of_names(door: Door, trick: str, name: str) -> None:
    file = attach(door, make(door), b"text", trick)
    assert file["file_name"] == name
    assert "\r" not in content(door, file)["Content-Disposition"]


def test_a_file_without_a_name_or_without_content_is_refused(door: Door) -> None:
    contact = make(door)
    assert attach(door, contact, b"text", "../..", 422)["errors"][0]["code"] == "file_name"
    assert attach(door, contact, b"", "empty.txt", 422)["errors"][0]["code"] == "file_empty"


@pytest.mark.parametrize(
    ("bytes_", "claim", "media_type", "sent"),
    [
        (SVG, "image/png", "image/svg+xml", "application/octet-stream"),
        (HTML, "text/plain", "text/html", "application/octet-stream"),
        (polyglot(), "text/html", "image/jpeg", "image/jpeg"),
        (picture("PNG"), "text/html", "image/png", "image/png"),
        (pdf(), "text/html", "application/pdf", "application/pdf"),
    ],
)
def test_the_content_says_what_it_is_and_nothing_is_run_in_place(
    door: Door, bytes_: bytes, claim: str, media_type: str, sent: str
) -> None:
    file = attach(door, make(door), bytes_, "photo.png", claim=claim)
    assert file["media_type"] == media_type
    answer = content(door, file)
    assert read(answer) == bytes_
    assert answer["Content-Type"] == sent
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-5", -5, None), ("bytes=299999-999999", 299_999, None)],
)
def test_a_stretch_can_be_asked_for(door: Door, asked: str, start: int, end: int | None) -> None:
    file = attach(door, make(door), CONTENT)
    answer = content(door, file, 206, Range=asked)
    wanted = CONTENT[start:end]
    first = start % len(CONTENT)
    assert read(answer) == wanted
    assert answer["Content-Range"] == f"bytes {first}-{first + len(wanted) - 1}/{len(CONTENT)}"
    assert answer["Content-Length"] == str(len(wanted))


def test_a_stretch_that_is_not_there_is_told(door: Door) -> None:
    file = attach(door, make(door), CONTENT)
    answer = content(door, file, 416, Range=f"bytes={len(CONTENT)}-")
    assert answer["Content-Range"] == f"bytes */{len(CONTENT)}"
    assert read(content(door, file, 200, Range="pages=1-2")) == CONTENT
    assert read(content(door, file, 200, Range="bytes=0-1", **{"If-Range": '"older"'})) == CONTENT


def test_what_the_browser_has_is_not_sent_again(door: Door) -> None:
    file = attach(door, make(door), CONTENT)
    tag = content(door, file)["ETag"]
    assert tag == f'"{hashlib.sha256(CONTENT).hexdigest()}"'
    assert read(content(door, file, 304, **{"If-None-Match": tag})) == b""


def test_pictures_and_pages_can_be_looked_at(door: Door) -> None:
    contact = make(door)
    sheet, image = attach(door, contact, pdf(2), "two.pdf"), attach(door, contact, picture("PNG"), "one.png")
    for file, page, pages in ((sheet, 2, "2"), (sheet, 2, "2"), (image, 1, "1")):
        answer = door.get(f"/api/files/{file['id']}/preview?page={page}")
        assert (answer.status_code, answer["Content-Type"], answer["Karteo-Pages"]) == (200, "image/webp", pages)
        assert Image.open(io.BytesIO(read(answer))).format == "WEBP"
    small = door.get(f"/api/files/{sheet['id']}/preview?size=thumb")
    assert max(Image.open(io.BytesIO(read(small))).size) <= 192
    text = attach(door, contact, SVG, "x.svg")
    for path in (f"{text['id']}/preview", f"{sheet['id']}/preview?page=3"):
        assert told(door.ask("get", f"/api/files/{path}"), 422)["errors"][0]["code"] == "no_preview"


def test_the_same_again_makes_no_second_file(door: Door, world_real: World) -> None:
    contact, id = make(door), str(uuid4())
    first, second = (attach(door, contact, CONTENT, id=id) for _ in range(2))
    assert first == second
    assert told(door.ask("get", "/api/files"))["rows"] == [first]
    assert Blob.objects.filter(workspace_id=world_real.workspace_id).count() == 1


def test_who_may_only_read_attaches_nothing(door: Door, world_real: World, tmp_path: Path) -> None:
    contact = make(door)
    for reader in (browser(world_real.rita), program(world_real.rita)):
        attach(reader, contact, CONTENT, status=403)
    assert told(door.ask("get", "/api/files"))["rows"] == []
    assert list((tmp_path / "files").rglob("content")) == []
    assert not Blob.objects.filter(workspace_id=world_real.workspace_id).exists()


def test_another_workspace_sees_no_difference_to_nothing(door: Door, world_real: World) -> None:
    contact = make(door)
    file = attach(door, contact, CONTENT)
    stranger = browser(world_real.charlie)
    own = make(stranger)
    hidden, none = (attach(stranger, {"id": id}, b"x", status=404) for id in (contact["id"], str(uuid4())))
    assert hidden == none
    for path in ("content", "preview"):
        one, other = (stranger.ask("get", f"/api/files/{id}/{path}") for id in (file["id"], str(uuid4())))
        assert told(one, 404) == told(other, 404)
    # a record of his own that names the bytes of others gets him nothing
    stolen = attach(stranger, own, b"mine")
    told(stranger.ask("patch", f"/api/files/{stolen['id']}", {"patch": {"blob": file["blob"]}}), 422)
    assert read(content(stranger, stolen)) == b"mine"


def test_nobody_in_particular_gets_nothing(door: Door) -> None:
    file = attach(door, make(door), CONTENT)
    assert Door().get(f"/api/files/{file['id']}/content").status_code == 401
    assert send(Door(), "post", f"/api/files?parent_id={uuid4()}&name=x", b"x").status_code == 401


def test_a_file_of_a_restricted_contact_is_as_closed_as_the_contact(door: Door, world_real: World) -> None:
    contact = make(door, restricted=True, owner_id=str(world_real.bob.user_id))
    file = attach(door, contact, CONTENT)
    assert read(content(browser(world_real.alice), file)) == CONTENT
    content(browser(world_real.rita), file, 404)


def test_a_form_is_not_a_file(door: Door) -> None:
    for claim in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert attach(door, make(door), b"a=b", status=422, claim=claim)["errors"][0]["code"] == "file_form"


def test_an_undone_upload_is_in_the_bin_and_can_come_back(door: Door) -> None:
    file = attach(door, make(door), CONTENT)
    assert told(door.ask("delete", f"/api/files/{file['id']}"))["batch"]
    number = told(door.ask("get", f"/api/files/{file['id']}/history"))["items"][-1]["number"]
    told(door.ask("post", f"/api/files/{file['id']}/restore", {"number": number}))
    assert read(content(door, file)) == CONTENT


def test_a_file_over_the_limit_is_refused_with_the_limit_and_leaves_nothing(
    door: Door, settings: Any, tmp_path: Path, world_real: World
) -> None:
    settings.FILE_MAX_MB = 1
    problem = attach(door, make(door), bytes((1 << 20) + 1), status=413)
    assert (problem["errors"][0]["code"], problem["errors"][0]["params"]) == ("file_too_big", {"max_mb": 1})
    assert "1 MB" in problem["errors"][0]["detail"]
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    assert not Blob.objects.filter(workspace_id=world_real.workspace_id).exists()
    attach(door, make(door), bytes(1 << 20))


def test_the_sweep_leaves_what_the_log_names_though_the_server_died_before_noting_it(
    door: Door, world_real: World
) -> None:
    file = attach(door, make(door), CONTENT)
    blobs = Blob.objects.filter(workspace_id=world_real.workspace_id)
    blobs.update(used_at=None)
    assert sweep(now()) == 0
    assert blobs.get().used_at is not None
    assert read(content(door, file)) == CONTENT
