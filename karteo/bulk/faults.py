"""Why work in the background could not go on: a code with its parameters, put into words for whoever reads it."""

from __future__ import annotations

import orjson

from karteo.lib.errors import Error, Forbidden, Refusal

LET_GO = Error("", "orderer_let_go", {}, "Whoever ordered this no longer has access.")
FORBIDDEN = Error("", "orderer_forbidden", {}, "Whoever ordered this may no longer do it.")
BROKE_OFF = Error("", "broke_off", {}, "Something unexpected happened. What was done stays, and can be undone.")
FILE_GONE = Error(
    "",
    "file_gone",
    {},
    "Somebody in this file was erased for good, so the file is no longer kept. Bring it again to go on.",
)


def fault_of(wrong: Exception) -> Error:
    """The fault to keep for what was raised; of what nobody expected the log of the server has the rest."""
    if isinstance(wrong, Refusal) and wrong.errors:
        return wrong.errors[0]
    return FORBIDDEN if isinstance(wrong, Forbidden) else BROKE_OFF


def as_dict(fault: Error) -> dict[str, object]:
    """As it is kept, {code, params, detail}."""
    return {"code": fault.code, "params": fault.params, "detail": fault.detail}


def as_json(fault: Error | None) -> str | None:
    """As it is kept, for a statement."""
    return None if fault is None else orjson.dumps(as_dict(fault), default=str).decode()
