"""A day ("2026-11-21", or "--11-21" where the year is not known, as vCard has it) and a moment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from karteo.lib.clock import now
from karteo.lib.sql import Where
from karteo.records.fields.base import Field, FieldError, Value

if TYPE_CHECKING:
    from karteo.records.context import Context

WORDS = ("today", "yesterday", "this_week", "last_week", "this_month", "last_month", "this_year", "last_year")


def span(word: str, today: date) -> tuple[date, date] | None:
    """First and last day of a date word (`last:30d` = the last 30 days); weeks begin on Monday (ISO 8601)."""
    if days := re.fullmatch(r"last:(\d{1,4})d", word):
        return today - timedelta(days=int(days[1])), today
    week = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    return {
        "today": (today, today),
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "this_week": (week, week + timedelta(days=6)),
        "last_week": (week - timedelta(days=7), week - timedelta(days=1)),
        "this_month": (month, (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)),
        "last_month": (before, month - timedelta(days=1)),
        "this_year": (date(today.year, 1, 1), date(today.year, 12, 31)),
        "last_year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }.get(word)


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """Stored as text: ISO 8601 sorts as it reads."""

    type: ClassVar[str] = "date"
    operators: ClassVar[tuple[str, ...]] = ("is", "not", "lt", "le", "gt", "ge", "between", "empty", "filled")

    yearless: bool = False

    def check(self, raw: Value, ctx: Context) -> Value:
        wrong = FieldError("not_a_date", "A date is expected here, like 2026-11-21.")
        if not isinstance(raw, str):
            raise wrong
        text = raw.strip()
        full = f"2000{text[1:]}" if self.yearless and text.startswith("--") else text
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", full):
            raise wrong
        try:
            date.fromisoformat(full)
        except ValueError:
            raise FieldError("no_such_day", "There is no such day in the calendar.") from None
        return text

    def argument(self, op: str, arg: Value, ctx: Context) -> Value:
        if isinstance(arg, str) and op != "between" and (days := span(arg, now().date())):
            first, last = (day.isoformat() for day in days)
            return {"lt": first, "ge": first, "le": last, "gt": last}.get(op, [first, last])
        found = super().argument(op, arg, ctx)
        if op == "between":  # a word is a span: from the first day of the one to the last day of the other
            return [one[end] if isinstance(one, list) else one for end, one in zip((0, 1), found, strict=True)]
        return found

    def condition(self, op: str, arg: Value, ctx: Context) -> Where:
        if op == "between" or isinstance(arg, list):
            return Where(f"coalesce({self.moment()} BETWEEN %s AND %s, false)", (arg[0], self.last(arg[1])))
        if op == "is":
            return Where(f"coalesce({self.moment()} BETWEEN %s AND %s, false)", (arg, self.last(arg)))
        sign = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}[op]
        return Where(f"coalesce({self.moment()} {sign} %s, false)", (self.last(arg) if op in ("le", "gt") else arg,))

    def moment(self) -> str:
        return self.sql()

    def last(self, day: str) -> str:
        """The end of a day, where a day has one."""
        return day


@dataclass(frozen=True, kw_only=True)
class Moment(Day):
    """A date and time with its offset from UTC; kept in UTC to the microsecond."""

    type: ClassVar[str] = "datetime"
    pg: ClassVar[str] = "timestamptz"

    def check(self, raw: Value, ctx: Context) -> Value:
        try:
            if not isinstance(raw, str) or len(raw) < 16:
                raise ValueError
            at = datetime.fromisoformat(raw.strip())
            if at.tzinfo is None:
                raise FieldError("no_zone", "The time needs its zone, like 2026-11-21T14:05:00+01:00.")
            return stamp(at)
        except FieldError:
            raise
        except (ValueError, OverflowError):  # in UTC it may lie before the year 1 or after 9999
            raise FieldError("not_a_moment", "A date with time is expected here, like 2026-11-21T14:05:00Z.") from None

    def argument(self, op: str, arg: Value, ctx: Context) -> Value:
        if isinstance(arg, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", arg):
            return Day.check(self, arg, ctx)
        return super().argument(op, arg, ctx)

    def moment(self) -> str:
        return f"{self.sql()}::timestamptz"

    def last(self, day: str) -> str:
        return f"{day}T23:59:59.999999Z" if len(day) == 10 else day

    def sort(self, ctx: Context, alias: str = "t") -> str | None:
        return self.sql(alias)


def stamp(at: datetime) -> str:
    """A moment as PostgreSQL writes it into json (UTC, no trailing zeros), so that both compare equal."""
    from_utc = at.astimezone(now().tzinfo)
    text = from_utc.replace(microsecond=0, tzinfo=None).isoformat()  # strftime writes the year 999 with three digits
    fraction = f"{from_utc.microsecond:06d}".rstrip("0")
    return f"{text}{'.' + fraction if fraction else ''}+00:00"
