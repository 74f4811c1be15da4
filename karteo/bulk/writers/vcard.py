"""vCard 3.0 out: the version that telephones, Outlook and Google all read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

TEXTS = {
    "position": "TITLE",
    "nickname": "NICKNAME",
    "birth_date": "BDAY",
    "description": "NOTE",
    "phonetic_first": "X-PHONETIC-FIRST-NAME",
    "phonetic_last": "X-PHONETIC-LAST-NAME",
    "language": "LANG",
}
TYPES = {"mobile": "CELL", "other": "VOICE"}
ADDRESS = ("po_box", "extra", "street", "city", "region", "postcode", "country")
SITES = {"skype": "X-SKYPE", "wechat": "X-WECHAT", "im": "IMPP"}
GENDERS = {"male": "M", "female": "F", "diverse": "O"}


def lines(contacts: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One card for each contact."""
    for row in contacts:
        yield "".join(map(folded, card(row)))


def card(row: dict[str, Any]) -> Iterable[str]:
    """The lines of one card, not yet folded; without the fields that the row does not have."""
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"UID:urn:uuid:{row['id']}"
    names = [row.get(part) or "" for part in ("last_name", "first_name", "middle_name", "prefix", "suffix")]
    yield "N:" + ";".join(map(escaped, names))
    yield f"FN:{escaped(row['name'])}"
    if row["kind"] == "company":
        yield "KIND:org"
    if row.get("company_name"):
        yield f"ORG:{escaped(row['company_name'])}" + (
            f";{escaped(row['department'])}" if row.get("department") else ""
        )
    for name, prop in TEXTS.items():
        if row.get(name):
            yield f"{prop}:{escaped(row[name])}"
    if row.get("gender"):
        yield f"X-GENDER:{GENDERS[row['gender']]}"
    for item in row.get("phones") or ():
        yield f"TEL;TYPE={_types(item)}:{escaped(item['value'])}"
    for item in row.get("emails") or ():
        yield f"EMAIL;TYPE=INTERNET,{_types(item)}:{escaped(item['value'])}"
    for item in row.get("links") or ():
        kind = item["kind"]
        yield f"{SITES[kind]}:{escaped(item['value'])}" if kind in SITES else _url(item)
    for item in row.get("addresses") or ():
        parts = ";".join(escaped(item["value"].get(part, "")) for part in ADDRESS)
        yield f"ADR;TYPE={_types(item)}:{parts}"
    if row.get("tags"):
        yield "CATEGORIES:" + ",".join(map(escaped, row["tags"]))
    yield "END:VCARD"


def _types(item: dict[str, Any]) -> str:
    kind: str = item["kind"]
    return TYPES.get(kind, kind.upper()) + (",PREF" if item["primary"] else "")


def _url(item: dict[str, Any]) -> str:
    if item["kind"] in ("website", "home", "work"):
        return f"URL;TYPE={item['kind'].upper()}:{escaped(item['value'])}"
    return f"X-SOCIALPROFILE;TYPE={item['kind']}:{escaped(item['value'])}"


def escaped(text: str) -> str:
    """A value as RFC 2426 wants it."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """At most 75 bytes a line, never through the middle of a character."""
    parts, room = [""], 75
    for char in line:
        size = len(char.encode())
        if size > room:
            parts.append(" ")
            room = 74
        parts[-1] += char
        room -= size
    return "\r\n".join(parts) + "\r\n"
