"""kill -9 of everything while somebody writes and uploads: what was answered stands, once, and nothing is left over."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.e2e.people import settle
from tests.e2e.server import KarteoServer, until
from tests.files.samples import picture
from tests.run.test_uploads import TOKEN, ask

EDITS, FILES, KILLS = 200, 20, 2
JSON = "application/json"
SWEEP = """
from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

with opened(data_folder()):
    prepare.load()
    from karteo.edits.unused import sweep
    from karteo.lib.clock import now
    print(sweep(now()))
"""


class Writer:
    """Sends one thing after another. What got no answer is sent again, the same; or given up, as one who goes home."""

    def __init__(self, server: KarteoServer, token: str) -> None:
        self.server, self.token, self.answered = server, token, 0

    def send(self, method: str, path: str, body: bytes, claim: str, again: bool = True) -> Any:
        """The answer, or None when it was given up."""
        while True:
            try:
                status, told = ask(self.server, self.token, method, path, body, {"Content-Type": claim})
            except (OSError, http.client.HTTPException, ValueError):
                status, told = 0, None
            if status in (200, 201):
                self.answered += 1
                return told
            assert status in (0, 500, 502, 503), (status, told)  # dying, or not quite there yet
            if not again:
                return None
            until(self.server.answers, "the server after its death")

    def read(self, path: str) -> Any:
        status, told = ask(self.server, self.token, "GET", path)
        assert status == 200, (path, status, told)
        return told


class Work(threading.Thread):
    """A thread that keeps what it failed by."""

    def __init__(self, doing: Callable[[], None]) -> None:
        super().__init__()
        self.doing = doing
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.doing()
        except BaseException as error:
            self.error = error


@pytest.fixture(scope="module")
def server() -> Iterator[KarteoServer]:
    one = KarteoServer()
    try:
        settle(one)
        one.start()
        yield one
    finally:
        one.remove()


@pytest.fixture(scope="module")
def token(server: KarteoServer) -> str:
    made = server.run_python(TOKEN)
    assert made.returncode == 0, made.stderr
    return made.stdout.split()[-1]


def far(writers: list[Writer], works: list[Work], enough: int) -> bool:
    """Whether so many answers came, or nobody asks for more."""
    return sum(one.answered for one in writers) >= enough or not any(work.is_alive() for work in works)


def blobs_lying(server: KarteoServer) -> set[str]:
    """The ids of all blobs of which anything lies in the store."""
    return {path.parent.name for path in (server.folder / "files").rglob("*") if path.is_file()}


def names_lying(server: KarteoServer) -> set[str]:
    return {path.name for path in (server.folder / "files").rglob("*") if path.is_file()}


def test_what_was_answered_stands_once_and_nothing_is_left_over(server: KarteoServer, token: str) -> None:
    writer, bringer = Writer(server, token), Writer(server, token)
    wish = json.dumps({"fields": {"last_name": "Muster"}}).encode()
    contacts = [writer.send("POST", "/api/contacts", wish, JSON)["row"]["id"] for _ in range(10)]
    written: list[tuple[str, str]] = []
    brought: dict[str, str] = {}  # answered files and what was in them
    tried: set[str] = set()
    photos: dict[str, str] = {}

    def edits() -> None:
        for n in range(EDITS):
            contact, edit = contacts[n % len(contacts)], str(uuid4())
            body = json.dumps({"edit": edit, "patch": {"position": f"Chef {n}"}}).encode()
            writer.send("PATCH", f"/api/contacts/{contact}", body, JSON)
            written.append((contact, edit))

    def files() -> None:
        for n in range(FILES):
            contact, record, content, again = contacts[n % 10], str(uuid4()), os.urandom(200_000), n % 3 > 0
            tried.add(record)
            asked = urlencode({"parent_id": contact, "name": f"{n}.bin", "id": record})
            if bringer.send("POST", f"/api/files?{asked}", content, "application/octet-stream", again):
                brought[record] = hashlib.sha256(content).hexdigest()
            path = f"/api/contacts/{contact}/photo?edit={uuid4()}"
            if told := bringer.send("PUT", path, picture("PNG", (50 + n, 50)), "image/png", again):
                photos[told["row"]["photo"]] = contact

    works = [Work(edits), Work(files)]
    for work in works:
        work.start()
    for kill in range(1, KILLS + 1):
        enough = kill * (EDITS + 2 * FILES) // (KILLS + 1)
        until(partial(far, [writer, bringer], works, enough), "answers", 120)
        server.kill()
        server.start()
    for work in works:
        work.join(300)
    assert [work.error for work in works] == [None, None]

    histories = {contact: writer.read(f"/api/contacts/{contact}/history?limit=200")["items"] for contact in contacts}
    done = [
        (contact, line["batch"])
        for contact, lines in histories.items()
        for line in lines
        if "position" in line["patch"]
    ]
    assert sorted(done) == sorted(written)
    rows = {row["id"]: row for row in writer.read("/api/files?limit=200")["rows"]}
    assert brought.keys() <= rows.keys() <= tried
    for record in rows:  # also those whose answer did not arrive are whole
        digest = hashlib.sha256(writer.read(f"/api/files/{record}/content")).hexdigest()
        assert brought.get(record, digest) == digest
    for blob, contact in photos.items():
        writer.read(f"/api/contacts/{contact}/photo/{blob}")
    server.stop()
    swept = server.run_python(SWEEP)
    assert swept.returncode == 0, swept.stderr
    named = {row["blob"] for row in rows.values()}
    named |= {line["patch"]["photo"][1] for lines in histories.values() for line in lines if "photo" in line["patch"]}
    assert (blobs_lying(server), names_lying(server)) == (named, {"content", "thumb"})
