"""Telephone numbers, kept as typed; E.164 is their normal form (ITU-T E.164, libphonenumber's metadata)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, ValidationResult

from karteo.lib.text.digits import code_length
from karteo.records.fields.base import FieldError, Value
from karteo.records.fields.items import Items
from karteo.records.fields.text import clean

if TYPE_CHECKING:
    from karteo.records.context import Context


# Where one can call from another country. Pagers have few digits, and would let every slip through.
DIALLED = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "voip",
    "personal_number",
    "uan",
    "voicemail",
)
OPEN = (ValidationResult.IS_POSSIBLE, ValidationResult.IS_POSSIBLE_LOCAL_ONLY)
WORLDWIDE = re.compile(r"\+[1-9][0-9]*(?:[ -][0-9]+)*")


@lru_cache(maxsize=50_000)
def read(text: str, country: str) -> tuple[str | None, FieldError | None]:
    """(E.164 or None for numbers that only work locally, what is wrong).

    A number of a length that the country has is taken, also when nobody was given it yet (new ranges come every
    month); one that is too short or too long for it is a slip.
    """
    if normal := _worldwide(text):
        return normal, None
    nonsense = FieldError("phone_invalid", "This is not a telephone number.", {"value": text[:40]})
    plain = unicodedata.normalize("NFKC", text)
    if sum(c.isalpha() for c in plain.replace("ext", "").replace("x", "")) > 3:
        return None, nonsense
    try:
        number = phonenumbers.parse(plain, country)
    except NumberParseException:
        return None, nonsense
    verdict = phonenumbers.is_possible_number_with_reason(number)
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    national = phonenumbers.national_significant_number(number)
    lengths, digits = _lengths(region), len(national)
    if verdict == ValidationResult.IS_POSSIBLE and (
        not lengths or digits in lengths or phonenumbers.is_valid_number(number)
    ):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), None
    said = "".join(c for c in plain if c.isdigit())
    if verdict in OPEN and said == national + (number.extension or ""):  # neither country nor area: from next door
        return None, None
    if verdict != ValidationResult.TOO_LONG and (longer := [one - digits for one in lengths if one > digits]):
        return None, FieldError(
            "phone_too_short",
            f"This number has {_counted(longer[0])} too few for {region}.",
            {"missing": longer[0], "country": region},
        )
    if verdict == ValidationResult.TOO_LONG and lengths:
        more = digits - lengths[-1]
        return None, FieldError(
            "phone_too_long",
            f"This number has {_counted(more)} too many for {region}.",
            {"more": more, "country": region},
        )
    return None, nonsense


def _worldwide(text: str) -> str | None:
    """E.164 of a number that is written with its country and has nothing to be taken out: what the library says of
    it, too, in a tenth of the time. None: the library has to look."""
    if not WORLDWIDE.fullmatch(text):
        return None
    digits = text[1:].replace(" ", "").replace("-", "")
    at = code_length(digits)
    plan = _plan(digits[:at])
    if plan is None or digits[at : at + 1] == "0" or len(digits) - at not in plan[1] or plan[0].match(digits[at:]):
        return None
    return f"+{digits}"


@lru_cache(maxsize=1_000)
def _plan(code: str) -> tuple[re.Pattern[str], frozenset[int]] | None:
    """Of a country's code: what stands before a number only at home, and how many digits a number may have."""
    region = phonenumbers.region_code_for_country_code(int(code))
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(int(code), region)
    if metadata is None or metadata.general_desc is None:
        return None
    lengths = frozenset(metadata.general_desc.possible_length)
    return re.compile(metadata.national_prefix_for_parsing or "(?!)"), lengths & (
        frozenset(_lengths(region)) or lengths
    )


def _counted(digits: int) -> str:
    return "1 digit" if digits == 1 else f"{digits} digits"


@lru_cache(maxsize=300)
def _lengths(region: str) -> tuple[int, ...]:
    """How many digits numbers of the country have, the fewest first."""
    metadata = PhoneMetadata.metadata_for_region(region)
    kinds = [getattr(metadata, kind) for kind in DIALLED] if metadata else []
    return tuple(sorted({n for kind in kinds if kind for n in kind.possible_length or () if n > 0}))


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

    def search_text(self, value: Value) -> Sequence[str]:
        return ()

    def phones(self, value: Value) -> Sequence[str]:
        return [item["value"] for item in value or ()]

    def keys(self, value: Value, ctx: Context) -> Sequence[str]:
        found = (read(item["value"], ctx.country)[0] for item in value or ())
        return [key for key in found if key]
