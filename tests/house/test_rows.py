"""The rows report reads what the tests say, without running them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import rows

PYTHON = """
import pytest
pytestmark = pytest.mark.row("S0-01")

@pytest.mark.row("S0-02", "S0-03")
def test_one(): ...

class TestMore:
    @pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.row("S0-02"))])
    def test_two(self, x): ...

def helper(): ...
"""
VITEST = """
it("finds by a part of the name [row S0-03]", () => {});
it.each([1, 2])("counts %d [row S0-02, S0-03]", () => {});
it("says nothing", () => {});
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name, text in {
        "requirements/rows.json": json.dumps([{"id": f"S0-0{n}"} for n in range(1, 5)]),
        "tests/a/test_a.py": PYTHON,
        "web/src/b.test.ts": VITEST,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_it_lists_every_row_with_its_tests(house: Path) -> None:
    lines, faults = rows.report(house)
    one, two = "tests/a/test_a.py::test_one", "tests/a/test_a.py::TestMore::test_two"
    count, part = "web/src/b.test.ts::counts_%d", "web/src/b.test.ts::finds_by_a_part_of_the_name"
    assert lines == [
        f"S0-01 2 {one} {two}",
        f"S0-02 3 {one} {two} {count}",
        f"S0-03 3 {one} {part} {count}",
        "S0-04 0",
    ]
    assert faults == []


def test_a_row_that_is_none_is_a_fault(house: Path) -> None:
    (house / "tests/a/test_b.py").write_text('@pytest.mark.row("S9-99")\ndef test_x(): ...\n')
    assert "S9-99" in rows.report(house)[1][0]


def test_a_mark_that_cannot_be_read_is_a_fault(house: Path) -> None:
    (house / "tests/a/test_b.py").write_text("@pytest.mark.row(NAME)\ndef test_x(): ...\n")
    assert "NAME" in rows.report(house)[1][0]


def test_the_rows_of_this_repository_are_whole() -> None:
    ids = rows.wanted()
    assert len(ids) == len(set(ids)) == 171
    assert rows.report()[1] == []
