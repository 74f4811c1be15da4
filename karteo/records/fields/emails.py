"""E-mail addresses (RFC 5321/5322 as email-validator reads them, international ones too)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from email_validator import EmailNotValidError, validate_email

from karteo.records.fields.base import FieldError, Value
from karteo.records.fields.items import Items
from karteo.records.fields.text import clean

if TYPE_CHECKING:
    from karteo.records.context import Context

# The plain majority, so that an import does not ask the library 100,000 times about a.b@c.example.
PLAIN = re.compile(r"[a-zA-Z0-9]+(?:[._+-][a-zA-Z0-9]+)*@(?:[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*\.)+[a-zA-Z]{2,24}")
NOT_PUBLIC = (".invalid", ".local", ".localhost", ".test")


def normal_email(value: str) -> str:
    """The form by which two addresses are the same: lower case, as every provider in use treats them."""
    return value.strip().lower()


@dataclass(frozen=True, kw_only=True)
class Emails(Items):
    type: ClassVar[str] = "emails"

    def one(self, raw: Value, ctx: Context) -> Value:
        text = clean(raw, 320)
        short = len(text) < 60 or (len(text) < 200 and max(map(len, re.split(r"[.@]", text))) < 60)
        if short and PLAIN.fullmatch(text) and not text.lower().endswith(NOT_PUBLIC):
            return text
        try:
            validate_email(text, check_deliverability=False)
        except EmailNotValidError as wrong:
            raise FieldError("email_invalid", f"This is not an e-mail address: {wrong}", {"value": text[:80]}) from None
        return text

    def keys(self, value: Value, ctx: Context) -> Sequence[str]:
        return [normal_email(item["value"]) for item in value or ()]
