"""A contact as text under the names of the import's mapping, so that what goes out can come in again."""

from __future__ import annotations

from typing import Any

LISTS = ("phones", "emails", "links")
NOT_WRITTEN = {
    "type",
    "id",
    "name",
    "company",
    "company_id",
    "created_at",
    "deleted_at",
    "changed_at",
    "changed_by",
    "created_by",
    "merged_into",
    "age",
    "photo",
    "shared_with",
}
"""of the record's life, derived, or of this workspace alone"""
MARKS = (";", ",", "，", "、")  # between which the import divides tags, unless ::: stands in the cell


def cells(row: dict[str, Any], users: dict[str, str]) -> dict[str, str]:
    """{column: text} of everything that is filled; `users` are names by id."""
    found: dict[str, str] = {}
    for name, value in row.items():
        if name in NOT_WRITTEN or (value in (None, "", [], {}) and value is not False):
            continue
        if name in LISTS:
            _items(found, name, value)
        elif name == "addresses":
            _addresses(found, value)
        elif name == "owner_id":
            found["owner"] = users.get(value, value)
        else:
            found[name] = _text(value)
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return joined([str(one) for one in value])
    if isinstance(value, dict):
        return f"{value['amount']} {value['currency']}"
    return str(value)


def joined(words: list[str]) -> str:
    """Words in one cell, so that the import finds the same words again, also those with a semicolon in them."""
    if not any(mark in word for word in words for mark in MARKS):
        return ";".join(words)
    return ":::".join(words) + (":::" if len(words) == 1 else "")


def _items(found: dict[str, str], name: str, items: list[dict[str, Any]]) -> None:
    for item in items:
        found[_free(found, f"{name}:{item['kind']}")] = item["value"]
    if len(items) > 1:
        found[f"{name}.primary"] = next(item["value"] for item in items if item["primary"])


def _free(found: dict[str, str], column: str) -> str:
    n, wanted = 1, column
    while wanted in found:
        n += 1
        wanted = f"{column}#{n}"
    return wanted


def _addresses(found: dict[str, str], items: list[dict[str, Any]]) -> None:
    counts: dict[str, int] = {}
    for item in items:
        kind = item["kind"]
        counts[kind] = counts.get(kind, 0) + 1
        slot = f"addresses:{kind}" + (f"#{counts[kind]}" if counts[kind] > 1 else "")
        for part, text in item["value"].items():
            found[f"{slot}.{part}"] = text
