"""What somebody typed, read into terms: words in any order, `?` `*` `"…"` `~`, phone numbers, e-mail addresses.

Nothing that can be typed is an error but what is too long; a sign that means nothing here is left out, so a
quotation mark without its partner or a lonely `~` asks for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from karteo.lib.errors import Error, Refusal
from karteo.lib.sql import ALL, Where
from karteo.lib.text.digits import code_length, digits
from karteo.lib.text.fold import split, variants
from karteo.search.terms import Part, Pattern, Phone, Similar, Term
from karteo.search.wildcards import MOST_STARS, pattern

LONGEST = 500
MOST_TERMS = 32

_QUOTES = str.maketrans("„“”«»‟", '""""""')
_PHONE = re.compile(r'(?<![^\s"])[+(]*\d[\d\s()/.\-–‐]*(?![^\s"])')
_EMAIL = re.compile(r'[^\s@"*?~]+@[^\s@"*?~]+\.[^\s@"*?~.]{2,}')
_ONLY_PHONE = re.compile(r"\+[\d\s()/.\-–‐]{8,30}")


@dataclass(frozen=True)
class Typed:
    """The terms of a query, all of which must be found; `key` is the normal form when it is one whole address."""

    terms: tuple[Term, ...]
    key: str | None = None

    def where(self) -> Where:
        """The condition on the search text of a record; ALL when nothing is asked."""
        found = ALL
        for term in self.terms:
            found &= term.where()
        return found

    def matches(self, text: str) -> bool:
        """The same on a search text at hand."""
        return all(term.matches(text) for term in self.terms)


def read(query: str | None) -> Typed:
    """The terms of a typed query; Refusal when it is too long or has too many stars in one word."""
    if not query or query.isspace():
        return Typed(())
    if len(query) > LONGEST:
        raise _refused("too_long", f"A search has at most {LONGEST} characters.", max=LONGEST, length=len(query))
    text = unicodedata.normalize("NFKC", query).translate(_QUOTES).strip()
    terms: list[Term] = []
    for phrase, loose in _pieces(text):
        if phrase is not None:
            terms += _phrase(phrase)
        else:
            terms += _loose(loose)
    if len(terms) > MOST_TERMS:
        raise _refused("too_many", f"A search has at most {MOST_TERMS} words.", max=MOST_TERMS, count=len(terms))
    return Typed(tuple(dict.fromkeys(terms)), _key(text))


def _refused(code: str, detail: str, **params: int) -> Refusal:
    return Refusal([Error("q", code, dict(params), detail)])


def _pieces(text: str) -> list[tuple[str | None, str]]:
    """The phrases in quotation marks and what stands between them; an odd mark counts as a space."""
    if text.count('"') % 2:
        text = text[::-1].replace('"', " ", 1)[::-1]
    return [(part, "") if at % 2 else (None, part) for at, part in enumerate(text.split('"'))]


def _loose(text: str) -> list[Term]:
    """Everything outside quotation marks: first the phone numbers, then word by word."""
    terms: list[Term] = []
    at = 0
    for run in _PHONE.finditer(text):
        phone = _phone(run[0])
        if phone:
            terms += [term for word in text[at : run.start()].split() for term in _word(word)]
            terms.append(phone)
            at = run.end()
    return terms + [term for word in text[at:].split() for term in _word(word)]


def _phone(run: str) -> Phone | None:
    """A run of digits as a phone number, None for a single group of digits: that is found as a word."""
    compact = run.strip().replace("(0)", "")
    number = digits(compact)
    groups = re.findall(r"\d+", compact)
    if len(number) < 5 or (len(groups) == 1 and not compact.startswith(("+", "00"))):
        return None
    if compact.startswith(("+", "00")):
        number = number if compact.startswith("+") else number[2:]
        code = code_length(number)
        numbers = [number, number[:code] + number[code + 1 :]] if number[code : code + 1] == "0" else [number]
        return Phone(tuple(numbers))  # the second is for +49 0171 …
    return Phone((number,), tuple(Part((group,)) for group in groups))


def _needles(text: str) -> tuple[str, ...]:
    """The spellings of a piece of text as they stand inside the search text."""
    joined = ["|".join(split(each)) for each in variants(text, sharp=False)]
    return tuple(dict.fromkeys(each for each in joined if each))


def _phrase(text: str) -> list[Term]:
    """Whole words in this order; where a Chinese sign stands at an end, the word may go on there."""
    needles = [("" if each[0] == " " else "|") + each + ("" if each[-1] == " " else "|") for each in _needles(text)]
    return [Part(tuple(needles))] if needles else []


def _word(token: str) -> list[Term]:
    if "*" in token or "?" in token:
        bare = re.sub(r"\*+", "*", token)
        if bare.count("*") > MOST_STARS:
            raise _refused("too_many_stars", f"A word has at most {MOST_STARS} stars.", max=MOST_STARS)
        spellings = tuple(dict.fromkeys(found for each in variants(bare, sharp=False) if (found := pattern(each))))
        return [Pattern(spellings)] if spellings else []
    if token.endswith("~"):
        return _similar(token.rstrip("~"))
    needles = _needles(token)
    return [Part(needles)] if needles else []


def _similar(token: str) -> list[Term]:
    """The last word in its similar spellings, what stands before it as it is."""
    spellings = [split(each) for each in variants(token, sharp=False)]
    words = tuple(dict.fromkeys(each[-1] for each in spellings if each and " " not in each[-1]))
    if not words:
        return _word(token) if spellings[0] else []
    before = [Part(tuple(dict.fromkeys(each[at] for each in spellings))) for at in range(len(spellings[0]) - 1)]
    return [*before, Similar(words)]


def _key(text: str) -> str | None:
    """The normal form of a query that is one whole e-mail address or one whole international number."""
    if _EMAIL.fullmatch(text):
        return text.lower()
    if _ONLY_PHONE.fullmatch(text):
        return f"+{digits(text.replace('(0)', ''))}"
    return None
