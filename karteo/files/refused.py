"""Why a file is not taken. Each reason has one code, and the numbers that its sentence needs."""

from __future__ import annotations

from typing import Any

from karteo.lib.errors import Error, Refusal


class TooBig(Refusal):
    """Over the limit; told before the rest is read."""

    status = 413


class Away(Refusal):
    """Something that is needed does not answer: the store, the scanner, the network."""

    status = 503


def refusal(code: str, detail: str, kind: type[Refusal] = Refusal, **params: Any) -> Refusal:
    """One fault of a file as a whole, to be raised."""
    return kind([Error("", code, params, detail)])
