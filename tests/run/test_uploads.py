"""Large and hostile bodies over a real socket, at the real server."""

from __future__ import annotations

import http.client
import json
import os
import select
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import psutil
import pytest

from tests.e2e.people import settle
from tests.e2e.server import KarteoServer, until
from tests.files.stores import s3_server

__all__ = ["s3_server"]

GB = 1 << 30
PIECE = bytes(1 << 20)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KarteoServer]:
    waiting = tmp_path_factory.mktemp("waiting")
    one = KarteoServer(KARTEO_FILE_MAX_MB="8", TMPDIR=str(waiting))
    try:
        settle(one)
        one.start("--no-worker")
        yield one
    finally:
        one.remove()


@pytest.fixture(scope="module")
def token(server: KarteoServer) -> str:
    made = server.run_python(TOKEN)
    assert made.returncode == 0, made.stderr
    return made.stdout.split()[-1]


@pytest.fixture(scope="module")
def contact(server: KarteoServer, token: str) -> str:
    wish, kind = json.dumps({"fields": {"last_name": "Muster"}}).encode(), {"Content-Type": "application/json"}
    _, told = ask(server, token, "POST", "/api/contacts", wish, kind)
    return str(told["row"]["id"])


def ask(
    server: KarteoServer, token: str, method: str, path: str, body: Any = None, more: dict[str, str] | None = None
) -> tuple[int, Any]:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    line.request(method, path, body, {"Authorization": f"Bearer {token}", "Host": "localhost", **(more or {})})
    answer = line.getresponse()
    content = answer.read()
    line.close()
    kind = answer.headers.get("Content-Type", "")
    return answer.status, json.loads(content) if "json" in kind else content


def pour(server: KarteoServer, token: str, path: str, length: int, chunked: bool) -> tuple[int, Any, int]:
    """Send a body that is made while it is sent, until it ends or the server has answered; how much was sent."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        size = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {length}"
        head = f"{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n{size}\r\n\r\n"
        line.sendall(head.encode())
        sent, piece = 0, b"%x\r\n" % len(PIECE) + PIECE + b"\r\n" if chunked else PIECE
        try:
            while sent < length and not select.select([line], [], [], 0)[0]:
                line.sendall(piece)
                sent += len(PIECE)
            if chunked and sent >= length:
                line.sendall(b"0\r\n\r\n")
        except OSError:
            pass  # it hung up: what it said is still to be read
        answer = http.client.HTTPResponse(line)
        answer.begin()
        closes = answer.getheader("connection") == "close"  # else the next request is lost
        assert (answer.status in (401, 413)) == closes
        return answer.status, json.loads(answer.read()), sent


def lying(server: KarteoServer) -> list[str]:
    """Every file in the store, and in the folder for what is on its way."""
    places = [server.folder / "files", Path(server.environment["TMPDIR"])]
    return [str(path) for place in places for path in place.rglob("*") if path.is_file()]


def held(server: KarteoServer) -> int:
    """Bytes of files without a name that the server's processes hold open."""
    assert server.process is not None
    family = [psutil.Process(server.process.pid), *psutil.Process(server.process.pid).children(recursive=True)]
    total = 0
    for one in family:
        for link in Path(f"/proc/{one.pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed in this very moment
                if "(deleted)" in os.readlink(link) and "karteo" in os.readlink(link):
                    total += link.stat().st_size
    return total


@pytest.mark.parametrize("chunked", [False, True], ids=["announced", "chunked"])
@pytest.mark.parametrize("door", ["files", "photo"])
def test_three_gigabytes_are_refused_early_and_leave_nothing(
    server: KarteoServer, token: str, contact: str, chunked: bool, door: str
) -> None:
    path, code, most = {
        "files": (f"POST /api/files?parent_id={contact}&name=big.bin", "file_too_big", 8),
        "photo": (f"PUT /api/contacts/{contact}/photo", "photo_too_big", 1),
    }[door]
    status, told, sent = pour(server, token, path, 3 * GB, chunked)
    assert (status, told["errors"][0]["code"], told["errors"][0]["params"]) == (413, code, {"max_mb": most})
    assert sent < 64 << 20
    until(lambda: held(server) == 0, "the end of what was held")
    assert lying(server) == []
    assert ask(server, token, "GET", "/api/files")[1]["rows"] == []


def test_what_is_within_the_limit_goes_in_and_out_in_pieces(server: KarteoServer, token: str, contact: str) -> None:
    content = os.urandom(8 << 20)
    pieces = (content[at : at + 100_000] for at in range(0, len(content), 100_000))
    status, told = ask(server, token, "POST", f"/api/files?parent_id={contact}&name=%E5%90%88%E5%90%8C.bin", pieces)
    assert (status, told["row"]["size"], told["row"]["file_name"]) == (201, len(content), "合同.bin")
    path = f"/api/files/{told['row']['id']}/content"
    assert ask(server, token, "GET", path) == (200, content)
    assert ask(server, token, "GET", path, more={"Range": "bytes=1000-1999"}) == (206, content[1000:2000])
    assert len(lying(server)) == 1  # no copy on its way is left
    assert lying(server)[0].startswith(str(server.folder / "files"))


def test_who_does_not_read_costs_no_memory(server: KarteoServer, token: str, contact: str) -> None:
    content = os.urandom(8 << 20)
    _, told = ask(server, token, "POST", f"/api/files?parent_id={contact}&name=slow.bin", content)
    path = f"/api/files/{told['row']['id']}/content"
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n"
    before, lines = memory(server), []
    for _ in range(12):
        line = socket.create_connection(("127.0.0.1", server.port))
        line.sendall(head.encode())
        assert line.recv(12) == b"HTTP/1.1 200"
        lines.append(line)
    assert ask(server, token, "GET", "/api/me")[0] == 200
    assert memory(server) - before < 40 << 20
    for line in lines:
        line.close()


def memory(server: KarteoServer) -> int:
    """Bytes that the web process holds."""
    assert server.process is not None
    children = psutil.Process(server.process.pid).children(recursive=True)
    return max(one.memory_info().rss for one in children if one.name() != "postgres")


def test_a_bucket_serves_as_well(s3_server: str) -> None:
    given = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=s3_server, **given).create_bucket(Bucket="real")
    one = KarteoServer(KARTEO_FILES_URL=f"s3://key:secret@real/x?endpoint={s3_server}&region=us-east-1")
    try:
        settle(one)
        one.start("--no-worker")
        pass_ = one.run_python(TOKEN).stdout.split()[-1]
        wish, kind = json.dumps({"fields": {"last_name": "Muster"}}).encode(), {"Content-Type": "application/json"}
        record = ask(one, pass_, "POST", "/api/contacts", wish, kind)[1]["row"]["id"]
        content = os.urandom(9 << 20)  # in parts
        _, told = ask(one, pass_, "POST", f"/api/files?parent_id={record}&name=x.bin", content)
        path = f"/api/files/{told['row']['id']}/content"
        assert ask(one, pass_, "GET", path) == (200, content)
        assert ask(one, pass_, "GET", path, more={"Range": "bytes=-5"}) == (206, content[-5:])
    finally:
        one.remove()


def test_who_hangs_up_in_the_middle_leaves_nothing(server: KarteoServer, token: str, contact: str) -> None:
    before = lying(server)
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        head = f"POST /api/files?parent_id={contact}&name=x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7000000\r\n"
        line.sendall(f"{head}Authorization: Bearer {token}\r\n\r\n".encode() + PIECE * 3)
    assert ask(server, token, "GET", "/api/me")[0] == 200
    until(lambda: held(server) == 0, "the end of what was held")
    assert lying(server) == before


TOKEN = """
from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

with opened(data_folder()):
    prepare.load()
    from karteo.identity import tokens
    from karteo.identity.actor import by_user
    from karteo.identity.models import Membership

    seat = Membership.objects.filter(role="admin").order_by("created_at").first()
    print(tokens.create(by_user(seat.workspace_id, seat.user_id), "uploads")[1])
"""


@pytest.mark.parametrize("chunked", [False, True], ids=["announced", "chunked"])
@pytest.mark.parametrize("secret", ["", "karteo_nobody"], ids=["nobody", "a wrong token"])
def test_of_who_is_not_logged_in_no_long_body_is_taken(server: KarteoServer, secret: str, chunked: bool) -> None:
    status, _, _ = pour(server, secret, f"POST /api/files?parent_id={uuid4()}&name=x", 7 << 20, chunked)
    assert status == 401  # and the line was closed, see `pour`: only what is left unread closes it
    assert held(server) == 0
