"""The virus scanner: a server on this machine speaks the protocol of clamd."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from karteo.files.arrive import arrived
from karteo.files.refused import Away
from karteo.lib.errors import Refusal
from tests.e2e.server import free_port

VIRUS = b"this file is a virus, really"


class Clamd(socketserver.StreamRequestHandler):
    """zINSTREAM, pieces with their length before them, an empty one at the end; one sentence as the answer."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content, size = b"", int.from_bytes(self.rfile.read(4), "big")
        while size:
            content += self.rfile.read(size)
            if len(content) > 1_000_000:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
            size = int.from_bytes(self.rfile.read(4), "big")
        self.wfile.write(b"stream: Test.Virus-1 FOUND\0" if VIRUS in content else b"stream: OK\0")


@pytest.fixture
def clamd(settings: Any) -> Iterator[None]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


def bring(content: bytes) -> int:
    with arrived([content], 10) as file:
        return file.size


@pytest.mark.usefixtures("clamd")
def test_a_clean_file_comes_in() -> None:
    assert bring(b"x" * 300_000) == 300_000


@pytest.mark.usefixtures("clamd")
def test_an_infected_file_is_refused_by_the_name_of_the_virus(folder: Path) -> None:
    with pytest.raises(Refusal) as refused:
        bring(b"x" * 100_000 + VIRUS)
    (fault,) = refused.value.errors
    assert (fault.code, fault.params, refused.value.status) == ("file_infected", {"found": "Test.Virus-1"}, 422)
    assert list(folder.rglob("*")) == []


@pytest.mark.usefixtures("clamd")
def test_a_file_that_the_scanner_does_not_take_is_refused() -> None:
    with pytest.raises(Away) as refused:
        bring(b"x" * 3_000_000)
    assert refused.value.errors[0].code == "not_scanned"


def test_without_its_scanner_nothing_comes_in_unless_that_is_allowed(settings: Any) -> None:
    settings.CLAMD = f"127.0.0.1:{free_port()}"
    with pytest.raises(Away) as refused:
        bring(b"harmless")
    assert (refused.value.errors[0].code, refused.value.status) == ("not_scanned", 503)
    settings.CLAMD_STRICT = False
    assert bring(b"harmless") == 8


def test_a_scanner_that_hangs_up_has_not_said_ok(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMD = f"127.0.0.1:{server.getsockname()[1]}"
        threading.Thread(target=lambda: server.accept()[0].close(), daemon=True).start()
        with pytest.raises(Away):
            bring(b"harmless")
