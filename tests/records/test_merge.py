"""The laws of the three-way merge, for every field type: nobody who changed nothing changes anything, and what both
want stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.strategies import BY_FIELD, CTX

FIELDS = CTX.fields("contact")
CASES = json.loads(Path("tests/cases/merge.json").read_text())


@pytest.mark.parametrize("name", BY_FIELD)
@given(data=st.data())
def test_it_keeps_theirs_when_i_changed_nothing(name: str, data: st.DataObject) -> None:
    base, theirs = data.draw(BY_FIELD[name]), data.draw(BY_FIELD[name])
    merged = FIELDS[name].merge(base, theirs, base)
    assert (FIELDS[name].same(merged.value, theirs), merged.clash) == (True, False)


@pytest.mark.parametrize("name", BY_FIELD)
@given(data=st.data())
def test_it_takes_mine_when_they_changed_nothing(name: str, data: st.DataObject) -> None:
    base, mine = data.draw(BY_FIELD[name]), data.draw(BY_FIELD[name])
    merged = FIELDS[name].merge(base, base, mine)
    assert (FIELDS[name].same(merged.value, mine), merged.clash) == (True, False)


@pytest.mark.parametrize("name", BY_FIELD)
@given(data=st.data())
def test_it_agrees_when_both_want_the_same(name: str, data: st.DataObject) -> None:
    base, both = data.draw(BY_FIELD[name]), data.draw(BY_FIELD[name])
    merged = FIELDS[name].merge(base, both, both)
    assert (FIELDS[name].same(merged.value, both), merged.clash) == (True, False)


@pytest.mark.parametrize("name", BY_FIELD)
@given(data=st.data())
def test_a_merge_is_a_value_of_its_field(name: str, data: st.DataObject) -> None:
    merged = FIELDS[name].merge(*(data.draw(BY_FIELD[name]) for _ in range(3)))
    if not (FIELDS[name].required and merged.value is None):
        assert FIELDS[name].parse(merged.value, CTX) == merged.value


@pytest.mark.parametrize("name", ["phones", "emails", "addresses"])
@given(data=st.data())
def test_a_list_has_exactly_one_primary_after_a_merge(name: str, data: st.DataObject) -> None:
    merged = FIELDS[name].merge(*(data.draw(BY_FIELD[name]) for _ in range(3))).value
    assert sum(item["primary"] for item in merged) == (1 if merged else 0)


@pytest.mark.parametrize("name", ["phones", "emails"])
@given(data=st.data())
def test_no_value_is_lost_without_a_clash(name: str, data: st.DataObject) -> None:
    base, theirs, mine = (data.draw(BY_FIELD[name]) for _ in range(3))
    merged = FIELDS[name].merge(base, theirs, mine)
    old = [(i["id"], i["value"], i["kind"]) for i in base]
    new = {(i["id"], i["value"], i["kind"]) for side in (theirs, mine) for i in side} - set(old)
    if not merged.clash and len({i["id"] for i in theirs} & {i["id"] for i in mine} - {i["id"] for i in base}) == 0:
        assert new <= {(i["id"], i["value"], i["kind"]) for i in merged.value}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])
def test_the_cases_shared_with_the_screens(case: dict[str, Any]) -> None:
    merged = FIELDS[case["field"]].merge(case["base"], case["theirs"], case["mine"])
    assert (merged.value, merged.clash) == (case["value"], case["clash"])
