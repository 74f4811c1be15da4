"""One door: nobody but karteo.edits writes records, nobody rewrites the log."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.tree import check, product, python

WRITES = {
    *(
        "save",
        "update",
        "delete",
        "create",
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
    ),
    *("asave", "aupdate", "adelete", "acreate", "abulk_create", "abulk_update"),
}
SQL = re.compile(
    r'\b(insert\s+into|update(?:\s+only)?|delete\s+from|truncate(?:\s+table)?|merge\s+into|copy)\s+"?(\w+|\{)',
    re.IGNORECASE,
)
DOOR = ("karteo/edits/",)
PEN = ("karteo/log/", "karteo/edits/")


def record_tables() -> set[str]:
    """The tables that record types name: `table = "records_…"` in a class below records/types/."""
    return {
        str(node.value.value)
        for name, tree in python("karteo/records/types/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "table"
        and isinstance(node.value, ast.Constant)
    }


def record_models() -> set[str]:
    """The Django models of those tables."""
    return {
        node.name
        for name, tree in python("karteo/records/")
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and f"records_{node.name.lower()}" in record_tables()
    }


def calls(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """(receiver, method, line) of each call of a method that writes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            yield ast.unparse(node.func.value), node.func.attr, node.lineno


def statements(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """(verb, table, line) of the writing SQL in string literals; `{` is a table that a variable names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            words = "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value
        else:
            continue
        for match in SQL.finditer(words):
            yield match[1].lower(), match[2].lower(), node.lineno


def test_only_the_door_writes_records_through_the_orm() -> None:
    records = record_models()
    assert "Contact" in records
    named = re.compile(rf"\b(?:{'|'.join(sorted(records))})\b|\.model\b")
    found = [
        (name, f"line {line}: {receiver}.{method}() on a record model")
        for name, tree in product()
        if not name.startswith(DOOR)
        for receiver, method, line in calls(tree)
        if named.search(receiver)
    ]
    check("writes", found)


def test_only_the_door_writes_record_tables_by_sql() -> None:
    found = [
        (name, f"line {line}: {verb} {table}")
        for name, tree in product()
        if not name.startswith(DOOR)
        for verb, table, line in statements(tree)
        if table in record_tables() or (table == "{" and not name.startswith(PEN) and verb != "copy")
    ]
    check("sql", found)


def test_the_log_is_never_rewritten() -> None:
    found = []
    for name, tree in product():
        for verb, table, line in statements(tree):
            if table in {"log_change", "log_batch"} and not verb.startswith("insert"):
                found.append((name, f"line {line}: {verb} {table}"))
        for receiver, method, line in calls(tree):
            if re.search(r"\b(?:Change|Batch)\.objects\b", receiver) and method not in {
                "create",
                "bulk_create",
            }:
                found.append((name, f"line {line}: {receiver}.{method}()"))
    check("log", found)


def test_only_the_log_writes_the_log() -> None:
    found = [
        (name, f"line {line}: {verb} {table}")
        for name, tree in product()
        if not name.startswith("karteo/log/")
        for verb, table, line in statements(tree)
        if table in {"log_change", "log_batch", "log_latest"}
    ]
    check("log_writers", found)


def test_no_signal_hangs_on_a_record_model() -> None:
    signals = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "pre_init", "post_init"}
    found = [
        (name, f"line {node.lineno}: {node.id if isinstance(node, ast.Name) else node.attr}")
        for name, tree in product()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id in signals)
        or (isinstance(node, ast.Attribute) and node.attr in signals)
    ]
    check("signals", found)


def test_no_request_is_one_big_transaction() -> None:
    found = [(n, "ATOMIC_REQUESTS") for n, tree in python("karteo/") if "ATOMIC_REQUESTS" in ast.dump(tree)]
    check("atomic", found)


def test_our_own_code_is_imported_at_the_top() -> None:
    found = [
        (name, f"line {inner.lineno}: {ast.unparse(inner)}")
        for name, tree in product()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for inner in ast.walk(node)
        if (isinstance(inner, ast.ImportFrom) and (inner.level or (inner.module or "").split(".")[0] == "karteo"))
        or (isinstance(inner, ast.Import) and any(a.name.split(".")[0] == "karteo" for a in inner.names))
    ]
    check("imports", found)


def test_the_house_test_sees_what_it_forbids() -> None:
    tree = ast.parse('Contact.objects.filter(id=1).update(name=2)\ncursor.execute(f"UPDATE {table} SET x = 1")')
    assert [(r, m) for r, m, _ in calls(tree)] == [("Contact.objects.filter(id=1)", "update")]
    assert [(v, t) for v, t, _ in statements(tree)] == [("update", "{")]
