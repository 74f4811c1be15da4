"""A field is one line: its name stands in its record type and in no other code of the product."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import GENERATED, files, text

PLAIN = ("department", "phonetic_first", "phonetic_last")  # fields with no rule of their own
ELSEWHERE = (  # where outside worlds are translated, a field's name is data
    "karteo/bulk/headers",
    "karteo/bulk/readers/",
    "karteo/bulk/writers/",
    "karteo/run/demo",
    "karteo/records/models.py",  # its column
    "karteo/records/types/contact.py",  # its line
)


@pytest.mark.parametrize("field", PLAIN)
def test_a_field_is_named_in_its_record_type_only(field: str) -> None:
    code = [n for n in files() if n.startswith(("karteo/", "web/src/")) and n.endswith((".py", ".ts", ".tsx"))]
    named = [n for n in code if re.search(rf"\b{field}\b", text(n)) and "/migrations/" not in n]
    assert [n for n in named if not n.startswith(ELSEWHERE) and ".test." not in n and n not in GENERATED] == []


@pytest.mark.parametrize("field", PLAIN)
def test_its_line_and_its_column_are_all_there_is(field: str) -> None:
    line = re.findall(rf'name="{field}"', text("karteo/records/types/contact.py"))
    column = re.findall(rf"^\s+{field} =", text("karteo/records/models.py"), re.MULTILINE)
    assert (len(line), len(column)) == (1, 1)
