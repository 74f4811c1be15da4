"""Between Granian and Django: what is announced and does not come is not waited for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from karteo.run import bridge
from karteo.run.bridge import Bridge
from karteo.run.environ import as_bytes
from karteo.run.site import Site


@dataclass
class Scope:
    """A request as Granian describes it."""

    headers: dict[str, str]
    proto: str = "http"
    path: str = "/api/files"
    method: str = "POST"


@dataclass
class Line:
    """Granian's side of a line on which some pieces come, and then nothing, not even an end."""

    pieces: list[bytes]
    ends: bool = False
    answered: list[int] = field(default_factory=list)

    async def __call__(self) -> bytes:
        await asyncio.Event().wait()
        return b""

    async def __aiter__(self) -> Any:
        for piece in self.pieces:
            yield piece
        if not self.ends:
            await asyncio.Event().wait()

    def response_empty(self, status: int, headers: Any) -> None:
        self.answered.append(status)


def between(asked: list[Any]) -> Bridge:
    """The bridge; `asked` gets the headers of whom it asks about."""

    async def lets_in(shown: Any) -> bool:
        asked.append(shown)
        return True

    return Bridge(
        wsgi=lambda *_: [],
        site=Site(),
        streams={},
        headers=[],
        threads=0,
        largest_body=lambda path: 8 << 20,
        lets_in=lets_in,
    )


@pytest.mark.parametrize("headers", [{"content-length": "900"}, {"content-length": "2000000"}, {}], ids=str)
def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]) -> None:
    monkeypatch.setattr(bridge, "PAUSE", 0.05)
    asked: list[Any] = []
    line = Line([b"x" * 600_000, b"x" * 600_000])
    asyncio.run(asyncio.wait_for(between(asked).__rsgi__(Scope(headers), line), 20))
    assert line.answered == [400]
    assert len(asked) == (0 if headers.get("content-length") == "900" else 1)


def test_a_photo_on_a_slow_line_has_time_for_each_of_its_pieces() -> None:
    line = Line([b"x" * 100_000] * 3, ends=True)
    body = asyncio.run(asyncio.wait_for(between([])._body(Scope({"content-length": "300000"}), line), 20))
    assert body is not None
    assert len(body.read()) == 300_000


def test_cookies_that_come_in_several_lines_are_all_there() -> None:
    class Lines:
        """As Granian gives what a proxy passed on by HTTP/2."""

        def items(self) -> list[tuple[str, str]]:
            return [("cookie", "csrftoken=a"), ("accept", "text/html"), ("cookie", "sessionid=b")]

    assert as_bytes(Lines()) == {b"cookie": b"csrftoken=a; sessionid=b", b"accept": b"text/html"}
