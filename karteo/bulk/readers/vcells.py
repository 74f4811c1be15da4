"""What one card says, in the columns of the mapping."""

from __future__ import annotations

import re
from base64 import b64decode

from karteo.bulk.readers.vlines import Property, plain, split
from karteo.bulk.words import kind_of, link_kind
from karteo.lib.errors import Error

OF_THE_CARD = {"BEGIN", "END", "VERSION", "PRODID", "REV", "X-ABLABEL"}
"""says something about the card itself, nothing about the person"""
TEXTS = {
    "TITLE": "position",
    "NICKNAME": "nickname",
    "BDAY": "birth_date",
    "NOTE": "description",
    "LANG": "language",
    "GENDER": "gender",
    "X-GENDER": "gender",
    "X-PHONETIC-FIRST-NAME": "phonetic_first",
    "X-PHONETIC-LAST-NAME": "phonetic_last",
}
IM = {"IMPP", "X-AIM", "X-ICQ", "X-JABBER", "X-MSN", "X-YAHOO", "X-QQ", "X-GOOGLE-TALK"}
SOCIAL = {
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-WECHAT": "wechat",
    "X-TWITTER": "x",
    "X-LINKEDIN": "linkedin",
    "X-FACEBOOK": "facebook",
    "X-XING": "xing",
}
BINARY = {"PHOTO", "LOGO", "SOUND", "KEY"}
ADDRESS = ("po_box", "extra", "street", "city", "region", "postcode", "country")
LABEL = re.compile(r"_\$!<(.*)>!\$_")
LIMIT = 1_000_000


class Cells:
    """`cells` is column → text; `faults` names each value that could not be read, by its column."""

    def __init__(self, version: str, found: list[Property]) -> None:
        self.version = version
        self.cells: dict[str, str] = {}
        self.faults: list[Error] = []
        labels = {p.group: p.text for p in found if p.name == "X-ABLABEL" and p.group}
        preferred: dict[str, tuple[int, str]] = {}
        for prop in found:
            if prop.name in OF_THE_CARD:
                continue
            label = labels.get(prop.group, "")
            known = LABEL.fullmatch(label)
            prop.label = known[1] if known else plain(label, version)
            column = self._column(prop)
            field = column.partition(":")[0]
            if column and field in ("phones", "emails", "links"):
                order = int(prop.params.get("pref", "0")) if prop.params.get("pref", "0").isdigit() else 0
                order = order or (1 if "pref" in prop.types else 0)
                if order and (field not in preferred or order < preferred[field][0]):
                    preferred[field] = (order, self.cells[column])
        for field, (_, value) in preferred.items():
            self.cells[f"{field}.primary"] = value
        if any(self.cells.get(part) for part in ("first_name", "last_name")):
            self._drop_told_name()
        elif "FN" in self.cells:
            self.cells["full_name"] = self.cells.pop("FN")

    def _column(self, prop: Property) -> str:
        """Put the property into its cells; the column of its value, '' where it has several or none."""
        name, text = prop.name, plain(prop.text, self.version) if not prop.binary else prop.text
        if prop.binary and name not in BINARY and (written := words_of(prop.text)) is not None:
            text = written
        elif prop.binary or name in BINARY:
            size = len(prop.text) * 3 // 4
            column = name if name in BINARY else f"{name} (base64)"  # no field takes it, so it is named and kept out
            return self._put(column, f"({name.lower()}, {max(size // 1024, 1)} KB)" if prop.binary else text, prop)
        if name == "N":
            return self._name(prop)
        if name == "ADR":
            return self._address(prop)
        if name == "ORG":
            company, *units = prop.parts(self.version)
            self._put("department", ", ".join(filter(None, units)), prop)
            return self._put("company_name", company, prop)
        if name == "TEL":
            text = re.sub(r"^tel:", "", text, flags=re.I).replace(";ext=", " ext. ")
            return self._put(f"phones:{kind_of(prop.types, prop.label, 'phones')}", text, prop)
        if name == "EMAIL":
            return self._put(f"emails:{kind_of(prop.types, prop.label, 'emails')}", text.removeprefix("mailto:"), prop)
        if name == "URL":
            kind = link_kind(text, prop.types)
            place = next((word for word in prop.types if word in ("home", "work")), "website")
            return self._put(f"links:{place if kind == 'website' else kind}", text, prop)
        if name == "X-SOCIALPROFILE" or name in SOCIAL:
            return self._put(f"links:{SOCIAL.get(name) or link_kind(text, prop.types, 'other')}", text, prop)
        if name in IM:
            scheme, colon, rest = text.partition(":")
            kind = scheme.lower() if scheme.lower() in ("skype", "wechat") else "im"
            return self._put(f"links:{kind}", rest if colon and scheme.isalpha() else text, prop)
        if name == "CATEGORIES":
            words = [plain(part, self.version) for part in split(prop.text, ",")]
            return self._put("tags", ";".join(filter(None, words)), prop)
        if name == "KIND" or name == "X-ADDRESSBOOKSERVER-KIND" or name == "X-ABSHOWAS":
            known = {"individual": "person", "org": "company", "company": "company"}.get(text.lower())
            return self._put("kind" if known else name, known or text, prop)
        if name in TEXTS:
            if TEXTS[name] == "gender":
                text = text.partition(";")[0]
            return self._put(TEXTS[name], text, prop)
        return self._put(f"{name} ({prop.label})" if prop.label else name, text, prop)

    def _put(self, column: str, text: str, prop: Property) -> str:
        """A second value for the same column gets a column of its own, `#2`; the same value again gets none."""
        if not text.strip():
            return ""
        plain_name, n = column, 1
        while column in self.cells:
            if self.cells[column] == text and not plain_name.startswith("addresses:"):
                return column
            n += 1
            column = f"{plain_name}#{n}"
        self.cells[column] = text
        if prop.broken:
            self.faults.append(
                Error(
                    column,
                    "undecodable",
                    {"line": prop.line, "reason": prop.broken},
                    f"Line {prop.line} could not be read: {prop.broken}.",
                )
            )
        elif len(text) > LIMIT:
            self.cells[column] = text[:100] + "…"
            self.faults.append(
                Error(
                    column,
                    "too_long",
                    {"line": prop.line, "max": LIMIT},
                    f"The value in line {prop.line} is longer than {LIMIT:,} characters.",
                )
            )
        return column

    def _name(self, prop: Property) -> str:
        joined = []
        for i, part in enumerate(split(prop.text, ";")):
            words = [part] if self.version.startswith("2") else split(part, ",")
            joined.append((", " if i > 2 else " ").join(filter(None, (plain(word, self.version) for word in words))))
        for field, text in zip(("last_name", "first_name", "middle_name", "prefix", "suffix"), joined, strict=False):
            self._put(field, text, prop)
        return ""

    def _address(self, prop: Property) -> str:
        parts = dict.fromkeys(ADDRESS, "") | dict(zip(ADDRESS, prop.parts(self.version), strict=False))
        if not any(parts.values()):
            return ""
        kind, n = kind_of(prop.types, prop.label, "addresses"), 1
        while any(name.startswith(f"addresses:{kind}{f'#{n}' if n > 1 else ''}.") for name in self.cells):
            n += 1
        for part, text in parts.items():
            self._put(f"addresses:{kind}{f'#{n}' if n > 1 else ''}.{part}", text, prop)
        if "label" in prop.params and not parts["street"] and not parts["extra"]:
            self._put(f"addresses:{kind}{f'#{n}' if n > 1 else ''}.street", prop.params["label"], prop)
        return ""

    def _drop_told_name(self) -> None:
        """FN only repeats N: keep it, as a column of its own, where it says more."""
        told = re.findall(
            r"\w+",
            " ".join(
                self.cells.get(f, "")
                for f in ("first_name", "middle_name", "last_name", "prefix", "suffix", "nickname")
            ),
        )
        if set(re.findall(r"\w+", self.cells.get("FN", ""))) <= set(told):
            self.cells.pop("FN", None)


def words_of(encoded: str) -> str | None:
    """A text that was sent in base64, as some programs do with notes; None for what is no text."""
    try:
        return b64decode("".join(encoded.split()), validate=True).decode()
    except ValueError:
        return None
