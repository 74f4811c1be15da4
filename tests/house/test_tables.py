"""Every table knows its class, and the tables of a workspace could move away together (as with Citus)."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

INDEXES = """
select t.relname, i.relname, x.indisprimary, x.indisunique,
       array(select a.attname from unnest(x.indkey::int2[]) with ordinality k(n, o)
             left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.n order by k.o) as columns,
       array(select o.opcname from unnest(x.indclass::oid[]) with ordinality c(n, o)
             join pg_opclass o on o.oid = c.n order by c.o), m.amname
from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
join pg_am m on m.oid = i.relam where t.relnamespace = 'public'::regnamespace
"""
FOREIGN = """
select conname, c.conrelid::regclass::text, c.confrelid::regclass::text, c.confdeltype::text,
       array(select a.attname from unnest(c.conkey) with ordinality k(n, o)
             join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by k.o)
from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace
"""
WORKSPACES = "identity_workspace"  # its own id is the workspace's
KEYS = {  # keys that say more than (workspace_id, id)
    "log_counter": ["workspace_id"],  # one row per workspace
    "records_schema": ["workspace_id"],
    "log_change": ["workspace_id", "number", "record_id"],  # written in this order, read by ranges of it
    "log_latest": ["workspace_id", "record_id"],  # one row per record
}


def ours() -> list[type[Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("karteo.")]


def tables(kind: str) -> set[str]:
    return {m._meta.db_table for m in ours() if getattr(m, "table_class", None) == kind}


def ask(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_every_model_says_what_kind_of_table_it_is() -> None:
    assert ours()
    unknown = [m.__name__ for m in ours() if getattr(m, "table_class", None) not in {"tenant", "reference", "local"}]
    assert unknown == []


@pytest.mark.django_db
def test_the_key_of_a_tenant_table_is_workspace_and_id() -> None:
    keys = {table: columns for table, _, primary, _, columns, _, _ in ask(INDEXES) if primary}
    wanted = {t: KEYS.get(t, ["workspace_id", "id"]) for t in tables("tenant")} | {WORKSPACES: ["id"]}
    assert {t: keys.get(t) for t in wanted} == wanted


@pytest.mark.django_db
def test_every_index_of_a_tenant_table_begins_with_the_workspace() -> None:
    wrong = [
        f"{index} on {table}{tuple(columns)}"
        for table, index, _, _, columns, _, _ in ask(INDEXES)
        if table in tables("tenant") and columns[0] != ("id" if table == WORKSPACES else "workspace_id")
    ]
    assert wrong == []


@pytest.mark.django_db
def test_foreign_keys_stay_on_their_side_and_never_set_null() -> None:
    tenant, local = tables("tenant"), tables("local")
    wrong = []
    for name, table, target, on_delete, columns in ask(FOREIGN):
        table, target = table.strip('"'), target.strip('"')
        crosses = (table in local and target in tenant) or (table in tenant and target in local)
        alone = table in tenant and target in tenant and columns[0] != "workspace_id"
        empties = table in tenant | local and on_delete in {"n", "d"}
        if crosses or alone or empties:
            wrong.append(f"{name}: {table}{tuple(columns)} → {target} (on delete {on_delete})")
    assert wrong == []


@pytest.mark.django_db
def test_a_row_of_a_workspace_carries_it() -> None:
    sql = (
        "select table_name from information_schema.columns where table_schema = 'public'"
        " and column_name = 'workspace_id' and is_nullable = 'NO'"
    )
    carry = {name for (name,) in ask(sql)}
    assert tables("tenant") - {WORKSPACES} - carry == set()
