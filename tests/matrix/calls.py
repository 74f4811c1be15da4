"""How each door of the API is knocked at: what it asks for, and which right it needs.

A door that stands in the OpenAPI document and not here fails the matrix, so every later feature adds itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import orjson

Ids = dict[str, str]


@dataclass(frozen=True)
class Call:
    """`kind`: the record type that `{record}` in the path is of, "" when the door is about no single record.
    `verb`: the right that it needs there; "admin": of administrators only, "self": about the asker alone."""

    verb: str = "read"
    kind: str = ""
    query: Callable[[Ids], str] = lambda ids: ""
    body: Callable[[Ids], Any] | None = None
    raw: Callable[[Ids], bytes] | None = None
    unknown: int = 404  # what is answered for a record that is not there
    partly: bool = False  # does what he may, and tells what it left alone
    shows: bool = False  # shows sensitive fields, and logs it
    loose: bool = False  # answers with what he may (a list, a count), never with a refusal


def given(**body: Any) -> Callable[[Ids], Any]:
    return lambda ids: body


def this(ids: Ids) -> str:
    """A filter on the contact's own record, as it stands in an address."""
    return quote(orjson.dumps({"field": "parent_id", "op": "is", "value": ids["record"]}).decode())


def sync(ids: Ids) -> Any:
    return {"device": str(uuid4()), "cursor": None, "actions": [action(ids)]}


def action(ids: Ids) -> Any:
    edit = {"id": str(uuid4()), "type": "contact", "record": ids["record"], "patch": {"department": "y"}, "base": {}}
    return {"n": 1, "batch": str(uuid4()), "edits": [edit]}


def chosen(ids: Ids) -> Any:
    return {"ids": [ids["record"]], "patch": {"department": "y"}}


def search(ids: Ids) -> str:
    """Everybody looks for a word of the record, the name of each field among them in turn (see the guesses)."""
    return f"q={ids['word']}"


RULE: dict[str, Any] = {"type": "contact", "months": 600}
WISHES: dict[str, dict[str, Any]] = {
    "contact": {"department": "y"},
    "note": {"pinned": True},
    "file": {"description": "y"},
    "relationship": {"description": "y"},
}
CREATIONS: dict[str, Callable[[Ids], Any]] = {
    "contact": lambda ids: {"fields": {"last_name": "New", "company_id": ids["record"]}},
    "note": lambda ids: {"fields": {"text": "y", "parent_id": ids["record"]}},
    "relationship": lambda ids: {"fields": {"contact_id": ids["record"], "other_id": ids["hub"], "kind": "spouse"}},
}
PLURALS = {"contact": "contacts", "note": "notes", "file": "files", "relationship": "relationships"}


def of_type(kind: str) -> dict[str, Call]:
    """The doors that every record type has."""
    plural = PLURALS[kind]
    calls = {
        "list": Call(query=search, loose=True),
        "count": Call(query=search, loose=True),
        "open": Call(kind=kind),
        "change": Call("edit", kind, body=given(patch=WISHES[kind])),
        "delete": Call("delete", kind),
        "history": Call(kind=kind),
        "goes": Call(kind=kind),
        "restore": Call("edit", kind, body=lambda ids: {"number": int(ids[f"{kind}_number"]), "side": "before"}),
    }
    if kind in CREATIONS:
        calls["create"] = Call("create", "", body=CREATIONS[kind], unknown=422)
    return {f"{plural}_{name}": call for name, call in calls.items()}


ADMIN = Call("admin")
SELF = Call("self")
CALLS: dict[str, Call] = {
    **of_type("contact"),
    **of_type("note"),
    **of_type("file"),
    **of_type("relationship"),
    "contacts_why": Call(kind="contact"),
    "contacts_export": Call("export", query=lambda ids: f"q={ids['word']}&columns=last_name,company_id", loose=True),
    "contacts_export_chosen": Call("export", body=lambda ids: {"ids": [ids["record"]]}, loose=True),
    "bulk_look": Call("bulk", body=chosen, loose=True),
    "bulk_start": Call("bulk", body=chosen, loose=True),
    "jobs_list_": SELF,
    "jobs_read": SELF,
    "jobs_cancel": SELF,
    "files_content": Call(kind="file"),
    "files_preview": Call(kind="file", loose=True),
    "files_upload": Call(
        "create", query=lambda ids: f"parent_type=contact&parent_id={ids['record']}&name=y.txt", raw=lambda ids: b"y"
    ),
    "photos_show": Call(kind="contact"),
    "photos_bring": Call("edit", "contact", raw=lambda ids: ids["picture"].encode("latin-1")),
    "photos_offered": Call("edit", "contact"),
    "photos_take": Call("edit", "contact", body=given(link="x"), loose=True),
    "batches_list_": Call(loose=True),
    "batches_open_": Call(kind="contact"),
    "batches_undo_": Call("edit", "contact", body=given(), partly=True),
    "home_home": Call(loose=True),
    "home_search": Call(query=search, loose=True),
    "sync_sync": Call(body=sync, loose=True),
    "privacy_personal_": Call("export", "contact", shows=True),
    "privacy_goes": Call("admin", "contact"),
    "privacy_erase_": Call("admin", "contact", body=given(name="not so"), unknown=404),
    "reads_reveal": Call(kind="contact", body=given(fields=["c_secret"]), shows=True),
    "reads_list_": ADMIN,
    "retention_read": ADMIN,
    "retention_settle": Call("admin", body=given(**RULE, on=False)),
    "retention_preview": Call("admin", body=given(**RULE)),
    "retention_listed": Call("admin", query=lambda ids: "type=contact&months=600"),
    "retention_run": Call("admin", body=given(**RULE, count=0)),
    "tags_list_": Call(loose=True),
    "tags_merge": ADMIN,
    "tags_paint": ADMIN,
    "tags_remove": ADMIN,
    "tags_rename": ADMIN,
    "imports_create": SELF,
    "imports_list_": SELF,
    "imports_read": SELF,
    "imports_remap": SELF,
    "imports_run": SELF,
    "imports_rejects": SELF,
    "views_list_": SELF,
    "views_create": SELF,
    "views_begin": SELF,
    "views_change": SELF,
    "views_delete": SELF,
    "people_show": Call(loose=True),
    "people_open_": ADMIN,
    "people_invite": ADMIN,
    "people_change": ADMIN,
    "people_invite_again": ADMIN,
    "teams_show": Call(loose=True),
    "teams_create": ADMIN,
    "teams_change": ADMIN,
    "teams_delete": ADMIN,
    "roles_show": Call(loose=True),
    "roles_create": ADMIN,
    "roles_change": ADMIN,
    "roles_delete": ADMIN,
    "fields_list_": Call(loose=True),
    "fields_create": ADMIN,
    "fields_order": ADMIN,
    "fields_change": ADMIN,
    "fields_house": ADMIN,
    "lists_put": ADMIN,
    "schema_schema": Call(loose=True),
    "workspace_show": Call(loose=True),
    "workspace_change": ADMIN,
    "workspace_guarded": ADMIN,
    "workspace_reset": ADMIN,
    "about_health": SELF,
    "me_show": SELF,
    "me_change": SELF,
    "me_password": SELF,
    "me_list_tokens": SELF,
    "me_make_token": SELF,
    "me_end_token": SELF,
}
