"""Many contacts at once, by COPY: a crowd to search in, the same on every run."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import orjson
from django.db import connection

from karteo.lib.text import is_cjk, search_text, sort_key

# fmt: off
FIRST = (
    "Anna", "Jörg", "Uwe", "Lena", "Björn", "Søren", "Zoë", "Ömer", "Małgorzata", "José", "Chloé", "İpek",
    "Paul", "Mia", "Emil", "Ida", "Karl", "Rosa", "Otto", "Nils", "Eva", "Tim", "Petra", "Hans", "Inge", "Kurt",
    "Vera", "Lars", "Olga", "Per", "Ruth", "Sven", "Tanja", "Udo", "Wim", "Xaver", "Yara", "Åsa", "Günther",
    "Bärbel",
)
START = (
    "Acker", "Berg", "Brand", "Dorn", "Eich", "Feld", "Fischer", "Gold", "Hart", "Holz", "Kirch", "Linden",
    "Lang", "Mühl", "Nord", "Ost", "Rosen", "Schön", "Stein", "Wald",
)
END = (
    "bach", "bauer", "beck", "berg", "burg", "dorf", "feld", "hagen", "hof", "horst", "huber", "kamp", "mann",
    "meier", "müller", "rath", "stedt", "thal", "wig", "zahn",
)
CITIES = (
    "Köln", "Hamburg", "Weißenfels", "Lübeck", "München", "Görlitz", "Aachen", "Ulm", "Jena", "Trier", "Bremen",
    "Kiel", "Wien", "Zürich", "Graz", "Basel",
)
FORMS = (
    "GmbH", "AG", "KG", "SE", "e.K.", "OHG",
)
# fmt: on
HAN = ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗", "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚")
START_OF_TIME = datetime(2025, 1, 1, tzinfo=UTC)

COLUMNS = (
    "workspace_id, id, kind, first_name, last_name, company_name, emails, phones, links, addresses, "
    "tags, custom, created_at, changed_at, name, company, sort_name, sort_company, sort_city, sorts, search, keys"
)


@dataclass(frozen=True)
class Head:
    """One of the crowd."""

    first: str
    last: str
    company: str
    city: str
    email: str
    phone: str


def crowd(size: int) -> Iterator[Head]:
    """People with German, other European and Chinese names; every thousandth is a Quirrenbach."""
    pick = random.Random(20260101)
    for at in range(size):
        if at % 40 == 7:
            first, last = pick.choice(HAN[1]) + pick.choice(HAN[1]), pick.choice(HAN[0])
            mail = f"kehu{at}"
        else:
            first, last = pick.choice(FIRST), pick.choice(START) + pick.choice(END)
            mail = f"person.{at}"
        if at % 1000 == 500:
            last = "Quirrenbach"
        company = f"{pick.choice(START)}{pick.choice(END)} {pick.choice(FORMS)}"
        number = f"+49{pick.randint(30, 999)}{pick.randint(100000, 9999999)}"
        yield Head(first, last, company, pick.choice(CITIES), f"{mail}@firma{at % 500}.example", number)


def fill(workspace_id: UUID, heads: Iterable[Head]) -> int:
    """Write them all into the workspace with everything that search needs; how many they were."""
    written = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY records_contact ({COLUMNS}) FROM STDIN") as copy,
    ):
        for at, head in enumerate(heads):
            copy.write_row(_row(workspace_id, at, head))
            written += 1
    return written


def _row(workspace_id: UUID, at: int, head: Head) -> tuple[object, ...]:
    name = head.last + head.first if is_cjk(head.last) else f"{head.first} {head.last}"
    made = START_OF_TIME + timedelta(minutes=at)
    parts = (name, f"{head.last} {head.first}", head.company, head.email, head.city, head.first, head.last)
    return (
        workspace_id, UUID(int=0x0190_0000_0000_7000_8000_0000_0000_0000 + at), "person", head.first, head.last,
        head.company, _items(head.email), _items(head.phone), "[]", _items({"city": head.city}), "[]", "{}",
        made, made, name, head.company, sort_key(f"{head.last} {head.first}"), sort_key(head.company),
        sort_key(head.city), orjson.dumps({"first_name": sort_key(head.first)}).decode(),
        search_text(parts, (head.phone,)), orjson.dumps([head.email, head.phone]).decode(),
    )  # fmt: skip


def _items(value: object) -> str:
    return orjson.dumps(
        [{"id": "01900000-0000-7000-8000-000000000000", "value": value, "kind": "work", "primary": True}]
    ).decode()
