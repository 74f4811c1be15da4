"""Invented companies and people, the same ones every time."""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from karteo.edits.shapes import Edit
from karteo.lib.ids import new_id
from karteo.lib.text.pinyin import readings
from karteo.lib.text.scripts import is_han

HERE = Path(__file__).parent
MIX = {"en": {"en": 6, "de": 2, "zh": 2}, "de": {"de": 7, "en": 2, "zh": 1}, "zh": {"zh": 7, "en": 2, "de": 1}}
ALONE = 80  # people without a company
PLAIN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "ë": "e", "á": "a", "í": "i", "ı": "i", "'": ""}
Values = dict[str, Any]


def pools() -> dict[str, Values]:
    """The word lists by language."""
    return {name: json.loads((HERE / f"{name}.json").read_text()) for name in MIX}


class Maker:
    """Makes creating edits. `owners` are the colleagues the customers belong to."""

    def __init__(self, language: str, owners: list[UUID]) -> None:
        self.random, self.owners, self.language = Random(20261121), owners, language
        self.pools = pools()

    def edits(self) -> Iterator[Edit]:
        """Companies first, each followed by its people; then people without a company."""
        for name, pool in self.pools.items():
            most = None if name == self.language else 5 * MIX[self.language][name] + 4
            names = pool["companies"][:most]
            for company in names:
                yield from self._firm(pool, company)
        for _ in range(ALONE):
            yield self._edit(self.person(self._pool(), None, None))

    def _firm(self, pool: Values, name: str) -> Iterator[Edit]:
        domain = f"{slug(name)}.{pool['end']}"
        place, street = self.random.choice(pool["places"]), self._street(pool)
        record = new_id()
        chinese = pool["language"] == "zh"
        full = f"{name}{'' if chinese else ' '}{self.random.choice(pool['forms'])}"
        yield self._edit({
            "kind": "company", "company_name": full, "emails": [item(f"info@{domain}", "work")],
            "phones": [item(self._landline(place), "work")], "links": [item(f"https://www.{domain}", "website")],
            "addresses": [item(self._address(pool, place, street), "work")], **self._about(pool),
        }, record)
        for _ in range(self.random.choice((1, 2, 2, 3, 4, 5, 6))):
            person = self.person(pool, domain, place)
            position, department = self.random.choice(pool["positions"])
            person |= {"company_id": str(record), "position": position, "department": department}
            if self.random.random() < 0.3:
                person["addresses"] = [item(self._address(pool, place, street), "work")]
            yield self._edit(person)

    def person(self, pool: Values, domain: str | None, place: list[str] | None) -> Values:
        """Somebody; at a company when `domain` is given, else private."""
        rnd = self.random
        gender = rnd.choice(("female", "male"))
        first, last = rnd.choice(pool[gender]), rnd.choice(pool["last"])
        home = place or rnd.choice(pool["places"])
        local = f"{slug(first)}.{slug(last)}"
        values: Values = {
            "kind": "person", "first_name": first, "last_name": last, "gender": gender,
            "salutation": pool["salutations"][gender],
            "emails": [item(f"{local}@{domain}" if domain else f"{local}{rnd.randint(60, 99)}@mail.{pool['end']}",
                            "work" if domain else "home")],
            "phones": [item(self._landline(home), "work" if domain else "home")],
            **self._about(pool),
        }
        if rnd.random() < 0.6:
            values["phones"].append(item(self._mobile(pool), "mobile", primary=False))
        if rnd.random() < 0.1:
            values["prefix"] = rnd.choice(pool["titles"])
        if rnd.random() < 0.45:
            values["birth_date"] = f"{rnd.randint(1955, 2002)}-{rnd.randint(1, 12):02}-{rnd.randint(1, 28):02}"
        elif rnd.random() < 0.2:
            values |= {"birth_year": rnd.randint(1955, 2002), "birth_year_estimated": True}
        if domain is None:
            values["addresses"] = [item(self._address(pool, home, self._street(pool)), "home")]
        return values

    def _about(self, pool: Values) -> Values:
        rnd = self.random
        about: Values = {
            "language": pool["language"], "owner_id": str(rnd.choice(self.owners)),
            "temperature": rnd.choices(("cold", "warm", "hot"), (4, 4, 2))[0],
            "relation": rnd.choices(("client", "partner", "supplier", "competitor"), (7, 1, 1, 0.3))[0],
            "tags": rnd.sample(self.pools[self.language]["tags"], rnd.choice((0, 0, 1, 1, 2))),
            "source": rnd.choice(self.pools[self.language]["sources"]),
        }
        if rnd.random() < 0.25:
            about["description"] = rnd.choice(pool["notes"])
        return about

    def _pool(self) -> Values:
        mix = MIX[self.language]
        return self.pools[self.random.choices(list(mix), list(mix.values()))[0]]

    def _street(self, pool: Values) -> str:
        number = self.random.randint(1, 148)
        street = self.random.choice(pool["streets"])
        return {"de": f"{street} {number}", "en": f"{number} {street}", "zh": f"{street}{number}号"}[pool["language"]]

    def _address(self, pool: Values, place: list[str], street: str) -> Values:
        city, postcode, region, _ = place
        return {"street": street, "extra": None, "po_box": None, "postcode": postcode, "city": city,
                "region": region, "country": pool["country"]}

    def _landline(self, place: list[str]) -> str:
        short = {"+49": 3, "+44": 4, "+86": 4}[place[3][:3]]
        return f"{place[3]} {self.random.randint(0, 10**short - 1):0{short}}"

    def _mobile(self, pool: Values) -> str:
        digits = {"DE": 3, "GB": 3, "CN": 4}[pool["country"]]
        start, gap = self.random.choice(pool["mobile"]), " " if digits == 4 else ""
        return f"{start}{gap}{self.random.randint(0, 10**digits - 1):0{digits}}"

    def _edit(self, values: Values, record: UUID | None = None) -> Edit:
        return Edit(record or new_id(), {**values, "created_at": "2026-01-01T00:00:00Z"})


def item(value: Any, kind: str, primary: bool = True) -> Values:
    """One line of a list of e-mails, phones, addresses or links."""
    return {"id": str(new_id()), "value": value, "kind": kind, "primary": primary}


def slug(text: str) -> str:
    """The text as a part of an e-mail address: Chinese by its sound, ä as ae."""
    latin = "".join(readings(text)[0]) if text and all(map(is_han, text)) else text.lower()
    for letter, plain in PLAIN.items():
        latin = latin.replace(letter, plain)
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in latin).split())
