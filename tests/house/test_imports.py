"""The import contracts hold, and they bite: a wrong import in a copy of the house is found."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / ".importlinter", tmp_path)
    leave = shutil.ignore_patterns("__pycache__", "static_web", "migrations")
    shutil.copytree(ROOT / "karteo", tmp_path / "karteo", ignore=leave)
    return tmp_path


def broken(house: Path) -> list[str]:
    """The names of the contracts that are broken."""
    done = subprocess.run([sys.executable, "-c", LINT, "--no-cache"], cwd=house, capture_output=True, text=True)
    return sorted(line.split(" BROKEN")[0] for line in done.stdout.splitlines() if " BROKEN" in line)


def test_the_contracts_hold_and_a_wrong_import_is_found(copy: Path) -> None:
    assert broken(copy) == []
    for page, line in {
        "karteo/records/diary.py": "from karteo.log import feed",  # a neighbour
        "karteo/bulk/pen.py": "from karteo.log import append",  # the log's own hand
        "karteo/utils/__init__.py": "",  # a room that nobody planned
        "karteo/lib/one.py": "from karteo.lib import two",
        "karteo/lib/two.py": "from karteo.lib import one",
    }.items():
        (copy / page).parent.mkdir(exist_ok=True)
        (copy / page).write_text(line + "\n")
    assert broken(copy) == [
        "A room imports only the rooms below it",
        "No import goes in a circle",
        "Only the door writes the log",
        "Records and the log do not know each other",
    ]
