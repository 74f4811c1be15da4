"""What exists is in docs/: settings, commands, record types, fields, field types, rooms, API paths."""

from __future__ import annotations

import ast
import json
import re
from typing import get_args

from karteo.identity.actor import Source
from karteo.records.fields import FIELD_TYPES
from karteo.records.registry import types
from tests.house.tree import ROOT, files, python, text

HELPERS = {"text", "flag", "number", "environ.get", "os.environ.get", "getenv", "os.getenv"}


def docs() -> str:
    return "\n".join(text(n) for n in files() if n.endswith(".md") and (n.startswith("docs/") or n == "README.md"))


def missing(names: set[str], where: str = "") -> list[str]:
    """Names that stand nowhere in docs/ (or on the one page `where`) as code."""
    page = text(f"docs/{where}") if where else docs()
    return sorted(n for n in names if not re.search(rf"(?<![\w-]){re.escape(n)}(?![\w-])", page))


def settings() -> set[str]:
    """The environment variables that our code reads, wherever it does."""
    found = set()
    for _, tree in python("karteo/"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in HELPERS:
                name = node.args[0]
            elif isinstance(node, ast.Subscript) and ast.unparse(node.value) in {"os.environ", "environ"}:
                name = node.slice
            else:
                continue
            if isinstance(name, ast.Constant) and re.fullmatch(r"KARTEO_\w+|DATABASE_\w+", str(name.value)):
                found.add(str(name.value))
    return found


def commands() -> set[str]:
    """The words behind `karteo`: each file in karteo/run/commands/ says its NAME."""
    return {
        str(node.value.value)
        for _, tree in python("karteo/run/commands/")
        for node in tree.body
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "NAME"
        and isinstance(node.value, ast.Constant)
    }


def switches() -> set[str]:
    """Their options: `--port` and the like."""
    return {
        str(arg.value)
        for _, tree in python("karteo/run/commands/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".add_argument")
        for arg in node.args
        if isinstance(arg, ast.Constant) and str(arg.value).startswith("--")
    }


def test_every_setting_is_documented() -> None:
    assert "DATABASE_URL" in settings()
    assert missing(settings(), "configuration.md") == []


def test_every_documented_setting_exists() -> None:
    named = set(re.findall(r"^\| `(KARTEO_\w+|DATABASE_\w+)`", text("docs/configuration.md"), re.MULTILINE))
    assert named - settings() == set()


def test_a_setting_is_made_once() -> None:
    tree = ast.parse(text("karteo/settings.py"))
    names = [ast.unparse(t) for node in tree.body if isinstance(node, ast.Assign) for t in node.targets]
    assert sorted({n for n in names if names.count(n) > 1}) == []


def test_every_command_is_documented() -> None:
    assert {"serve", "work", "setup", "check"} <= commands()
    assert missing({f"karteo {name}" for name in commands()} | switches(), "commands.md") == []


def test_every_record_type_and_field_is_documented() -> None:
    names = {f"`{f.name}`" for kind in types().values() for f in kind.fields} | {f"## {name}" for name in types()}
    assert sorted(n for n in names if n not in text("docs/records.md")) == []


def test_every_field_type_is_documented() -> None:
    assert missing(set(FIELD_TYPES), "field-types.md") == []


def test_every_operator_is_documented() -> None:
    operators = {op for cls in FIELD_TYPES.values() for op in cls.operators}
    assert sorted(op for op in operators if f"`{op}`" not in text("docs/search.md")) == []


def test_every_source_of_changes_is_documented() -> None:
    assert sorted(s for s in get_args(Source) if f"`{s}`" not in text("docs/history.md")) == []


def test_every_room_is_on_the_map() -> None:
    rooms = {n.split("/")[1] for n in files() if re.fullmatch(r"karteo/\w+/__init__\.py", n)}
    assert sorted(r for r in rooms if f"`karteo/{r}`" not in text("docs/map.md")) == []


def test_every_path_of_the_api_is_documented() -> None:
    paths = json.loads((ROOT / "karteo/api/openapi.json").read_text())["paths"]
    page = text("docs/api.md")
    assert sorted(path for path in paths if f"`{path}`" not in page) == []


def test_every_page_is_linked_and_every_link_leads_somewhere() -> None:
    pages = [n for n in files() if n.endswith(".md") and (n.startswith("docs/") or "/" not in n)]
    linked, dead = set(), []
    for page in pages:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text(page)):
            path = (ROOT / page).parent.joinpath(target).resolve()
            linked.add(path)
            if not path.exists():
                dead.append(f"{page} → {target}")
    assert dead == []
    lost = [p for p in pages if p.startswith("docs/") and "/decisions/" not in p and (ROOT / p).resolve() not in linked]
    assert lost == []
