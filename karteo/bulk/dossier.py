"""Everything about one person as a page that people read, and as a ZIP with the files in it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format

from karteo.bulk.dossier_words import WORDS
from karteo.files import blobs
from karteo.files.names import cleaned
from karteo.history.personal import Told
from karteo.identity.actor import Actor
from karteo.lib.errors import Refusal
from karteo.records.context import Context, context
from karteo.records.fields import Addresses, Boolean, Choice, Day, Field, Link, LongText, Moment, Money, Person
from karteo.records.fields.items import Items

LANGUAGES = {"en": "en", "de": "de", "zh": "zh-hans"}
LIFE = ("merged_into", "deleted_at")  # said beside the title of a record
INSIDE = ("parent_type", "parent_id", "blob", "photo", "search")


class Reader:
    """Values as words in one language."""

    def __init__(self, actor: Actor, told: Told) -> None:
        self.language = actor.language if actor.language in WORDS else "en"
        self.words = WORDS[self.language]
        self.ctx: Context = context(actor.workspace_id, actor.user_id)
        self.names: dict[str, str] = told["names"] | {told["about"]["id"]: told["about"]["name"]}

    def moment(self, value: str | datetime) -> str:
        at = datetime.fromisoformat(value) if isinstance(value, str) else value
        with translation.override(LANGUAGES[self.language]):
            return date_format(timezone.localtime(at), "DATETIME_FORMAT")

    def day(self, value: str) -> str:
        with translation.override(LANGUAGES[self.language]):
            if value.startswith("--"):
                return date_format(datetime.fromisoformat(f"2000{value[1:]}"), "MONTH_DAY_FORMAT")
            return date_format(datetime.fromisoformat(value), "DATE_FORMAT")

    def label(self, type: str, name: str) -> str:
        field = self.ctx.fields(type).get(name)
        if name in self.words:  # what is no field of a form has its word here
            return self.words[name]
        return name if field is None else field.label.get(self.language) or field.label.get("en") or name

    def text(self, type: str, name: str, value: Any) -> str:
        """One value of one field, as one says it."""
        field = self.ctx.fields(type).get(name)
        if value in (None, "", [], {}):
            return self.words["empty"]
        if field is None:
            return str(value)
        if isinstance(value, list):
            return "; ".join(self._one(field, one) for one in value)
        return self._one(field, value)

    def _one(self, field: Field, value: Any) -> str:
        match field:
            case Addresses():
                kind = self.words.get(value["kind"], value["kind"])
                parts = [str(part) for name in field.parts if (part := value["value"].get(name))]
                return f"{', '.join(parts)} ({kind})"
            case Items():
                return f"{value['value']} ({self.words.get(value['kind'], value['kind'])})"
            case Choice():
                labels = {one["key"]: one["label"] for one in field.choices(self.ctx)}
                label = labels.get(value, {})
                return str(label.get(self.language) or label.get("en") or value)
            case Person():
                return self.ctx.users().get(value, (str(value), True))[0]
            case Link():
                return self.names.get(value, self.words["gone"])
            case Boolean():
                return self.words["yes" if value else "no"]
            case Money():
                return f"{value['amount']} {value['currency']}"
            case Moment():
                return self.moment(value)
            case Day():
                return self.day(value)
        return str(value)

    def values(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        """The filled fields of a row, each with its label, in the order of the form."""
        return [
            {
                "label": self.label(row["type"], name),
                "text": self.text(row["type"], name, row[name]),
                "long": isinstance(field, LongText),
            }
            for name, field in self.ctx.fields(row["type"]).items()
            if name in row and name not in (*LIFE, *INSIDE) and not field.same(row[name], field.empty)
        ]

    def changes(self, line: dict[str, Any]) -> list[str]:
        """The changes of one line of the history, as sentences."""
        return [
            f"{self.label(line['type'], name)}: {self.text(line['type'], name, old)} → "
            f"{self.text(line['type'], name, new)}"
            for name, (old, new) in line["patch"].items()
            if name not in INSIDE
        ]


def page(actor: Actor, told: Told, workspace: str) -> str:
    """The readable document: HTML in the reader's language, made to be printed."""
    reader = Reader(actor, told)
    words = reader.words

    def section(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "title": words[name],
            "rows": [{"values": reader.values(row), "binned": bool(row.get("deleted_at"))} for row in rows],
        }

    return render_to_string(
        "privacy/dossier.html",
        {
            "language": LANGUAGES[reader.language],
            "words": words,
            "title": words["title"].format(name=told["about"]["name"]),
            "intro": words["intro"].format(at=reader.moment(told["made_at"]), by=told["made_by"], workspace=workspace),
            "complete": told["complete"],
            "record": {"values": reader.values(told["record"]), "binned": bool(told["record"].get("deleted_at"))},
            "sections": [section(name, told[name]) for name in ("merged", "notes", "files", "relationships")],
            "linked": [
                {"name": one["name"], "as": ", ".join(reader.label(one["type"], name) for name in one["fields"])}
                for one in told["linked"]
            ],
            "history": [
                {
                    "at": reader.moment(line["at"]),
                    "who": line["by"]["name"] or words["somebody"],
                    "what": reader.changes(line),
                    "why": line["why"],
                }
                for line in told["history"]
            ],
            "reads": [
                {
                    "at": reader.moment(line["at"]),
                    "who": line["by"] or words["somebody"],
                    "what": words["exported"]
                    if line["door"] == "export"
                    else ", ".join(reader.label(told["about"]["type"], name) for name in line["fields"]),
                }
                for line in told["reads"]
            ],
        },
    )


def json(told: Told) -> bytes:
    """The document for machines: every value as the API has it."""
    return orjson.dumps(told, option=orjson.OPT_INDENT_2, default=str)


class _Drain:
    """A file that only grows; what was written is taken away piece by piece."""

    def __init__(self) -> None:
        self.kept = bytearray()
        self.told = 0

    def write(self, data: bytes) -> int:
        self.kept += data
        self.told += len(data)
        return len(data)

    def tell(self) -> int:
        return self.told

    def flush(self) -> None:
        """Nothing waits anywhere."""

    close = flush

    def take(self) -> bytes:
        some, self.kept = bytes(self.kept), bytearray()
        return some


def zipped(actor: Actor, told: Told, workspace: str) -> Iterator[bytes]:
    """Both documents and the bytes of every file and photo, as a ZIP, piece by piece: never whole in memory."""
    out = _Drain()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("person.json", json(told))
        yield out.take()
        archive.writestr("person.html", page(actor, told, workspace))
        yield out.take()
        for name, blob in _files(actor, told):
            with archive.open(name, "w", force_zip64=True) as file:
                for piece in blobs.read(blob):
                    file.write(piece)
                    yield out.take()
    yield out.take()


def _name(wished: str) -> str:
    """The name of a file as it may stand in a ZIP; the answer has begun, so nothing is refused any more."""
    try:
        return cleaned(wished)
    except Refusal:
        return "file"


def _files(actor: Actor, told: Told) -> Iterator[tuple[str, Any]]:
    """(name in the ZIP, blob) of everything that has bytes; no name comes twice."""
    used: set[str] = set()
    holders = [("file", row, "blob", str(row.get("file_name") or "file")) for row in told["files"]]
    holders += [(told["about"]["type"], row, "photo", "photo.webp") for row in (told["record"], *told["merged"])]
    for type, row, field, wished in holders:
        blob = row.get(field) and blobs.one(actor.workspace_id, UUID(row[field]), type, UUID(str(row["id"])))
        if not blob:
            continue
        stem, dot, ending = _name(wished).rpartition(".")
        name, n = f"files/{stem}{dot}{ending}", 1
        while name.lower() in used:
            n += 1
            name = f"files/{stem or ending} ({n}){dot if stem else ''}{ending if stem else ''}"
        used.add(name.lower())
        yield name, blob
