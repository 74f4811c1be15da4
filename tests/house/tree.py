"""The files of this repository, as git would hand them to somebody else."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ("karteo/api/openapi.json", "web/src/lib/wire.ts")


@cache
def files() -> tuple[str, ...]:
    """Every file that is committed or would be (git-ignored ones are not ours)."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(sorted({name for name in names if (ROOT / name).is_file()}))


@cache
def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def python(*under: str) -> Iterator[tuple[str, ast.Module]]:
    """(name, syntax tree) of the Python files below these folders, by default all of ours."""
    for name in files():
        if name.endswith(".py") and name.startswith(under or ("karteo/", "tests/", "benchmarks/")):
            yield name, ast.parse(text(name), name)


def product() -> Iterator[tuple[str, ast.Module]]:
    """The server's own code without migrations."""
    return ((name, tree) for name, tree in python("karteo/") if "/migrations/" not in name)


def allowed(rule: str) -> dict[str, str]:
    """{file: reason} of what a rule lets be, from allowed.toml."""
    reasons: dict[str, str] = tomllib.loads(text("tests/house/allowed.toml")).get(rule, {})
    return reasons


def check(rule: str, found: list[tuple[str, str]]) -> None:
    """Fail with every (file, fault) that allowed.toml does not excuse, and with excuses nobody needs."""
    excused = allowed(rule)  # a file, or a folder that ends in /
    left = [f"{name}: {fault}" for name, fault in found if not any(within(name, one) for one in excused)]
    unused = [one for one in excused if not any(within(name, one) for name, _ in found)]
    left += [f"allowed.toml excuses {one} from {rule!r} for nothing" for one in unused]
    assert not left, "\n" + "\n".join(left)


def within(name: str, place: str) -> bool:
    return name.startswith(place) if place.endswith("/") else name == place
