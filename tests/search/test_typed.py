"""What is typed finds what it should: the shared cases, in Python and in SQL, and whatever may be typed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karteo.lib.errors import Refusal
from karteo.lib.text import search_text
from karteo.search.terms import Pattern
from karteo.search.typed import LONGEST, read
from karteo.search.wildcards import MOST_STARS

SHARED: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "search.json").read_text("utf-8"))
TEXTS = {key: search_text(record["parts"], record["phones"]) for key, record in SHARED["records"].items()}
CASES = [pytest.param(case["query"], set(case["expect"]), id=case["query"]) for case in SHARED["cases"]]

NAMES = st.one_of(
    st.sampled_from(
        ["Müller-Größer", "Weiß", "O'Brien", "Kjærsgård", "Łódź", "İnci", "王小明", "单于", "김철수", "ﬁn"]
    ),
    st.text(alphabet="abehimnst ", min_size=2, max_size=10),
    st.text(alphabet="ÄöüßéøåæœŁıñç Müller-'.", min_size=2, max_size=14),
    st.text(alphabet="王小明单曾吕布乐山Abc ", min_size=1, max_size=8),
    st.text(alphabet="0123456789 +-/()", min_size=3, max_size=14),
    st.text(alphabet="abяж1é王カ -ँ", min_size=2, max_size=8),
    st.text(max_size=12),
)
QUERIES = st.one_of(
    NAMES,
    st.text(alphabet='abehimnst?*"~ ', min_size=1, max_size=10),
    st.text(alphabet='王小明müße?*"~ |%_\\', min_size=1, max_size=8),
    NAMES.map(lambda name: f'"{name}"'),
    NAMES.map(lambda name: f"{name.strip()}~"),
)


def found_in_sql(query: str, texts: dict[str, str]) -> set[str]:
    """Which of the texts PostgreSQL finds."""
    where = read(query).where()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.key FROM unnest(%s::text[], %s::text[]) AS t(key, search) WHERE " + where.sql,
            (list(texts), list(texts.values()), *where.params),
        )
        return {key for (key,) in cursor.fetchall()}


@pytest.mark.parametrize(("query", "expect"), CASES)
def test_a_query_finds_the_expected_records(query: str, expect: set[str]) -> None:
    assert {key for key, text in TEXTS.items() if read(query).matches(text)} == expect


@pytest.mark.parametrize(("query", "expect"), CASES)
def test_a_query_finds_the_same_in_the_database(query: str, expect: set[str], db: None) -> None:
    assert found_in_sql(query, TEXTS) == expect


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, min_size=1, max_size=6), query=QUERIES)
def test_sql_finds_exactly_what_the_plain_matcher_finds(db: None, names: list[str], query: str) -> None:
    texts = {str(at): search_text([name], [name]).replace("\0", "") for at, name in enumerate(names)}
    try:
        typed = read(query)
    except Refusal:
        return
    assert found_in_sql(query, texts) == {key for key, text in texts.items() if typed.matches(text)}


@settings(max_examples=400, deadline=None)
@given(data=st.data(), name=NAMES)
def test_a_record_is_found_by_every_piece_of_its_name(data: st.DataObject, name: str) -> None:
    start = data.draw(st.integers(0, max(0, len(name) - 1)))
    end = data.draw(st.integers(start + 1, max(start + 1, len(name))))
    piece = name[start:end]
    if any(sign in piece for sign in '?*"~„“”«»'):
        return
    assert read(piece).matches(search_text([name], [name])), (name, piece)


@pytest.mark.parametrize(
    "junk",
    [
        "",
        " ",
        '"',
        '""',
        '" "',
        '"""',
        "*",
        "***",
        "~",
        "~~~",
        "%",
        "_",
        "\\",
        "\0",
        "\ud800",
        "(((",
        "---",
        "'",
        "''",
        "|",
        "||",
        "[a-z]+",
        ".*",
        "$1",
        "%s",
        "{}",
        "🎉",
        "\u200b",
        "'; DROP TABLE records_contact; --",
        '"*"',
        '"?"',
        "?" * 400,
        "a" * 500,
        "+",
        "+0",
        "00",
        "+49",
        "(",
        "1-",
        "a?*?b",
        "*a*b*c*",
    ],
)
def test_no_junk_breaks_a_search(junk: str, db: None) -> None:
    assert found_in_sql(junk, TEXTS) == {key for key, text in TEXTS.items() if read(junk).matches(text)}


@pytest.mark.parametrize("nothing", ["", "  ", '"', '""', "*", "~", "---", "(", "\0", "'"])
def test_signs_without_meaning_ask_for_nothing(nothing: str) -> None:
    assert read(nothing).terms == ()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("x" * (LONGEST + 1), "too_long"),
        ("x" * 10_000, "too_long"),
        (" ".join("abcdefghijklmnopqrstuvwxyzäöüàéñç"), "too_many"),
        ("*a*b*c*d*e*f*", "too_many_stars"),
    ],
)
def test_too_much_is_refused_with_its_reason(query: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(query)
    assert [(error.place, error.code) for error in refused.value.errors] == [("q", code)]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("Max@Firma.DE", "max@firma.de"),
        ("+49 (0)171 1234567", "+491711234567"),
        ("max@firma", None),
        ("0171 1234567", None),
        ("max@firma.de köln", None),
        ("max*@firma.de", None),
    ],
)
def test_a_whole_address_is_known_by_its_normal_form(query: str, key: str | None) -> None:
    assert read(query).key == key


@pytest.mark.parametrize("query", ["a*a*a*a*a*b", "*a*a*a?a*b", "a*@a*a*b", "*a*.a*.a*.a*b"])
def test_many_stars_in_a_word_are_looked_for_in_one_go(query: str) -> None:
    """A long word of nothing but what stands between the stars kept one process busy for hours."""
    begun = process_time()
    for long in ("a" * 4000, "a " * 2000, "a@" + "a." * 1999):
        assert not read(query).matches(search_text((long,)))
    assert process_time() - begun < 5


@settings(max_examples=500)
@given(st.text(alphabet="ab*?王小.@", min_size=2, max_size=8), st.text(alphabet="ab王小.@ ", max_size=20))
def test_what_stars_find_does_not_depend_on_how_they_are_looked_for(query: str, text: str) -> None:
    whole = search_text((text, "b a"))
    for term in read(query).terms if query.count("*") <= MOST_STARS else ():
        if isinstance(term, Pattern):
            slow = any(re.search(regex or re.escape(like), whole) for like, regex in term.spellings)
            assert term.matches(whole) == slow
