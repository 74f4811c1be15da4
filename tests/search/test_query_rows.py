"""Searching through the API, as the rows of the requirements say it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.api.desk import item, make, told
from tests.api.doors import Door, program
from tests.world import World


@pytest.fixture
def door(world: World) -> Door:
    return program(world.alice)


def found(door: Door, q: str) -> set[str]:
    """The names of what the list shows for a query."""
    return {row["name"] for row in told(door.ask("get", f"/api/contacts?q={quote(q)}"))["rows"]}


def people(door: Door, *names: str) -> None:
    for name in names:
        first, _, last = name.partition(" ")
        make(door, first_name=first, last_name=last)


@pytest.mark.row("S2-11", "S1-08")
def test_a_part_of_the_name_finds_the_contact(door: Door) -> None:
    people(door, "John Smith", "Ada Smooth", "Jörg Müller")
    assert found(door, "mith") == {"John Smith"}
    assert found(door, "smith john") == {"John Smith"}
    assert found(door, "MÜL") == found(door, "muell") == found(door, "mull") == {"Jörg Müller"}


@pytest.mark.row("S2-12")
def test_a_question_mark_is_exactly_one_character(door: Door) -> None:
    people(door, "John Smith", "Ada Smyth", "Eve Smooth", "Tom Smithson", "Jörg Müller")
    assert found(door, "Sm?th") == {"John Smith", "Ada Smyth"}
    assert found(door, "M?ller") == {"Jörg Müller"}


@pytest.mark.row("S2-13")
def test_a_star_finds_every_term_that_begins_so(door: Door) -> None:
    people(door, "Olga Reh", "Max Ohm", "Max Böhm", "Åke Öst")
    make(door, kind="company", last_name=None, company_name="Nord Optik GmbH")
    assert found(door, "O*") == {"Olga Reh", "Max Ohm", "Åke Öst", "Nord Optik GmbH"}


@pytest.mark.row("S2-14")
def test_quotation_marks_find_only_that_sequence_of_words(door: Door) -> None:
    for name in ("Meyer Bau GmbH", "Bau Meyer AG", "Meyer Bauer KG", "Meyer & Bau OHG"):
        make(door, kind="company", last_name=None, company_name=name)
    make(door, last_name="Meyer", company_name="Bau Union")
    assert found(door, '"Meyer Bau"') == {"Meyer Bau GmbH", "Meyer & Bau OHG"}
    assert len(found(door, "Meyer Bau")) == 5


@pytest.mark.row("S2-15")
def test_a_tilde_finds_similar_spellings(door: Door) -> None:
    people(door, "A Schmidt", "B Schmitt", "C Schmid", "D Schneider", "E Meyer", "F Maier")
    assert found(door, "Schmidt~") == {"A Schmidt", "B Schmitt", "C Schmid"}
    assert found(door, "Mayer~") == {"E Meyer", "F Maier"}


@pytest.mark.row("S1-08")
def test_a_chinese_name_is_found_by_a_sign_by_pinyin_and_by_initials(door: Door) -> None:
    make(door, last_name="王", first_name="小明")
    make(door, last_name="单", first_name="雄信")
    for q in ("王", "小明", "王小明", "wang", "wangxiaoming", "xiaoming wang", "wxm", "ｗａｎｇ", "王?明"):
        assert found(door, q) == {"王小明"}, q
    assert found(door, "shan") == {"单雄信"}


@pytest.mark.row("S1-08")
@pytest.mark.parametrize(
    "written", ["0171 1234567", "+49 (0)171 / 12 34-567", "0049 171 1234567", "01711234567", "4567"]
)
def test_a_phone_is_found_in_any_spelling_and_by_its_last_digits(door: Door, written: str) -> None:
    make(door, last_name="Ohm", phones=[item("0171/1234567", "mobile", True)])
    make(door, last_name="Watt", phones=[item("+49 30 901820", "work", True)])
    assert found(door, written) == {"Ohm"}


@pytest.mark.row("S1-08")
@pytest.mark.parametrize(
    ("q", "field", "text"),
    [
        ("ohm", "name", "Max Ohm"),
        ("max@firma.example", "emails", "max@firma.example"),
        ("firma.ex", "emails", "max@firma.example"),
        ("köln", "addresses", "Hauptstr. 1 50667 Köln"),
        ("ohm 50667", "addresses", "Hauptstr. 1 50667 Köln"),
        ("vip", "tags", "vip"),
        ("030 90182", "phones", "+49 30 901820"),
        ("einkauf", "position", "Leiter Einkauf"),
        ("volt", "company", "Volt AG"),
    ],
)
def test_a_hit_says_why_it_matched(door: Door, q: str, field: str, text: str) -> None:
    company = make(door, kind="company", last_name=None, company_name="Volt AG")
    row = make(
        door, first_name="Max", last_name="Ohm", company_id=company["id"], position="Leiter Einkauf", tags=["vip"],
        emails=[item("max@firma.example", primary=True)], phones=[item("+49 30 901820", primary=True)],
        addresses=[item({"street": "Hauptstr. 1", "postcode": "50667", "city": "Köln"}, primary=True)],
    )  # fmt: skip
    answer = told(door.ask("get", f"/api/contacts?q={quote(q)}"))
    assert row["id"] in {each["id"] for each in answer["rows"]}
    assert answer["why"][row["id"]] == {"field": field, "text": text}


@pytest.mark.row("S1-08")
def test_a_long_text_is_shown_around_the_match(door: Door) -> None:
    row = make(
        door,
        last_name="Ohm",
        description="Viel Text davor. " * 40 + "Das Kennwort Zebra. " + "Und danach. " * 40,
    )
    why = told(door.ask("get", "/api/contacts?q=zebra"))["why"][row["id"]]
    assert why["field"] == "description"
    assert "Zebra" in why["text"]
    assert len(why["text"]) <= 125


@pytest.mark.row("S0-05")
def test_the_search_shows_hits_and_near_spellings_as_a_group_of_their_own(door: Door) -> None:
    people(door, "Anna Schmidt", "Bert Schmitt", "Cora Weber")
    answer: dict[str, Any] = told(door.ask("get", "/api/search?q=schmidt"))
    assert [(row["name"], row["why"]) for row in answer["rows"]] == [
        ("Anna Schmidt", {"field": "name", "text": "Anna Schmidt"})
    ]
    assert [row["name"] for row in answer["near"]] == ["Bert Schmitt"]
    prefix = told(door.ask("get", "/api/search?q=schm"))
    assert {row["name"] for row in prefix["rows"]} == {"Anna Schmidt", "Bert Schmitt"}


@pytest.mark.row("S0-05")
def test_a_name_comes_before_another_field(door: Door) -> None:
    make(door, first_name="Anton", last_name="Abel", emails=[item("ohm@firma.example", primary=True)])
    make(door, first_name="Zoë", last_name="Ohm")
    answer = told(door.ask("get", "/api/search?q=ohm"))
    assert [row["name"] for row in answer["rows"]] == ["Zoë Ohm", "Anton Abel"]


@pytest.mark.row("S0-05")
def test_a_near_name_comes_before_a_near_company(door: Door) -> None:
    make(door, first_name="Anton", last_name="Abel", company_name="Schmidt AG")
    people(door, "Bert Schmitt")
    answer = told(door.ask("get", "/api/search?q=schmidd"))
    assert [row["name"] for row in answer["rows"]] == []
    assert [row["name"] for row in answer["near"]] == ["Bert Schmitt", "Anton Abel"]


@pytest.mark.row("S1-07")
def test_the_list_is_read_page_by_page(door: Door) -> None:
    people(door, *(f"Person {letter}ohm" for letter in "EBADC"))
    names: list[str] = []
    after = ""
    while True:
        answer = told(door.ask("get", f"/api/contacts?limit=2&after={quote(after)}"))
        names += [row["last_name"] for row in answer["rows"]]
        if answer["next"] is None:
            break
        after = answer["next"]
    assert names == ["Aohm", "Bohm", "Cohm", "Dohm", "Eohm"]
    assert told(door.ask("get", "/api/contacts/count")) == {"count": 5, "exact": True}


@pytest.mark.parametrize("asked", ["q=" + "x" * 501, "sort=nothing", "after=made-up", "q=" + quote("*a*b*c*d*e*f*")])
def test_a_bad_question_gets_a_clear_answer(door: Door, asked: str) -> None:
    (error,) = told(door.ask("get", f"/api/contacts?{asked}"), 422)["errors"]
    assert error["place"].endswith(asked.partition("=")[0])


def test_a_changed_name_is_found_and_the_old_one_is_not(door: Door) -> None:
    row = make(door, last_name="Ohm")
    told(
        door.ask(
            "patch",
            f"/api/contacts/{row['id']}",
            {"patch": {"last_name": "Watt"}, "base": {"last_name": "Ohm"}},
        )
    )
    assert found(door, "watt") == {"Watt"}
    assert found(door, "ohm") == set()
