"""Bytes in and out of a folder, and of a server that speaks S3: the same for both."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from uuid import UUID

import pytest

from karteo.edits.unused import sweep, sweep_files
from karteo.files import blobs
from karteo.files.arrive import Arrived, arrived
from karteo.files.blobs import Owner
from karteo.files.models import Blob
from karteo.files.refused import Away, TooBig
from karteo.files.store import Store, store
from karteo.lib.clock import now
from karteo.lib.ids import new_id
from karteo.lib.sql import rows

CONTENT = os.urandom(700_001)


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest) -> Store:
    """Each store in turn."""
    request.getfixturevalue(request.param)
    return store()


@pytest.fixture
def file() -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as one:
        one.write(CONTENT)
        yield one


def owner() -> Owner:
    return Owner(new_id(), "contact", new_id(), new_id(), new_id())


def kept(whose: Owner, content: bytes = CONTENT) -> Blob:
    with arrived([content], 10) as file:
        return blobs.keep(whose, file)


def lying(root: Path) -> list[str]:
    return [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]


def test_what_goes_in_comes_out(place: Store, file: IO[bytes]) -> None:
    place.put("one/two/three/content", file)
    assert b"".join(place.read("one/two/three/content", 0, len(CONTENT))) == CONTENT
    assert place.small("one/two/three/content") == CONTENT


def test_a_stretch_comes_out_alone(place: Store, file: IO[bytes]) -> None:
    place.put("a/b/content", file)
    assert b"".join(place.read("a/b/content", 5, 3)) == CONTENT[5:8]
    assert b"".join(place.read("a/b/content", 300_000, 400_001)) == CONTENT[300_000:]
    assert b"".join(place.read("a/b/content", 0, 0)) == b""


def test_the_same_again_replaces_nothing_but_itself(place: Store, file: IO[bytes]) -> None:
    place.put("a/b/content", file)
    with tempfile.TemporaryFile() as other:
        other.write(b"new")
        place.put("a/b/content", other)
    assert place.small("a/b/content") == b"new"


def test_what_is_dropped_is_gone_and_its_neighbour_stays(place: Store, file: IO[bytes]) -> None:
    for key in ("w/01/content", "w/01/thumb", "w/011/content"):
        place.put(key, file)
    place.drop("w/01")
    assert [place.small(key) is None for key in ("w/01/content", "w/01/thumb", "w/011/content")] == [True, True, False]
    place.drop("w/nothing")


def test_files_are_read_by_nobody_else_and_nothing_lies_beside_them(folder: Path, file: IO[bytes]) -> None:
    store().put("w/01/content", file)
    assert (folder.stat().st_mode & 0o777, (folder / "w/01/content").stat().st_mode & 0o077) == (0o700, 0)
    assert lying(folder) == ["w/01/content"]


@pytest.mark.django_db
def test_a_blob_is_the_bytes_and_what_is_known_of_them(place: Store) -> None:
    blob = kept(owner())
    assert (blob.size, blob.media_type, len(blob.sha256)) == (len(CONTENT), "application/octet-stream", 64)
    assert b"".join(blobs.read(blob)) == CONTENT
    assert b"".join(blobs.read(blob, 7, 2)) == CONTENT[7:9]


@pytest.mark.django_db
def test_a_blob_is_found_through_its_own_record_only() -> None:
    whose = owner()
    blob = kept(whose)
    assert blobs.one(whose.workspace_id, blob.id, "contact", whose.record_id) is not None
    assert blobs.one(whose.workspace_id, blob.id, "contact", new_id()) is None
    assert blobs.one(whose.workspace_id, blob.id, "file", whose.record_id) is None
    assert blobs.one(new_id(), blob.id, "contact", whose.record_id) is None


@pytest.mark.django_db(transaction=True)
def test_an_erased_record_leaves_no_byte(place: Store) -> None:
    whose, other = owner(), owner()
    blob, stays = kept(whose), kept(replace(other, workspace_id=whose.workspace_id))
    blobs.add(blob, "page-1", b"picture")
    assert blobs.delete_of(whose.workspace_id, [whose.record_id]) == 1
    assert [blobs.small(blob, part) for part in ("content", "page-1")] == [None, None]
    assert [id for (id,) in left(whose.workspace_id)] == [stays.id]
    assert blobs.small(stays, "content") == CONTENT


def left(workspace_id: UUID) -> list[tuple[Any, ...]]:
    return rows("SELECT id FROM files_blob WHERE workspace_id = %s", (workspace_id,))


def test_more_than_the_limit_is_refused_and_leaves_nothing(folder: Path) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while taken < 1000:  # a limit that is not kept must not fill the disk of whoever tests
            taken += 1
            yield bytes(1 << 18)

    with pytest.raises(TooBig) as refused, arrived(endless(), 2):
        pass
    (fault,) = refused.value.errors
    assert (fault.code, fault.params, taken) == ("file_too_big", {"max_mb": 2}, 9)
    assert lying(folder) == []


@pytest.mark.django_db
def test_a_store_that_is_away_is_told_and_the_sweep_clears_up(settings: Any, s3_server: str, folder: Path) -> None:
    whose, here = owner(), settings.FILES_URL
    settings.FILES_URL = f"s3://key:secret@no-such-bucket-here?endpoint={s3_server}&region=us-east-1"
    with pytest.raises(Away) as away:
        kept(whose)
    assert away.value.errors[0].code == "storage_away"
    settings.FILES_URL = here
    assert (sweep(now()), left(whose.workspace_id)) == (1, [])


@pytest.mark.django_db
def test_of_two_who_bring_the_same_at_once_the_one_that_breaks_off_takes_nothing_from_the_other(folder: Path) -> None:
    whose = owner()

    class Breaking(io.BytesIO):
        """Somebody brings the same while this is on its way; then the line is cut."""

        def getbuffer(self) -> memoryview:
            kept(whose)
            raise ConnectionResetError

    with pytest.raises(Away):
        blobs.keep(whose, Arrived(Breaking(), len(CONTENT), sha256(CONTENT).hexdigest(), "image/png"))
    (blob,) = Blob.objects.filter(workspace_id=whose.workspace_id)
    assert blobs.small(blob, "content") == CONTENT


@pytest.mark.django_db
def test_the_sweep_takes_what_no_edit_named_and_nothing_younger(place: Store) -> None:
    whose = owner()
    forgotten, used = kept(whose), kept(whose, b"used")
    blobs.used(used)
    assert sweep(now() - timedelta(hours=1)) == 0
    assert sweep(now()) == 1
    assert [id for (id,) in left(whose.workspace_id)] == [used.id]
    assert (blobs.small(forgotten, "content"), blobs.small(used, "content")) == (None, b"used")


@pytest.mark.django_db
def test_the_same_bytes_by_the_same_edit_are_one_blob(place: Store) -> None:
    whose = owner()
    first = kept(whose)
    blobs.used(first)
    again, other = kept(whose), kept(replace(whose, edit=new_id()))
    assert (again.id, again.used_at is None, other.id == first.id) == (first.id, False, False)
    assert blobs.small(first, "content") == CONTENT


@pytest.mark.django_db(transaction=True)
def test_what_was_erased_while_the_store_was_away_goes_when_it_is_back(
    settings: Any, s3_server: str, folder: Path
) -> None:
    whose, here = owner(), settings.FILES_URL
    blob = kept(whose)
    blobs.used(blob)
    settings.FILES_URL = f"s3://key:secret@no-such-bucket-here?endpoint={s3_server}&region=us-east-1"
    assert blobs.delete_of(whose.workspace_id, [whose.record_id]) == 1
    assert sweep(now()) == 0  # still away: it is said in the log, and the others have their turn
    settings.FILES_URL = here
    assert blobs.small(blob, "content") == CONTENT
    sweep_files(0)
    assert (blobs.small(blob, "content"), left(whose.workspace_id)) == (None, [])


@pytest.mark.django_db(transaction=True)
def test_what_comes_in_now_is_not_swept_tonight(folder: Path) -> None:
    blob = kept(owner())
    sweep_files(0)
    assert blobs.small(blob, "content") == CONTENT
