"""A body as JSON, for every door: what no column, log or answer could hold is malformed here already."""

from __future__ import annotations

from typing import Any

import orjson

DEEPEST = 64  # lists and objects within each other; a filter has some twenty


def read(body: bytes) -> Any:
    """What the body says; ValueError when it is no JSON, has a NUL in it (the database takes none), half a sign, a
    number without end, or is nested so deeply that whatever goes down into it would fall."""
    if b"\\u0000" in body:
        raise ValueError("NUL in text")
    found = orjson.loads(body)
    if body.count(b"[") + body.count(b"{") > DEEPEST and _depth(found) > DEEPEST:
        raise ValueError("nested too deeply")
    return found


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        level = [inner for one in level for inner in (one.values() if isinstance(one, dict) else one)]
    return depth
