"""What field types need to know of a workspace: its country, its lists, its custom fields, its people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from time import monotonic
from typing import Any
from uuid import UUID

import orjson

from karteo.identity import roles
from karteo.lib.sql import rows
from karteo.records.fields import FIELD_TYPES, Choice, Field, Text
from karteo.records.registry import TYPES
from karteo.records.types.base import option
from karteo.records.types.relationship import RELATIONSHIPS

SETTINGS = "field_settings"  # beside the lists: what an administrator said of the fields of the house
GROUPS = "field_groups"  # beside them: the sections that administrators named, type → key → label
STALE = "search_stale"  # beside them: types whose whole search text still holds what has become sensitive
DEFAULT_LISTS: dict[str, list[dict[str, Any]]] = {
    "temperature": [
        option("cold", "Cold", "Kalt", "冷") | {"color": "blue"},
        option("warm", "Warm", "Warm", "温") | {"color": "orange"},
        option("hot", "Hot", "Heiß", "热") | {"color": "red"},
    ],
    "relation": [
        option("client", "Client", "Kunde", "客户"),
        option("partner", "Partner", "Partner", "合作伙伴"),
        option("supplier", "Supplier", "Lieferant", "供应商"),
        option("competitor", "Competitor", "Wettbewerber", "竞争对手"),
    ],
    "relationship": RELATIONSHIPS,
}


@dataclass(frozen=True)
class Context:
    """Of one workspace at one version of its schema. `me` is who is asking, where somebody is."""

    workspace_id: UUID
    version: int
    country: str
    language: str
    lists: Mapping[str, tuple[dict[str, Any], ...]]
    custom: Mapping[str, tuple[Field, ...]]
    hidden: Mapping[str, set[str]] = field(default_factory=dict)  # by any role
    settings: Mapping[str, dict[str, dict[str, Any]]] = field(default_factory=dict)  # type → own field → what is said
    groups: Mapping[str, dict[str, dict[str, str]]] = field(default_factory=dict)  # type → own section → label
    stale: frozenset[str] = frozenset()  # types of which everybody searches the open text, until it is derived
    me: str | None = None
    _memo: dict[Any, Any] = field(default_factory=dict, compare=False)

    def fields(self, type_name: str) -> dict[str, Field]:
        """The fields of a record type by name, the custom ones after its own."""
        key = ("fields", type_name)
        if key not in self._memo:
            own = [self._marked(type_name, f) for f in TYPES[type_name].fields]
            self._memo[key] = {f.name: f for f in (*own, *self.custom.get(type_name, ()))}
        found: dict[str, Field] = self._memo[key]
        return found

    def _marked(self, type_name: str, own: Field) -> Field:
        """A field of the house with what an administrator said of it."""
        said = self.settings.get(type_name, {}).get(own.name)
        return replace(own, sensitive=bool(said.get("sensitive"))) if said else own

    def sensitive(self, type_name: str) -> frozenset[str]:
        """The fields that are shown on demand only."""
        return frozenset(name for name, f in self.fields(type_name).items() if f.sensitive)

    def closed(self, type_name: str) -> frozenset[str]:
        """The fields that somebody in the workspace may not read, or not without its being logged."""
        key = ("closed", type_name)
        if key not in self._memo:
            self._memo[key] = self.sensitive(type_name) | self.hidden.get(type_name, set())
        found: frozenset[str] = self._memo[key]
        return found

    def of_fields(self, type_name: str, fields: dict[str, Field]) -> Context:
        """The same with only these fields of a type."""
        return replace(self, _memo={("fields", type_name): fields})

    def inputs(self, type_name: str, read: Callable[[Mapping[str, Field]], frozenset[str]]) -> frozenset[str]:
        """The fields that the derivation of a type reads, found once."""
        key = ("inputs", type_name)
        if key not in self._memo:
            self._memo[key] = read(self.fields(type_name))
        found: frozenset[str] = self._memo[key]
        return found

    @cached_property
    def _people(self) -> dict[str, tuple[str, bool]]:
        return {
            str(user): (name, active)
            for user, name, active in rows(
                "SELECT m.user_id, u.name, m.active FROM identity_membership m JOIN identity_user u ON u.id = m.user_id"
                " WHERE m.workspace_id = %s ORDER BY u.name, u.id",
                (self.workspace_id,),
            )
        }

    def users(self) -> dict[str, tuple[str, bool]]:
        """The people of the workspace: id → (name, active), in the order of their names."""
        return self._people

    def users_by_name(self) -> list[str]:
        return list(self._people)


FRESH = 0.05  # seconds in which one request may ask several times and the version is looked up once
_known: dict[UUID, Context] = {}
_looked: dict[UUID, float] = {}


def context(workspace_id: UUID, me: UUID | None = None) -> Context:
    """The context of a workspace as it is now; one small query, the rest only after a change."""
    if monotonic() - _looked.get(workspace_id, 0.0) > FRESH:
        _look(workspace_id)
    return replace(_known[workspace_id], me=str(me) if me else None)


def _look(workspace_id: UUID) -> None:
    found = rows(
        "SELECT s.version, w.country, w.language FROM identity_workspace w"
        " LEFT JOIN records_schema s ON s.workspace_id = w.id WHERE w.id = %s",
        (workspace_id,),
    )
    version, country, language = found[0] if found else (0, "DE", "en")
    known = _known.get(workspace_id)
    if known is None or (known.version, known.country, known.language) != (version or 0, country, language):
        _known[workspace_id] = _read(workspace_id, version or 0, country, language)
    _looked[workspace_id] = monotonic()


def _read(workspace_id: UUID, version: int, country: str, language: str) -> Context:
    stored = rows("SELECT lists::text FROM records_schema WHERE workspace_id = %s", (workspace_id,))
    lists = DEFAULT_LISTS | (orjson.loads(stored[0][0]) if stored else {})
    settings, groups, stale = (lists.pop(name, {}) for name in (SETTINGS, GROUPS, STALE))
    custom: dict[str, list[Field]] = {}
    for record_type, key, kind, label, group, required, options, position, sensitive in rows(
        'SELECT record_type, key, type, label::text, "group", required, options::text, position, sensitive'
        " FROM records_customfield WHERE workspace_id = %s AND NOT retired ORDER BY position, key",
        (workspace_id,),
    ):
        custom.setdefault(record_type, []).append(
            custom_field(key, kind, orjson.loads(label), group, required, orjson.loads(options), position, sensitive)
        )
    return Context(
        workspace_id,
        version,
        country,
        language,
        {name: tuple(found) for name, found in lists.items()},
        {name: tuple(found) for name, found in custom.items()},
        roles.hidden(workspace_id),
        settings,
        groups,
        frozenset(stale),
    )


def custom_field(
    key: str,
    kind: str,
    label: dict[str, str],
    group: str,
    required: bool,
    options: list[dict[str, Any]],
    position: int,
    sensitive: bool = False,
) -> Field:
    """A field made of a row; it answers the same questions as one made of a line."""
    common: dict[str, Any] = {
        "name": key,
        "label": label,
        "group": group,
        "required": required,
        "sensitive": sensitive,
        "custom": True,
        "position": position,
    }
    cls = FIELD_TYPES[kind]
    if issubclass(cls, Choice):
        common["options"] = tuple(options)
    if issubclass(cls, Text):
        common["searched"] = True
    return cls(**common)


def hold(workspace_id: UUID) -> None:
    """What a workspace says of its fields stays as it is until the transaction ends: who changes it waits. Before any
    record is locked, since who changes it locks records behind it."""
    rows("SELECT 1 FROM records_schema WHERE workspace_id = %s FOR SHARE", (workspace_id,))
    _looked.pop(workspace_id, None)


def touch(workspace_id: UUID) -> None:
    """Say that lists, custom fields or people changed: every process reads them again."""
    rows(
        "INSERT INTO records_schema (workspace_id, version, lists) VALUES (%s, 1, '{}')"
        " ON CONFLICT (workspace_id) DO UPDATE SET version = records_schema.version + 1",
        (workspace_id,),
    )
    _looked.pop(workspace_id, None)
