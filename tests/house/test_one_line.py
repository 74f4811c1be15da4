"""A field is one line: its name stands in its record type and in no other code of the product."""
from __future__ import annotations

import re

from tests.house.tree import files, text

FIELD = "nickname"  # a field like any other, with no rule of its own
ELSEWHERE = (  # where outside worlds are translated, a field's name is data
    "karteo/bulk/headers",
    "karteo/bulk/readers/",
    "karteo/run/demo",
    "karteo/records/models.py",  # its column
    "karteo/records/types/contact.py",  # its line
    "karteo/api/openapi.json",
)


def test_a_field_is_named_in_its_record_type_only() -> None:
    code = [n for n in files() if n.startswith(("karteo/", "web/src/")) and n.endswith((".py", ".ts", ".tsx"))]
    named = [n for n in code if re.search(rf"\b{FIELD}\b", text(n)) and "/migrations/" not in n]
    tests = [n for n in named if ".test." in n or n.endswith("schema.ts")]
    assert [n for n in named if not n.startswith(ELSEWHERE) and n not in tests] == []


def test_its_line_and_its_column_are_all_there_is() -> None:
    line = re.findall(rf'name="{FIELD}"', text("karteo/records/types/contact.py"))
    column = re.findall(rf"^\s+{FIELD} =", text("karteo/records/models.py"), re.MULTILINE)
    assert (len(line), len(column)) == (1, 1)
