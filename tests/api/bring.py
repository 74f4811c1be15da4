"""Bytes through the API's doors, as a browser or a program sends them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from tests.api.desk import Row, told
from tests.api.doors import Door


def send(door: Door, method: str, path: str, content: bytes, claim: str = "application/octet-stream") -> Any:
    """A raw body; `claim` is what the sender says it is."""
    shown = door.cookies.get("csrftoken")
    headers = {"X-CSRFToken": shown.value} if shown else {}
    return getattr(door, method)(path, data=content, content_type=claim, headers=headers)


def attach(
    door: Door, contact: Row, content: bytes, name: str = "a file.bin", status: int = 201, claim: str = "", **more: str
) -> Any:
    """POST a file to a contact; its row, or the problem."""
    asked = urlencode({"parent_type": "contact", "parent_id": contact["id"], "name": name, **more})
    answer = told(send(door, "post", f"/api/files?{asked}", content, claim or "application/octet-stream"), status)
    return answer["row"] if status == 201 else answer


def photo(door: Door, contact: Row, content: bytes, status: int = 200, **asked: str) -> Any:
    """PUT a photo onto a contact."""
    path = f"/api/contacts/{contact['id']}/photo?{urlencode(asked)}"
    return told(send(door, "put", path, content, "image/jpeg"), status)


def read(answer: Any) -> bytes:
    """The whole body of an answer."""
    content: bytes = answer.getvalue() if answer.streaming else answer.content
    return content
