"""The examples in docs/api.md are run as they stand, against a real server, by a real curl."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.db import connections

from karteo.identity import tokens
from karteo.wsgi import application
from tests.world import World

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
BLOCK = re.compile(r"^```(?:sh|bash)\n(.*?)^```", re.M | re.S)


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def url(world_real: World) -> Iterator[str]:
    """The address of a server in a thread of its own."""
    server = make_server("127.0.0.1", 0, application, handler_class=Quiet)

    def serve() -> None:
        server.serve_forever(0.02)
        connections.close_all()

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_every_example_in_the_docs_answers_as_promised(url: str, world_real: World) -> None:
    blocks = BLOCK.findall(PAGE.read_text())
    assert len(blocks) >= 6
    known = {"URL": url, "TOKEN": tokens.create(world_real.alice, "docs")[1]}
    for block in blocks:
        run = subprocess.run(
            ["bash", "-euc", block.replace("curl -s", "curl -s --fail-with-body")],
            env=os.environ | known,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert run.returncode == 0, f"{block}\n{run.stdout}\n{run.stderr}"
        answer = json.loads(run.stdout)
        if "batch" in answer:
            known["BATCH"] = str(answer["batch"])
