"""Conditions that combine."""

from __future__ import annotations

import pytest

from karteo.lib.sql import ALL, NONE, Where, like, rows

A, B = Where("a = %s", (1,)), Where("b = %s", (2,))


def test_parameters_stay_in_the_order_of_the_conditions() -> None:
    assert Where("(a = %s AND (b = %s OR a = %s))", (1, 2, 1)) == A & (B | A)


def test_everything_and_nothing_leave_no_trace() -> None:
    assert A & ALL == ALL & A == A | NONE == NONE | A == A
    assert A & NONE == NONE & A == NONE
    assert A | ALL == ALL | A == ALL
    assert (~ALL, ~NONE) == (NONE, ALL)


def test_what_is_unknown_is_not_met_and_its_opposite_is(db: None) -> None:
    unknown = Where("NULL::int = %s", (1,))
    assert rows(f"SELECT 1 WHERE {unknown.sql}", unknown.params) == []
    assert rows(f"SELECT 1 WHERE {(~unknown).sql}", (~unknown).params) == [(1,)]


@pytest.mark.parametrize("text", ["100%", "a_b", "c:\\d", "\\%_", "plain"])
def test_a_pattern_made_of_a_text_matches_that_text_only(db: None, text: str) -> None:
    assert rows("SELECT %s LIKE %s, %s LIKE %s", (text, like(text), "xxx", like(text))) == [(True, False)]


def test_a_statement_without_answer_has_no_rows(db: None) -> None:
    assert rows("SET LOCAL work_mem = '4MB'") == []
