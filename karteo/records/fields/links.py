"""Web addresses and profiles: a URL, a domain, or a handle where the kind has handles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from karteo.records.fields.base import FieldError, Value
from karteo.records.fields.items import Items
from karteo.records.fields.text import clean

if TYPE_CHECKING:
    from karteo.records.context import Context

SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+-]*):")  # with a dot in it, what stands before the colon is a host


def domain(value: str) -> str | None:
    """The host that a link leads to, lower case and without `www.`; None for a handle."""
    try:
        host = urlsplit(value if "://" in value else f"//{value}").hostname or ""
    except ValueError:
        return None
    host = host.lower().removeprefix("www.")
    return host if "." in host else None


@dataclass(frozen=True, kw_only=True)
class Links(Items):
    type: ClassVar[str] = "links"
    kinds: ClassVar[tuple[str, ...]] = (
        "website",
        "linkedin",
        "xing",
        "x",
        "facebook",
        "instagram",
        "wechat",
        "skype",
        "im",
        "home",
        "work",
        "other",
    )
    default_kind: ClassVar[str] = "website"

    def one(self, raw: Value, ctx: Context) -> Value:
        text = clean(raw, 2000)
        scheme = SCHEME.match(text)
        if (scheme and scheme[1].lower() not in ("http", "https")) or re.search(r"[\s<>\"]", text):
            raise FieldError("link_invalid", "A web address or a profile name is expected here.", {"value": text[:80]})
        if scheme and not domain(text):
            raise FieldError("link_invalid", "This web address has no host.", {"value": text[:80]})
        return text

    def keys(self, value: Value, ctx: Context) -> Sequence[str]:
        found = (domain(item["value"]) for item in value or () if item["kind"] in ("website", "work", "home"))
        return [key for key in found if key]
