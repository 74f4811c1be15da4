"""Roles: what one may do, as data. Ready-made ones stand here; a workspace changes them and adds its own.

    {"admin": false,
     "types": {"contact": {"read": "all", "create": "all", "edit": "team", "delete": "own", "export": "none",
                           "bulk": "none"}},
     "fields": {"contact": {"birth_date": "hidden", "relation": "read"}}}

A type that is not named has what the contact has; what hangs on a contact is read by whoever sees the contact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID

import orjson

from karteo.lib.errors import Error, Refusal
from karteo.lib.sql import rows

Verb = Literal["read", "create", "edit", "delete", "export", "bulk"]
Scope = Literal["none", "own", "team", "all"]
SCOPES: tuple[Scope, ...] = ("none", "own", "team", "all")
VERBS = ("read", "create", "edit", "delete", "export", "bulk")
FIELD = ("hidden", "read", "edit")


def reach(read: Scope, create: Scope, edit: Scope, delete: Scope, export: Scope, bulk: Scope) -> dict[str, Scope]:
    return {"read": read, "create": create, "edit": edit, "delete": delete, "export": export, "bulk": bulk}


def ready(en: str, de: str, zh: str, contact: dict[str, Scope], *, admin: bool = False, own_notes: bool = True) -> Any:
    types = {"contact": contact}
    if own_notes and contact["create"] != "none":
        types["note"] = contact | {"read": "all", "edit": "own", "delete": "own"}
    return {"label": {"en": en, "de": de, "zh": zh}, "rights": {"admin": admin, "types": types, "fields": {}}}


EVERYTHING = reach("all", "all", "all", "all", "all", "all")
READY: dict[str, dict[str, Any]] = {
    "admin": ready("Administrator", "Administration", "管理员", EVERYTHING, admin=True, own_notes=False),
    "manager": ready("Manager", "Leitung", "经理", EVERYTHING, own_notes=False),
    "member": ready("Member", "Mitarbeit", "成员", EVERYTHING),
    "seller": ready("Sales", "Vertrieb", "销售", reach("team", "all", "own", "own", "none", "none")),
    "assistant": ready("Data care", "Datenpflege", "数据维护", reach("all", "all", "all", "none", "none", "all")),
    "reader": ready("Reader", "Lesen", "只读", reach("all", "none", "none", "none", "none", "none")),
}


@dataclass(frozen=True)
class Rights:
    """What a role allows. `fingerprint` differs when two allow different things."""

    admin: bool
    types: Mapping[str, Mapping[str, Scope]]
    fields: Mapping[str, Mapping[str, str]]
    fingerprint: str

    def scope(self, type_name: str, verb: Verb) -> Scope:
        """How far the verb reaches on records of a type."""
        if self.admin:
            return "all"
        of = self.types.get(type_name)
        if of is not None:
            return of.get(verb, "none")
        far: Scope = self.types.get("contact", {}).get(verb, "none")
        return "all" if verb == "read" and far != "none" else far

    def field(self, type_name: str, name: str) -> str:
        """hidden, read or edit."""
        return "edit" if self.admin else self.fields.get(type_name, {}).get(name, "edit")

    def hidden(self, type_name: str) -> frozenset[str]:
        """The fields that are not there for whoever has the role."""
        return self._which(type_name, ("hidden",))

    def locked(self, type_name: str) -> frozenset[str]:
        """The fields that he cannot write: hidden ones, and those that he may only read."""
        return self._which(type_name, ("hidden", "read"))

    def _which(self, type_name: str, of: tuple[str, ...]) -> frozenset[str]:
        if self.admin:
            return frozenset()
        return frozenset(name for name, right in self.fields.get(type_name, {}).items() if right in of)


@lru_cache(maxsize=1000)
def rights(role: str, stored: str | None = None) -> Rights:
    """The rights of a role, `stored` being the JSON that the workspace keeps for it; an unknown role has none."""
    known = READY.get(role, {"rights": {}})["rights"]
    found = known if stored is None or role == "admin" else orjson.loads(stored)
    text = orjson.dumps(found, option=orjson.OPT_SORT_KEYS)
    print_ = sha256(role.encode() + text).hexdigest()[:12]
    return Rights(bool(found.get("admin")), found.get("types", {}), found.get("fields", {}), print_)


def stored(workspace_id: UUID) -> dict[str, dict[str, Any]]:
    """The roles that a workspace changed or added: key → {label, rights, position}."""
    return {
        key: {"label": orjson.loads(label), "rights": orjson.loads(allowed), "position": position}
        for key, label, allowed, position in rows(
            "SELECT key, label::text, rights::text, position FROM identity_role WHERE workspace_id = %s"
            " ORDER BY position, key",
            (workspace_id,),
        )
    }


def roles(workspace_id: UUID) -> list[dict[str, Any]]:
    """All roles of a workspace: {key, label, rights, ready, changed}, the ready-made ones first."""
    own = stored(workspace_id)
    found = [
        {"key": key, **(made | own.get(key, {})), "ready": True, "changed": key in own} for key, made in READY.items()
    ]
    return found + [
        {"key": key, **role, "ready": False, "changed": False} for key, role in own.items() if key not in READY
    ]


def hidden(workspace_id: UUID) -> dict[str, set[str]]:
    """The fields that any role of the workspace hides, by record type."""
    found: dict[str, set[str]] = {}
    for role in stored(workspace_id).values():
        for type_name, fields in role["rights"].get("fields", {}).items():
            found.setdefault(type_name, set()).update(name for name, right in fields.items() if right == "hidden")
    return found


def check(wished: dict[str, Any]) -> None:
    """Refusal with every place where rights make no sense: unknown words, or more than may be seen."""
    errors: list[Error] = []
    for type_name, of in wished.get("types", {}).items():
        for verb, far in of.items():
            place = f"rights.types.{type_name}.{verb}"
            if verb not in VERBS or far not in SCOPES:
                errors.append(Error(place, "choice", {"choices": list(SCOPES)}, "There is no such right."))
            elif verb == "create" and far not in ("none", "all"):
                errors.append(Error(place, "choice", {"choices": ["none", "all"]}, "Making is allowed or not."))
            elif verb not in ("read", "create") and far in SCOPES and _wider(far, of.get("read", "none")):
                errors.append(Error(place, "wider_than_read", {"verb": verb}, "Nobody changes what he cannot see."))
    for type_name, fields in wished.get("fields", {}).items():
        for name, right in fields.items():
            if right not in FIELD:
                place = f"rights.fields.{type_name}.{name}"
                errors.append(Error(place, "choice", {"choices": list(FIELD)}, "Hidden, read or edit."))
    if errors:
        raise Refusal(errors)


def _wider(far: Scope, read: str) -> bool:
    return SCOPES.index(far) > (SCOPES.index(read) if read in SCOPES else 0)
