"""Columns find their fields; cells become values or say why not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from karteo.bulk.mapping import Wish, changed, guessed, offers
from karteo.bulk.names import split_name
from karteo.bulk.readers import any as readers
from karteo.bulk.survey import survey
from karteo.lib.errors import Refusal
from tests.bulk.samples import EXPECTED, built, ctx, sample, text_file


def values(folder: Path, header: str, cell: str, country: str = "DE", more: str = "") -> dict[str, object]:
    """What one cell under a header becomes."""
    path = text_file(folder, f"Nachname\t{header}\nMuster\t{cell}\n{more}", "file.tsv")
    made = built(path, country)[0]
    assert not made.refused, made.refused
    return made.values


def test_salesforce_has_exactly_the_bad_cells_that_are_in_it() -> None:
    made = built(sample("salesforce-contacts.csv"))
    bad = {(one.raw.number, fault.header, fault.code) for one in made for fault in one.refused}
    expected = EXPECTED["salesforce-contacts.csv"]
    assert bad == {
        (expected["bad_email"][0], "Email", "email_invalid"),
        (expected["bad_phone"][0], "Phone", "phone_invalid"),
    }
    assert not any(one.lost for one in made)
    assert made[19].values["phones"][0]["kind"] == "mobile"


def test_hubspot_has_two_emails_in_a_cell() -> None:
    made = built(sample("hubspot-contacts.csv"))
    two = [one.raw.number for one in made if len(one.values["emails"]) == 2]
    assert two == EXPECTED["hubspot-contacts.csv"]["two_emails"]
    assert not any(one.refused for one in made)


def test_google_has_labels_beside_its_values() -> None:
    made = built(sample("google-contacts.csv"))
    first = made[0].values
    assert [(mail["kind"], mail["primary"]) for mail in first["emails"]] == [("work", True), ("home", False)]
    assert first["birth_date"] == "1980-01-20"
    assert first["tags"] == ["myContacts", "Kunden"]
    assert first["addresses"][0]["value"] == {
        "street": "Irmastraße 531",
        "postcode": "98866",
        "city": "Rodalben",
        "country": "DE",
    }
    assert made[5].values["description"] == "line one\nline two"
    assert not any(one.refused for one in made)


def test_chinese_names_genders_ages_and_wide_digits_are_read() -> None:
    made = built(sample("kehu-gb18030.csv"))
    first = made[0].values
    assert (first["last_name"], first["first_name"], first["gender"]) == ("白", "国艳", "female")
    assert (first["birth_year"], first["birth_year_estimated"]) == (1988, True)
    assert first["phones"][0]["value"] == "+86 138 4910 6479"
    assert first["addresses"][0] == first["addresses"][0] | {"value": {"city": "梧州市"}, "kind": "home"}
    assert made[6].values["last_name"] == "万俟"
    wide = EXPECTED["kehu-gb18030.csv"]["full_width_phone"]
    assert all(made[n].values["phones"][0]["value"].isascii() for n in wide)
    assert Counter(note for one in made for note in one.notes)["age_estimated"] == 100
    assert not any(one.refused for one in made)


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("salesforce-contacts.csv", {"Contact ID": "text"}),
        (
            "hubspot-contacts.csv",
            {"Record ID": "text", "Lifecycle Stage": "choice", "Lead Status": "choice", "Create Date": "datetime"},
        ),
        ("outlook-kontakte.csv", {"Umsatz": "number", "Letzter Kontakt": "date"}),
        ("kehu-gb18030.csv", {"客户状态": "choice"}),
        ("google-contacts.csv", {}),
    ],
)
def test_a_column_without_a_field_is_offered_as_a_custom_field(name: str, offered: dict[str, str]) -> None:
    table = readers.read(sample(name))
    mapping = guessed(table.columns, ctx())
    seen, _ = survey(table)
    assert {one["label"]: one["type"] for one in offers(mapping, seen).values()} == offered


def test_a_custom_field_takes_german_numbers_and_dates() -> None:
    from karteo.bulk.build import Builder
    from karteo.bulk.customs import tried
    from karteo.lib.ids import new_id

    table = readers.read(sample("outlook-kontakte.csv"))
    seen, _ = survey(table)
    mapping = guessed(table.columns, ctx())
    mapping = changed(mapping, Wish(create=offers(mapping, seen)), ctx())
    builder = Builder(mapping, seen, tried(mapping, ctx()), new_id(), {}, 2026)
    made = builder.build(next(table.rows()))
    assert (made.values["c_umsatz"], made.values["c_letzter_kontakt"]) == ("1234.56", "2025-12-31")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jörg Müller", {"first_name": "Jörg", "last_name": "Müller"}),
        ("Müller, Jörg", {"first_name": "Jörg", "last_name": "Müller"}),
        ("Prof. Dr. Anna von der Heide", {"prefix": "Prof. Dr.", "first_name": "Anna", "last_name": "von der Heide"}),
        ("Frau Anna Adler", {"salutation": "Frau", "first_name": "Anna", "last_name": "Adler"}),
        ("诸葛亮", {"last_name": "诸葛", "first_name": "亮"}),
        ("王小明", {"last_name": "王", "first_name": "小明"}),
        ("Nordwerk GmbH & Co. KG", {"kind": "company", "company_name": "Nordwerk GmbH & Co. KG"}),
        ("上海大众汽车有限公司", {"kind": "company", "company_name": "上海大众汽车有限公司"}),
        ("Madonna", {"first_name": "", "last_name": "Madonna"}),
    ],
)
def test_one_name_is_split(text: str, name: dict[str, str]) -> None:
    assert split_name(text) == name


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("1980-01-20", "1980-01-20"),
        ("20.1.1980", "1980-01-20"),
        ("20/01/1980", "1980-01-20"),
        ("19800120", "1980-01-20"),
        ("1980/1/20", "1980-01-20"),
        ("1980年1月20日", "1980-01-20"),
        ("20.01.", "--01-20"),
        ("1980-01-20T00:00:00Z", "1980-01-20"),
    ],
)
def test_dates_are_read_in_their_spellings(tmp_path: Path, cell: str, date: str) -> None:
    assert values(tmp_path, "Geburtstag", cell)["birth_date"] == date


def test_the_other_rows_tell_what_a_doubtful_date_means(tmp_path: Path) -> None:
    assert values(tmp_path, "Birthday", "3/4/1980", more="Other\t3/14/1980\n")["birth_date"] == "1980-03-04"
    assert values(tmp_path, "Birthday", "3/4/1980", more="Other\t14/3/1980\n")["birth_date"] == "1980-04-03"


def test_a_cell_that_fits_nothing_is_refused_with_its_place(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Nachname;Geburtstag;Alter;Geschlecht;E-Mail\nA;gestern;viel;blau;b@\n")
    (made,) = built(path)
    assert {(fault.header, fault.value, fault.code) for fault in made.refused} == {
        ("Geburtstag", "gestern", "not_a_date"),
        ("Alter", "viel", "not_an_age"),
        ("Geschlecht", "blau", "not_in_list"),
        ("E-Mail", "b@", "email_invalid"),
    }
    assert made.values == {"last_name": "A", "kind": "person"}


def test_a_row_of_which_nothing_is_left_is_refused_as_a_whole(tmp_path: Path) -> None:
    (made,) = built(text_file(tmp_path, "Nachname;E-Mail;Ort\n;keine;Berlin\n"))
    assert made.lost


def test_numbers_from_abroad_get_the_code_of_their_address(tmp_path: Path) -> None:
    (made,) = built(text_file(tmp_path, "Name;Phone;Country\nA B;01 58858;Österreich\n"))
    assert made.values["phones"][0]["value"] == "+43 1 58858"
    assert made.notes == ["country_code_added"]


def test_an_owner_is_matched_only_when_he_is_the_only_one(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Name;Owner\nA B;Anna Adler\nC D;Ben Berg\nE F;Nobody\n")
    one, two, three = built(path, people={"anna adler": "1" * 8 + "-1111-1111-1111-" + "1" * 12, "ben berg": None})
    assert one.values["owner_id"].startswith("1111")
    assert (two.unmatched, three.unmatched) == ([(1, "Ben Berg")], [(1, "Nobody")])
    assert not two.refused


def test_the_same_row_always_gets_the_same_ids(tmp_path: Path) -> None:
    from karteo.lib.ids import new_id

    path, id = text_file(tmp_path, "Name;Email\nA B;a@example.org\n"), new_id()
    assert built(path, id=id)[0].values == built(path, id=id)[0].values


@pytest.mark.parametrize(
    ("wish", "place", "code"),
    [
        (Wish({0: "no_such"}), "columns[0].field", "unknown_field"),
        (Wish({0: "emails:fax"}), "columns[0].field", "unknown_field"),
        (Wish({0: "created_at"}), "columns[0].field", "unknown_field"),
        (Wish({1: "last_name"}), "columns[1].field", "twice"),
        (Wish({9: "last_name"}), "columns[9]", "unknown_column"),
        (Wish(country="Nowhere"), "country", "not_a_country"),
        (Wish(match="perhaps"), "match", "not_in_list"),
        (Wish(create={0: {"type": "magic"}}), "columns[0].field", "bad_custom_field"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_with_its_place(wish: Wish, place: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        changed(guessed(["Nachname", "Vorname"], ctx()), wish, ctx())
    assert (place, code) in [(error.place, error.code) for error in caught.value.errors]


@pytest.mark.row("S1-39")
@pytest.mark.parametrize(
    "header",
    [
        "客户名称,手机,电话,邮件,负责人,省份,城市,详细地址,备注",
        "Lead Name,Mobile,Phone,Email,Lead Owner,State,City,Street,Description",
    ],
)
def test_exports_of_fxiaoke_and_zoho_map_without_help(header: str) -> None:
    mapping = guessed(header.split(","), ctx())
    assert all(column.target for column in mapping.columns), mapping.columns
