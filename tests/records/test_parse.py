"""What a field makes of what somebody sent: the value itself, or a fault; never another value."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from karteo.records.context import context
from karteo.records.fields import Day, FieldError, Moment, Number
from karteo.records.fields.money import Money
from tests.world import World

pytestmark = pytest.mark.django_db


def test_no_digit_of_a_number_is_rounded_off(world: World) -> None:
    ctx, long = context(world.workspace_id), "12345678901234567890.1234567891"
    assert Number(name="n").parse(long, ctx) == long
    money = {"amount": "99999999999999999999.9999999999", "currency": "EUR"}
    assert Money(name="m").parse(money, ctx) == money


def test_a_json_number_that_has_lost_digits_on_the_way_is_refused(world: World) -> None:
    with pytest.raises(FieldError, match="as a text"):
        Number(name="n").parse(12345678901234567.89, context(world.workspace_id))


@pytest.mark.parametrize("raw", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_outside_the_calendar_in_utc_is_refused(world: World, raw: str) -> None:
    with pytest.raises(FieldError) as fault:
        Moment(name="at").parse(raw, context(world.workspace_id))
    assert fault.value.code == "not_a_moment"


def test_a_year_before_1000_keeps_its_four_digits(world: World) -> None:
    assert Moment(name="at").parse("0999-01-02T03:04:05Z", context(world.workspace_id)) == "0999-01-02T03:04:05+00:00"


@pytest.mark.parametrize("field", [Day(name="day"), Moment(name="at")])
def test_between_reaches_from_the_first_day_of_one_word_to_the_last_of_the_other(world: World, field: Day) -> None:
    first, last = field.argument("between", ["last_year", "this_year"], context(world.workspace_id))
    assert (first[4:], last[4:]) == ("-01-01", "-12-31")
    assert date.fromisoformat(first).year + 1 == date.fromisoformat(last).year
    given: Any = ["2024-02-29", "2024-03-01"]
    assert field.argument("between", given, context(world.workspace_id)) == given
