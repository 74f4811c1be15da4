"""Small pages, no promises in comments, nothing switched off, nothing of somebody's machine."""

from __future__ import annotations

import ast
import re
import statistics

from tests.house.tree import GENERATED, check, files, python, text

CODE = (".py", ".ts", ".tsx")
WORDS = (*CODE, ".css", ".js", ".mjs", ".toml", ".yml", ".yaml", ".html", ".sh")
LATER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
OFF = re.compile(r"\b(?:pytest\.(?:mark\.)?(?:skip|skipif|xfail)|unittest\.skip|importorskip)\b")
OFF_WEB = re.compile(r"\b(?:it|test|describe)\.(?:skip|todo|only|fails)\b|\bx(?:it|describe)\(")
HOSTS = re.compile(
    r"pypi\."
    r"org|files\.python"
    r"hosted|registry\.npm"
    r"js|registry\.yarn"
    r"pkg|npm"
    r"mirror|/simp"
    r"le/|arti"
    r"factory",
)
PLACES = re.compile(r"(?<![\w.])/(?:wo" r"rk|ro" r"ot|ho" r"me/\w+)/|file:" r"///")


def pages() -> dict[str, int]:
    """Lines of each page of code, migrations and generated files aside."""
    return {
        name: len(text(name).splitlines())
        for name in files()
        if name.endswith(CODE)
        and "/migrations/" not in name
        and name not in GENERATED
        and not name.startswith("tests/data/")
    }


def test_no_page_is_longer_than_400_lines() -> None:
    lines = pages()
    cut = statistics.quantiles(lines.values(), n=10)
    half, most, longest = round(cut[4]), round(cut[8]), max(lines.values())
    print(f"{len(lines)} pages; half have at most {half} lines, nine in ten {most}, the longest {longest}")
    check("long", [(name, f"{n} lines") for name, n in lines.items() if n > 400])


def test_half_the_pages_are_short() -> None:
    cut = statistics.quantiles(pages().values(), n=10)
    assert cut[4] <= 80
    assert cut[8] <= 250


def test_nothing_is_left_for_later() -> None:
    check("later", [(n, m[0]) for n in files() if n.endswith(WORDS) for m in LATER.finditer(text(n))])


def test_no_test_is_switched_off() -> None:
    found = [(n, m[0]) for n in files() if n.startswith("tests/") and n.endswith(".py") for m in OFF.finditer(text(n))]
    found += [(n, m[0]) for n in files() if n.endswith((".ts", ".tsx")) for m in OFF_WEB.finditer(text(n))]
    check("off", [(n, fault) for n, fault in found if n != "tests/house/test_pages.py"])


def test_no_test_waits_by_the_clock() -> None:
    found = [
        (name, f"line {node.lineno}: {ast.unparse(node)}")
        for name, tree in python("tests/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and re.search(r"(?:^|\.)(?:sleep|wait_for_timeout)$", ast.unparse(node.func))
    ]
    check("sleep", found)


def test_nothing_names_a_package_registry_or_a_machine() -> None:
    binary = (".png", ".ico", ".jpg", ".webp", ".woff2", ".xlsx", ".csv", ".vcf")
    ours = [n for n in files() if not n.endswith(binary) and not n.startswith(("tests/data/", "LICENSE"))]
    check("hosts", [(n, m[0]) for n in ours for rule in (HOSTS, PLACES) for m in rule.finditer(text(n))])
