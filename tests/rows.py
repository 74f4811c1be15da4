"""Which requirement row is driven by which tests: `python -m tests.rows`.

One line per row of requirements/rows.json: its id, the number of tests that name it, the tests. Read from the
source alone: `@pytest.mark.row("S2-12")` on a function, a class or a module, `[row S2-12]` in the title of a
vitest test. No test is run. A name that is no row is an error and ends with status 1.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TITLE = re.compile(
    r"""\b(?:it|test)(?:\.\w+)*(?:\([^()]*\))?\(\s*(["'`])(?P<title>.*?)(?<!\\)\1""", re.DOTALL
)
MARK = re.compile(r"\[row ([^\]]+)\]")

Found = Iterator[tuple[str, str]]  # (row, test)


def wanted(root: Path = ROOT) -> list[str]:
    """The ids of all rows, in the order of the requirements."""
    return [row["id"] for row in json.loads((root / "requirements" / "rows.json").read_text())]


def marks(nodes: list[ast.expr]) -> list[str]:
    """The rows named by decorators (or by the value of `pytestmark`), also inside `pytest.param(marks=…)`."""
    calls = (call for node in nodes for call in ast.walk(node) if isinstance(call, ast.Call))
    return [
        arg.value
        if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        else f"not a plain text: {ast.unparse(arg)}"
        for call in calls
        if ast.unparse(call.func) in {"pytest.mark.row", "mark.row"}
        for arg in call.args
    ]


def in_python(path: Path, name: str) -> Found:
    """(row, test) of one Python file; marks of a class or module hold for every test in it."""

    def walk(body: list[ast.stmt], above: list[str], prefix: str) -> Found:
        for node in body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
                above = above + marks([node.value])
        for node in body:
            if isinstance(node, ast.ClassDef):
                yield from walk(node.body, above + marks(node.decorator_list), f"{prefix}::{node.name}")
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test"):
                for row in dict.fromkeys(above + marks(node.decorator_list)):
                    yield row, f"{prefix}::{node.name}"

    return walk(ast.parse(path.read_text(), str(path)).body, [], name)


def in_typescript(path: Path, name: str) -> Found:
    """(row, test) of one vitest file: `it("… [row S2-12 S2-13]", …)`."""
    for match in TITLE.finditer(path.read_text()):
        for mark in MARK.finditer(match["title"]):
            for row in re.split(r"[\s,]+", mark[1].strip()):
                yield row, f"{name}::{MARK.sub('', match['title']).strip()}"


def found(root: Path = ROOT) -> Found:
    """Every (row, test) of the repository, file by file."""
    for path in sorted((root / "tests").rglob("test_*.py")):
        yield from in_python(path, path.relative_to(root).as_posix())
    for place in (root / "web" / "src", root / "web" / "tests"):
        for path in sorted([*place.rglob("*.test.ts"), *place.rglob("*.test.tsx")]):
            yield from in_typescript(path, path.relative_to(root).as_posix())


def report(root: Path = ROOT) -> tuple[list[str], list[str]]:
    """(the lines of the report, the faults: tests that name a row there is none of)."""
    tests: dict[str, list[str]] = {row: [] for row in wanted(root)}
    faults = []
    for row, test in found(root):
        if row in tests:
            tests[row].append(test)
        else:
            faults.append(f"{test} names {row!r}, which is no row of requirements/rows.json")
    return [
        " ".join([row, str(len(names)), *(n.replace(" ", "_") for n in names)])
        for row, names in tests.items()
    ], faults


def main() -> int:
    lines, faults = report()
    print("\n".join(lines))
    driven = sum(1 for line in lines if line.split(" ")[1] != "0")
    print(f"{driven} of {len(lines)} rows are named by a test", file=sys.stderr)
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
