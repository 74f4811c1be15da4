"""Watches every statement of the whole test-suite: none may touch a tenant table without its workspace.

`install()` stands in tests/conftest.py, once. Commands and migrations that must see all workspaces write
`/* across workspaces: why */` into their statement.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from tests.house.sql import faults


class Crossed(AssertionError):
    """A statement that would reach into every workspace."""


@cache
def tenant_tables() -> frozenset[str]:
    return frozenset(m._meta.db_table for m in apps.get_models() if getattr(m, "table_class", "") == "tenant")


@lru_cache(maxsize=4096)
def verdict(sql: str) -> tuple[str, ...]:
    return tuple(faults(sql, tenant_tables(), {"identity_workspace": "id"}))


def watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Django's wrapper around each execution: runs the statement, or refuses it with the table's name."""
    text = sql if isinstance(sql, str) else sql.as_string(context["connection"].connection)
    if apps.models_ready and (found := verdict(text)):
        raise Crossed(f"no workspace named for {', '.join(found)} in: {text[:2000]}")
    return execute(sql, params, many, context)


def _add(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def install() -> None:
    """From now on, in every thread of this process; calling it again changes nothing."""
    connection_created.connect(_add, dispatch_uid="house.guard")
    for connection in connections.all(initialized_only=True):
        _add(connection)
