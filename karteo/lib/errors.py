"""What is wrong with what somebody sent, with its place: the same words in every answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Error:
    """One fault: `place` is a path into what was sent ("phones[0].value", "" = the whole)."""

    place: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)
    detail: str = ""


class Refusal(Exception):
    """Nothing was done, and these are the reasons."""

    status = 422  # what it is to HTTP

    def __init__(self, errors: Iterable[Error]) -> None:
        self.errors = list(errors)
        super().__init__("; ".join(f"{e.place or 'all'}: {e.detail or e.code}" for e in self.errors))


class Forbidden(Exception):
    """The actor may not do this; `code` says what, in one word."""

    def __init__(self, code: str = "forbidden", detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(detail or code)


class NotFound(Exception):
    """There is no such thing, or none that the actor may see."""

    def __init__(self, what: str = "record") -> None:
        self.what = what
        super().__init__(what)
