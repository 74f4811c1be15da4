"""Does a statement name its workspace wherever it touches a tenant table? A reader of SQL, just big enough.

It cuts a statement into scopes (each SELECT, each arm of a UNION, each INSERT, UPDATE, DELETE, each one
in brackets), finds the tenant tables in each and asks for a comparison of their `workspace_id` there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

NOISE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
OPENS = re.compile(r"\(\s*(?:select|with|insert|update|delete|values)\b", re.IGNORECASE)
ARMS = re.compile(r"\b(?:union(?:\s+all)?|intersect(?:\s+all)?|except(?:\s+all)?)\b", re.IGNORECASE)
VERB = re.compile(r"\s*\(*\s*(?:explain|with|select|insert|update|delete|merge)\b", re.IGNORECASE)
TABLE = r'"?(?P<table>[a-z_][a-z0-9_]*+)"?(?!\s*\()'
INTO = re.compile(r'\binsert\s+into\s+(?:"?public"?\.)?"?(?P<table>\w+)"?', re.IGNORECASE)
WORDS = (
    "where on using set join inner left right full cross natural order group limit for returning values union"
    " having offset window tablesample default select overriding lateral"
).replace(" ", "|")
ALIAS = rf'(?:\s+(?:as\s+)?"?(?P<alias>(?!(?:{WORDS})\b)[a-z_][a-z0-9_]*)"?)?'
USE = re.compile(rf"\b(?:from|join|update|using)\s+(?:only\s+)?(?:\"?public\"?\.)?{TABLE}{ALIAS}", re.IGNORECASE)
NEXT = re.compile(rf"\s*,\s*(?:only\s+)?(?:\"?public\"?\.)?{TABLE}{ALIAS}", re.IGNORECASE)
FILTERS = re.compile(r"\b(?:where|on|using|having)\b", re.IGNORECASE)
ACROSS = re.compile(r"/\*\s*across workspaces:\s*\w.*?\*/", re.DOTALL)


def scopes(sql: str) -> Iterator[str]:
    """The statement and everything in brackets that is a statement too, each without the ones inside it."""
    while True:
        start = [m.start() for m in OPENS.finditer(sql)]
        if not start:
            break
        at = start[-1]  # the last one opened holds no other
        depth, end = 0, len(sql)
        for i in range(at, len(sql)):
            depth += {"(": 1, ")": -1}.get(sql[i], 0)
            if depth == 0:
                end = i
                break
        yield from ARMS.split(sql[at + 1 : end])
        sql = f"{sql[:at]} subselect_ {sql[end + 1 :]}"
    yield from ARMS.split(sql)


def used(scope: str, tenant: Collection[str]) -> list[tuple[str, str]]:
    """(table, the name it goes by) for each tenant table of one scope."""
    out = []
    for match in USE.finditer(scope):
        while match:
            if match["table"].lower() in tenant:
                out.append((match["table"].lower(), (match["alias"] or match["table"]).lower()))
            match = NEXT.match(scope, match.end())  # type: ignore[assignment]
    return out


def compared(scope: str, name: str, key: str, alone: bool) -> bool:
    """Whether `name.key` is compared with something behind WHERE, ON or USING."""
    first = FILTERS.search(scope)
    if not first:
        return False
    rest = scope[first.start() :]
    bare = rf'|"?{key}"?' if alone else ""
    column = rf'(?<![\w."])(?:"?{re.escape(name)}"?\."?{key}"?{bare})(?![\w"])'
    compare = rf"{column}\s*(?:=|in\b|,|\))|=\s*{column}|\busing\s*\([^)]*\b{key}\b"
    return re.search(compare, rest, re.IGNORECASE) is not None


def faults(sql: str, tenant: Collection[str], keys: dict[str, str] | None = None) -> list[str]:
    """What is wrong with a statement: tenant tables whose workspace it does not name.

    `tenant` are the names of the tables; `keys` names the column that holds the workspace where it is not
    `workspace_id` (the table of workspaces itself). `/* across workspaces: reason */` lets a statement be.
    """
    if ACROSS.search(sql):
        return []
    sql = NOISE.sub(" '' ", sql)
    if not VERB.match(sql):
        return []
    out = []
    for scope in scopes(sql):
        insert, names = INTO.search(scope), used(scope, tenant)
        if insert:
            head, tail = _insert(scope, insert.start())
            table = insert["table"].lower()
            if table in tenant and not re.search(rf"\b{_key(table, keys)}\b", head, re.IGNORECASE):
                out.append(table)
            scope, names = tail, used(tail, tenant)
        out += [t for t, name in names if not compared(scope, name, _key(t, keys), len(names) == 1)]
    return out


def _key(table: str, keys: dict[str, str] | None) -> str:
    return (keys or {}).get(table, "workspace_id")


def _insert(scope: str, at: int) -> tuple[str, str]:
    """(INSERT INTO t (columns), what is selected into it)."""
    body = re.compile(r"\b(?:select|values|default\s+values)\b", re.IGNORECASE).search(scope, at)
    if not body or not body[0].lower().startswith("select"):
        return scope[at:], ""
    return scope[at : body.start()], re.split(r"\bon\s+conflict\b", scope[body.start() :], flags=re.IGNORECASE)[0]
