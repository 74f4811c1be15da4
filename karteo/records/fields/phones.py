"""Telephone numbers, kept as typed; E.164 is their normal form (ITU-T E.164, libphonenumber's metadata)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, ValidationResult

from karteo.records.fields.base import FieldError, Value
from karteo.records.fields.items import Items
from karteo.records.fields.text import clean

if TYPE_CHECKING:
    from karteo.records.context import Context


@lru_cache(maxsize=50_000)
def read(text: str, country: str) -> tuple[str | None, FieldError | None]:
    """(E.164 or None for numbers that only work locally, what is wrong)."""
    plain = unicodedata.normalize("NFKC", text)
    if sum(c.isalpha() for c in plain.replace("ext", "").replace("x", "")) > 3:
        return None, FieldError("phone_invalid", "This is not a telephone number.", {"value": text[:40]})
    try:
        number = phonenumbers.parse(plain, country)
    except NumberParseException:
        return None, FieldError("phone_invalid", "This is not a telephone number.", {"value": text[:40]})
    verdict = phonenumbers.is_possible_number_with_reason(number)
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    digits = len(phonenumbers.national_significant_number(number))
    lengths = _lengths(region)
    if verdict == ValidationResult.TOO_SHORT and lengths:
        missing = min(lengths) - digits
        return None, FieldError(
            "phone_too_short",
            f"This number has {missing} digits too few for {region}.",
            {"missing": missing, "country": region},
        )
    if verdict == ValidationResult.TOO_LONG and lengths:
        more = digits - max(lengths)
        return None, FieldError(
            "phone_too_long", f"This number has {more} digits too many for {region}.", {"more": more, "country": region}
        )
    if verdict == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return None, None
    if verdict != ValidationResult.IS_POSSIBLE:
        return None, FieldError("phone_invalid", "This is not a telephone number.", {"value": text[:40]})
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), None


@lru_cache(maxsize=300)
def _lengths(region: str) -> tuple[int, ...]:
    metadata = PhoneMetadata.metadata_for_region(region)
    lengths = metadata.general_desc.possible_length if metadata and metadata.general_desc else ()
    return tuple(length for length in lengths or () if length > 0)


@dataclass(frozen=True, kw_only=True)
class Phones(Items):
    type: ClassVar[str] = "phones"
    kinds: ClassVar[tuple[str, ...]] = ("work", "home", "mobile", "fax", "pager", "other")

    def one(self, raw: Value, ctx: Context) -> Value:
        text = clean(raw, 80)
        _, wrong = read(text, ctx.country)
        if wrong:
            raise FieldError(wrong.code, wrong.detail, wrong.params)
        return text

    def search_text(self, value: Value) -> Iterable[str]:
        return ()

    def phones(self, value: Value) -> Iterable[str]:
        return [item["value"] for item in value or ()]

    def keys(self, value: Value, ctx: Context) -> Iterable[str]:
        found = (read(item["value"], ctx.country)[0] for item in value or ())
        return [key for key in found if key]
