"""The guard itself: what it lets through and what it stops."""

from __future__ import annotations

import pytest

from tests.house.sql import faults

TENANT = {"records_contact", "log_latest", "identity_workspace"}
KEYS = {"identity_workspace": "id"}


@pytest.mark.parametrize(
    "sql",
    [
        "select 1",
        "select * from django_session where session_key = %s",
        "select * from records_contact where workspace_id = %s and id = %s",
        'SELECT COUNT(*) AS "__count" FROM "records_contact" WHERE "records_contact"."workspace_id" = %s',
        "select * from records_contact t where t.workspace_id = %s",
        "select * from records_contact as t join log_latest l on l.workspace_id = t.workspace_id"
        " where t.workspace_id = %s",
        "select * from records_contact t join log_latest l using (workspace_id, id) where t.workspace_id = %s",
        "select * from records_contact, log_latest where records_contact.workspace_id = %s and"
        " log_latest.workspace_id = %s",
        'select * from records_contact where ("workspace_id", "id") in ((%s, %s))',
        "select * from records_contact where (workspace_id = %s and id = %s) or (workspace_id = %s and id = %s)",
        "insert into records_contact (workspace_id, id, first_name) values (%s, %s, %s)",
        "insert into log_latest (workspace_id, id) values (%s, %s) on conflict (workspace_id,"
        " id) do update set number = 1",
        "insert into log_latest (workspace_id, id) select workspace_id, id from records_contact"
        " where workspace_id = %s",
        "update records_contact set name = %s where workspace_id = %s and id = %s",
        "update records_contact t set name = v.name from unnest(%s, %s) v(id, name) where"
        " t.workspace_id = %s and t.id = v.id",
        "delete from records_contact where workspace_id = %s",
        "with t as (select id from records_contact where workspace_id = %s) select * from t",
        "select exists(select 1 from log_latest l where l.workspace_id = %s)",
        "select * from records_contact c where c.workspace_id = %s and exists (select 1 from"
        " log_latest l where l.workspace_id = c.workspace_id)",
        "select 1 from records_contact where workspace_id = %s union all select 2 from"
        " log_latest where workspace_id = %s",
        "explain (analyze, buffers) select * from records_contact where workspace_id = %s",
        "select name from identity_workspace where id = %s",
        "select 'from records_contact where'",
        "create table records_contact (id uuid)",
        "select 1 from records_contact /* across workspaces: the check of the whole database */",
    ],
)
def test_it_lets_through(sql: str) -> None:
    assert faults(sql, TENANT, KEYS) == []


@pytest.mark.parametrize(
    "sql",
    [
        "select * from records_contact",
        "select workspace_id from records_contact where id = %s",
        "select count(*) from (select 1 from records_contact where id = %s) s",
        "select * from records_contact t join log_latest l on l.id = t.id where t.workspace_id = %s",
        "select * from records_contact, log_latest where records_contact.workspace_id = %s",
        "select * from records_contact c where c.workspace_id = %s and exists (select 1 from"
        " log_latest l where l.id = c.id)",
        "select 1 from records_contact where workspace_id = %s union all select 2 from log_latest",
        "with t as (select id from records_contact) select * from t where workspace_id = %s",
        "with t as (select 1 where 1 = 1) select * from records_contact where id = %s",
        "insert into records_contact (id) values (%s)",
        "insert into log_latest (workspace_id, id) select workspace_id, id from records_contact",
        'UPDATE "records_contact" SET "name" = %s WHERE "records_contact"."id" = %s',
        "update records_contact set workspace_id = %s where id = %s",
        "delete from records_contact where id = %s",
        "select name from identity_workspace where slug = %s",
        "explain analyze select * from records_contact where id = %s",
        "select * from records_contact where workspace_ids = %s",
        "select 1 from records_contact /* across workspaces: */",
    ],
)
def test_it_stops(sql: str) -> None:
    assert faults(sql, TENANT, KEYS)
