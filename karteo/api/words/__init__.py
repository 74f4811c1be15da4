"""What the API says, in the languages it speaks. The screens have words of their own, by the same codes."""
from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import orjson


@cache
def catalogue(language: str) -> dict[str, str]:
    """code → sentence; a language that is not there speaks English."""
    file = files(__package__) / f"{language}.json"
    return dict(orjson.loads(file.read_bytes())) if file.is_file() else catalogue("en")


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def say(language: str, code: str, params: Mapping[str, Any] | None = None, default: str = "") -> str:
    """The sentence for a code with its parameters filled in; `default` when there is none."""
    text = catalogue(language).get(code)
    return default if text is None else text.format_map(_Blank(params or {}))
