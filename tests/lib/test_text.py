"""Folding, the search column and the sort key."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karteo.lib.text import (
    fold,
    initials,
    is_cjk,
    phone_words,
    readings,
    search_text,
    sort_key,
    sound,
    variants,
    words,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Größe", "grosse"),
        ("Chloé", "chloe"),
        ("Łódź", "lodz"),
        ("Søren", "soren"),
        ("Kjær", "kjaer"),
        ("İstanbul", "istanbul"),
        ("Çalışkan", "caliskan"),
        ("ＡＢＣ１２３", "abc123"),
        ("ﾃｽﾄ", "テスト"),
        ("ＷＡＮＧ 王", "wang 王"),
        ("Ёлка", "елка"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("u\u0308ber", "uber"),
        ("ﬁn", "fin"),
        ("김철수", "김철수"),
        ("が", "が"),
        ("O’Brien", "o’brien"),
    ],
)
def test_spellings_of_one_word_become_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_case_and_composition_do_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ("Jäger", ("jager", "jaeger")),
        ("Weiß", ("weiss", "weis")),
        ("Größer", ("grosser", "groesser", "groser", "groeser")),
        ("Smith", ("smith",)),
        ("Åse", ("ase", "aase")),
    ],
)
def test_an_umlaut_is_known_by_both_its_spellings(text: str, spellings: tuple[str, ...]) -> None:
    assert variants(text) == spellings


def test_words_end_at_spaces_and_punctuation_but_not_at_apostrophes() -> None:
    assert words("Dr. O'Brien-Ohm, max@firma.de") == ["dr", "obrien", "ohm", "max", "firma", "de"]


def test_the_column_marks_words_values_and_chinese_signs() -> None:
    assert search_text(["Max Böhm", "王"], ["+4930901820"]).startswith(
        "|max|bohm||max|boehm|| 王 ||wang||4930901820||030901820|"
    )


def test_a_value_that_is_already_there_is_not_written_twice() -> None:
    assert search_text(["Max Ohm", "Ohm", "Max"]) == search_text(["Max Ohm"])


@given(st.lists(st.text(max_size=30), max_size=5), st.lists(st.text(max_size=20), max_size=3))
def test_the_column_holds_nothing_that_a_pattern_would_misread(parts: list[str], phones: list[str]) -> None:
    column = search_text(parts, phones)
    assert not set(column) & set('%_\\?*"~\0\n')
    column.encode()


def test_a_long_text_is_cut_and_not_refused() -> None:
    assert len(search_text(["wort " * 100_000, "王" * 100_000])) < 30_000
    assert len(sort_key("Ä" * 100_000).encode()) < 2_700


@pytest.mark.parametrize(
    ("text", "spoken", "first"),
    [
        ("王小明", [("wang", "xiao", "ming")], ["wxm"]),
        ("重庆", [("chong", "qing")], ["cq"]),
        ("单雄信", [("shan", "xiong", "xin"), ("dan", "xiong", "xin")], ["sxx", "dxx"]),
        ("曾国藩", [("zeng", "guo", "fan"), ("ceng", "guo", "fan")], ["zgf", "cgf"]),
        ("欧阳修", [("ou", "yang", "xiu")], ["oyx"]),
    ],
)
def test_surnames_are_read_as_surnames(text: str, spoken: list[tuple[str, ...]], first: list[str]) -> None:
    assert (readings(text), initials(text)) == (spoken, first)


@pytest.mark.parametrize(
    ("phone", "found"),
    [
        ("+49 171 1234567", ["491711234567", "01711234567"]),
        ("+1 555 010-9999", ["15550109999", "05550109999"]),
        ("+7 495 1234567", ["74951234567", "84951234567"]),
        ("+36 1 2345678", ["3612345678", "0612345678"]),
        ("030 / 90 182", ["03090182"]),
        ("+49 30 90182 ext. 12", ["493090182", "03090182", "12"]),
        ("none", []),
        ("１２３４５", ["12345"]),
    ],
)
def test_a_phone_is_known_as_dialled_from_abroad_and_at_home(phone: str, found: list[str]) -> None:
    assert phone_words(phone) == found


@pytest.mark.parametrize(
    "names",
    [
        ("schmidt", "schmitt", "schmid", "schmied"),
        ("meier", "mayer", "maier", "meyer"),
        ("muller", "mueller", "moeller"),
        ("stefan", "stephan", "steven"),
        ("catherine", "katharina"),
        ("kaiser", "kayser"),
    ],
)
def test_names_that_sound_alike_have_one_sound(names: tuple[str, ...]) -> None:
    assert len({sound(name) for name in names}) == 1


def test_short_and_foreign_words_have_no_sound() -> None:
    assert [sound(word) for word in ("ag", " 王 ", "4711", "")] == [None] * 4


def shuffled(names: list[str]) -> list[str]:
    return random.Random(3).sample(names, len(names))


def test_names_sort_as_din_5007_has_it_and_numbers_by_their_value() -> None:
    names = [
        "", "3M", "20 Minuten", "1000 Dinge", "Abel", "äbel", "Äbel", "Abelmann", "Acker", "Firma 9", "Firma 10",
        "Meyer", "Meyer Anna", "Meyer-Bau", "Meyerhof", "Muller", "Müller", "Mullers", "O'Brien", "Obst", "Straße",
        "Strauß",
    ]  # fmt: skip
    assert sorted(shuffled(names), key=sort_key) == names


def test_chinese_sorts_by_pinyin_among_the_latin_letters() -> None:
    names = ["Wagner", "汪洋", "王明", "王小明", "Wanger", "Weber", "张伟", "Zoller"]
    assert sorted(shuffled(names), key=sort_key) == names


@given(st.text(max_size=60), st.text(max_size=60))
def test_two_texts_have_one_key_only_when_they_look_the_same(one: str, other: str) -> None:
    def plain(text: str) -> str:
        return " ".join(
            unicodedata.normalize("NFKC", text.encode("utf-8", "ignore").decode()).replace("\0", " ").split()
        )

    assert (sort_key(one) == sort_key(other)) == (plain(one) == plain(other))


def test_only_han_kana_and_hangul_are_signs() -> None:
    assert [is_cjk(text) for text in ("王 小明", "テスト", "김", "", "A王", "Müller")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
