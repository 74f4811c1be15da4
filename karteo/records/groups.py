"""The sections of a record's page that an administrator named himself, beside those of the house.

They stand beside the lists; a custom field holds the key of its section, and a section without fields is gone.
"""

from __future__ import annotations

from uuid import UUID

import orjson

from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.lib.text import fold
from karteo.records.context import GROUPS, touch

Label = dict[str, str]
Groups = dict[str, dict[str, Label]]


def named(workspace_id: UUID, type_name: str, group: str, label: Label) -> str:
    """The key of the section with this label, inside a transaction that holds the schema: one that is called so in
    some language; else `group`, if it is one of these, which is called so from now on; else a new one."""
    groups = _stored(workspace_id)
    own = groups.setdefault(type_name, {})
    key = next((key for key, held in own.items() if _alike(held, label)), None)
    key = key or (group if group in own else f"g_{new_id().hex[-12:]}")
    own[key] = label
    _store(workspace_id, groups)
    return key


def sweep(workspace_id: UUID, type_name: str) -> None:
    """Forget the sections in which no field stands any more; retired fields keep theirs."""
    used = {
        group
        for (group,) in rows(
            'SELECT DISTINCT "group" FROM records_customfield WHERE workspace_id = %s AND record_type = %s',
            (workspace_id, type_name),
        )
    }
    groups = _stored(workspace_id)
    own = groups.get(type_name, {})
    if own.keys() - used:
        groups[type_name] = {key: label for key, label in own.items() if key in used}
        _store(workspace_id, groups)


def _alike(one: Label, other: Label) -> bool:
    return any(fold(one[language]) == fold(text) for language, text in other.items() if language in one)


def _stored(workspace_id: UUID) -> Groups:
    found = rows("SELECT lists::text FROM records_schema WHERE workspace_id = %s", (workspace_id,))
    groups: Groups = orjson.loads(found[0][0]).get(GROUPS, {}) if found else {}
    return groups


def _store(workspace_id: UUID, groups: Groups) -> None:
    rows(
        "UPDATE records_schema SET lists = lists || %s::jsonb WHERE workspace_id = %s",
        (orjson.dumps({GROUPS: groups}).decode(), workspace_id),
    )
    touch(workspace_id)
