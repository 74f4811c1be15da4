"""The text of one cell as a field takes it. Spelling is read (dates, decimal commas, words of a list, widths);
nothing is guessed: what fits no spelling goes to the field as it is, and the field refuses it with the reason."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from karteo.bulk.survey import Seen
from karteo.records.context import Context
from karteo.records.fields import Field, FieldError
from karteo.records.fields.choice import Choice, MultiChoice

YES = {"yes", "y", "true", "t", "1", "x", "ja", "j", "wahr", "on", "是", "有", "对", "真"}
NO = {"no", "n", "false", "f", "0", "nein", "falsch", "off", "否", "无", "没有", "假"}
GENDERS = {
    "m": "male",
    "mr": "male",
    "man": "male",
    "mann": "male",
    "herr": "male",
    "f": "female",
    "w": "female",
    "woman": "female",
    "frau": "female",
    "mrs": "female",
    "ms": "female",
    "d": "diverse",
    "x": "diverse",
    "o": "diverse",
    "other": "diverse",
    "divers": "diverse",
    "先生": "male",
    "女士": "female",
    "男性": "male",
    "女性": "female",
}
UNKNOWN = {"n", "u", "unknown", "unbekannt", "not specified", "保密", "未知"}
COMMA_COUNTRIES = {
    "DE",
    "AT",
    "CH",
    "FR",
    "IT",
    "ES",
    "PT",
    "NL",
    "BE",
    "DK",
    "SE",
    "NO",
    "FI",
    "PL",
    "CZ",
    "SK",
    "HU",
    "RO",
    "BG",
    "GR",
    "TR",
    "RU",
    "UA",
    "BR",
    "AR",
    "ID",
}
MONTH_FIRST = {"US", "PH", "CA"}
CURRENCY = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "CNY", "￥": "CNY", "CHF": "CHF"}
ISO = re.compile(r"(\d{4})(-?)(\d{2})\2(\d{2})")
ASIAN = re.compile(r"(\d{4})\s*[/年.-]\s*(\d{1,2})\s*[/月.-]\s*(\d{1,2})日?")
DOTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
YEARLESS = re.compile(r"--(\d{2})-?(\d{2})|(\d{1,2})\.(\d{1,2})\.")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as ordinary ones (Unicode NFKC)."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def as_value(field: Field, text: str, seen: Seen, ctx: Context) -> Any:
    """What `field.parse` should be given for `text`."""
    kind = field.type
    if kind in ("text", "longtext"):
        return text
    if isinstance(field, MultiChoice):
        return [option(field, one, ctx) for one in parts(MARK, text)]
    if isinstance(field, Choice):
        return option(field, text, ctx)
    if kind == "tags":
        return tags(text)
    text = half_width(text).strip()
    if kind == "boolean":
        word = text.casefold()
        return True if word in YES else False if word in NO else text
    if kind == "date":
        return day(text, seen, ctx)
    if kind == "datetime":
        return moment(text, seen, ctx)
    if kind == "number":
        return number(text, seen, ctx)
    if kind == "money":
        sign = next((mark for mark in CURRENCY if mark in text), None)
        code = re.search(r"\b[A-Z]{3}\b", text)
        bare = re.sub(r"[€$£¥￥]|\b[A-Z]{3}\b", "", text).strip()
        if not sign and not code:
            raise FieldError("currency", "The amount has no currency.", {"value": text[:40]})
        return {
            "amount": number(bare, seen, ctx),
            "currency": CURRENCY[sign] if sign else code[0] if code else "",
        }
    return text


def number(text: str, seen: Seen, ctx: Context) -> str:
    """With a decimal point and no thousands marks."""
    bare = text.replace("\u00a0", "").replace("\u202f", "").replace("'", "").replace(" ", "").replace("+", "")
    comma = seen.comma if seen.comma is not None else ctx.country in COMMA_COUNTRIES
    if not re.fullmatch(r"-?\d+([.,]\d+)*", bare):
        return text
    group, point = (".", ",") if comma else (",", ".")
    whole, _, rest = bare.partition(point)
    if (
        group in rest
        or point in rest
        or (group in whole and not re.fullmatch(rf"-?\d{{1,3}}(\{group}\d{{3}})+", whole))
    ):
        return text
    return whole.replace(group, "") + (f".{rest}" if rest else "")


def day(text: str, seen: Seen, ctx: Context) -> str:
    """ISO 8601 of the usual spellings; of 3/4/2026 by what the other cells of the column show, else by the country."""
    text = re.sub(r"[T ]00:00(:00(\.0+)?)?Z?$", "", text)
    if found := ISO.fullmatch(text):
        return f"{found[1]}-{found[3]}-{found[4]}"
    if found := ASIAN.fullmatch(text):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    if found := DOTS.fullmatch(text):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if found := YEARLESS.fullmatch(text):
        month, date = (found[1], found[2]) if found[1] else (found[4], found[3])
        return f"--{int(month):02}-{int(date):02}"
    if found := SLASHES.fullmatch(text):
        month_first = seen.month_first if seen.month_first is not None else ctx.country in MONTH_FIRST
        month, date = (found[1], found[2]) if month_first else (found[2], found[1])
        return f"{found[3]}-{int(month):02}-{int(date):02}"
    return text


def moment(text: str, seen: Seen, ctx: Context) -> str:
    """ISO 8601 with its zone; without one it is UTC, which the report says."""
    clock = CLOCK.search(text)
    if clock is None:
        bare = day(text, seen, ctx)
        return f"{bare}T00:00:00+00:00" if ISO.fullmatch(bare) else text
    date = day(text[: clock.start()].rstrip("T ,"), seen, ctx)
    return f"{date}T{int(clock[1]):02}:{clock[2]}:{clock[3] or '00'}{clock[4] or '+00:00'}".replace("Z", "+00:00")


def option(field: Choice, text: str, ctx: Context) -> str | None:
    """The key of a list by its key or by its label in any language."""
    word = half_width(text).strip().casefold().rstrip(".")
    for one in field.choices(ctx):
        labels = one["label"].values() if isinstance(one["label"], dict) else [one["label"]]
        if word == one["key"].casefold() or word in (str(label).casefold() for label in labels):
            return str(one["key"])
    if field.name == "gender":
        return None if word in UNKNOWN else GENDERS.get(word, text)
    return text


def tags(text: str) -> list[str]:
    """Several words in a cell; Google writes its own groups as "* myContacts"."""
    mark = ":::" if ":::" in text else ";" if ";" in text else "，" if "，" in text else "、" if "、" in text else ","
    words = [word.strip().removeprefix("* ") for word in text.split(mark)]
    return [word for word in words if word]


MARK = re.compile(":::|[;\n]")
MARKS = {
    "emails": re.compile(":::|[;,\n]"),
    "phones": MARK,
    "links": re.compile(":::|\n"),
}


def parts(mark: re.Pattern[str], text: str) -> list[str]:
    """What stands between the marks, without the blanks around it."""
    return [part for one in mark.split(text) if (part := one.strip())]


def several(field: str, text: str) -> list[str]:
    """The values of one cell of a list field."""
    if not ("\n" in text or ";" in text or ":::" in text or (field == "emails" and "," in text)):
        return [text]
    return parts(MARKS[field], text)
