"""What tests do through the API again and again: make a contact, change it, follow the feed."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse

from karteo.lib.ids import new_id
from tests.api.doors import Door

Row = dict[str, Any]


def told(answer: HttpResponse, status: int = 200) -> Any:
    """The answer's JSON, after a look at its status."""
    body = answer.json() if answer.content else None  # type: ignore[attr-defined]
    assert answer.status_code == status, (answer.status_code, body)
    return body


def make(door: Door, **fields: Any) -> Row:
    """A new contact's row."""
    row: Row = told(door.ask("post", "/api/contacts", {"fields": {"last_name": "Muster", **fields}}), 201)["row"]
    return row


def change(door: Door, row: Row, status: int = 200, **patch: Any) -> Any:
    """PATCH with the row as what was seen."""
    wish = {"patch": patch, "base": {name: row.get(name) for name in patch}}
    return told(door.ask("patch", f"/api/contacts/{row['id']}", wish), status)


def opened(door: Door, row: Row, **query: Any) -> Row:
    """The contact as it is now, or `as_of`."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    found: Row = told(door.ask("get", f"/api/contacts/{row['id']}?{asked}"))["row"]
    return found


def history(door: Door, row: Row) -> list[Row]:
    items: list[Row] = told(door.ask("get", f"/api/contacts/{row['id']}/history"))["items"]
    return items


def item(value: Any, kind: str = "work", primary: bool = False) -> Row:
    """An e-mail, phone, link or address as a writer makes it."""
    return {"id": str(uuid4()), "value": value, "kind": kind, "primary": primary}


class Device:
    """A device that numbers its actions and follows the feed; `copy` is what it holds."""

    def __init__(self, door: Door) -> None:
        self.door, self.id, self.n = door, new_id(), 0
        self.cursor: Row | None = None
        self.began = 0
        self.copy: dict[str, Row] = {}

    def from_zero(self) -> Device:
        """Begin at the beginning of the log instead of its head; then it gets every record."""
        cursor = self.sync()["cursor"]
        self.cursor, self.began = {"epoch": cursor["epoch"], "number": 0}, 0
        return self

    def action(self, row: Row | UUID, patch: Row, base: Row | None = None, **more: Any) -> Row:
        """The next action of this device, not yet sent."""
        self.n += 1
        record = str(row["id"]) if isinstance(row, dict) else str(row)
        edit = {"id": str(new_id()), "type": "contact", "record": record, "patch": patch, "base": base}
        return {"n": self.n, "batch": str(new_id()), "edits": [edit], **more}

    def sync(self, *actions: Row, status: int = 200, want: int = 500) -> Any:
        """One exchange; what comes back is put into the copy."""
        wish = {"device": str(self.id), "cursor": self.cursor, "actions": list(actions), "want": want}
        answer = told(self.door.ask("post", "/api/sync", wish), status)
        if status == 200:
            if answer["reset"]:
                self.copy = {}
            for row in answer["rows"]:
                self.copy[row["id"]] = row
            for gone in answer["gone"]:
                self.copy.pop(gone["id"], None)
            self.began = answer["cursor"]["number"] if self.cursor is None else self.began
            self.cursor = answer["cursor"]
        return answer

    def follow(self) -> dict[str, Row]:
        """Everything up to the head, page by page."""
        while self.sync(want=3)["more"]:
            pass
        return self.copy


def devices_converge(follower: Device) -> None:
    """A device that follows the feed holds the same as one that begins at the beginning now.

    The follower must have synced once before; it holds what changed since then, or everything (`from_zero`).
    """
    held = follower.follow()
    fresh = Device(follower.door).from_zero()
    assert held == {record: row for record, row in fresh.follow().items() if row["number"] > follower.began}
