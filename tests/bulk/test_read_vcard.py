"""vCards of all versions, as programs really write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from karteo.bulk.readers import any as readers
from karteo.lib.errors import Refusal
from tests.bulk.samples import VCARDS, built, sample, text_file

PARTS = {"phones": "phones", "emails": "emails", "links": "links", "addresses": "addresses"}


def cards(folder: Path, text: str, encoding: str = "utf-8") -> list[dict[str, str]]:
    """The cards of a text as {column: cell}."""
    table = readers.read(text_file(folder, text.replace("\n", "\r\n"), "file.vcf", encoding))
    return [{c: v for c, v in zip(table.columns, row.cells, strict=True) if v} for row in table.rows()]


@pytest.mark.parametrize("name", VCARDS)
def test_every_sample_has_what_is_expected_of_it(name: str) -> None:
    made = built(sample(name))
    expected = VCARDS[name]
    assert len(made) == expected["cards"]
    for field in PARTS.values():
        if field in expected:
            assert sum(len(one.values.get(field, [])) for one in made) == expected[field], field
    table = readers.read(sample(name))
    photos = [row.cells[table.columns.index("PHOTO")] for row in table.rows() if "PHOTO" in table.columns]
    if "photos" in expected:
        assert len([photo for photo in photos if photo]) == expected["photos"]


def test_quoted_printable_goes_over_several_lines() -> None:
    card = built(sample("John_Doe_ANDROID.vcf"))[3]
    assert card.values["last_name"] == "Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ"
    note = built(sample("outlook-2007.vcf"))[0].values["description"]
    assert note.splitlines()[1] == "I assume it encodes this text inside a NOTE vCard type."


def test_a_value_that_cannot_be_decoded_is_named_and_the_rest_is_kept() -> None:
    card = built(sample("John_Doe_ANDROID.vcf"))[5]
    assert [(fault.code, fault.params["line"]) for fault in card.refused] == [("undecodable", 82)]
    assert card.values["emails"][0]["value"] == "henry@company.com"


def test_version_4_has_quoted_types_uris_and_dates_without_year() -> None:
    values = built(sample("rfc6350-example.vcf"))[0].values
    assert [(phone["value"], phone["kind"]) for phone in values["phones"]] == [
        ("+1-418-656-9254 ext. 102", "work"),
        ("+1-418-262-6501", "mobile"),
    ]
    assert values["birth_date"] == "--02-03"
    assert (values["gender"], values["language"], values["suffix"]) == ("male", "fr", "ing. jr, M.Sc.")


def test_a_label_of_apple_names_the_column() -> None:
    table = readers.read(sample("John_Doe_GMAIL.vcf"))
    assert "X-ABDATE (Anniversary)" in table.columns


def test_folded_lines_may_cut_a_character(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nN:Müller;Jörg;;;\nEND:VCARD\n".encode()
    cut = text.index("ü".encode()) + 1
    path = tmp_path / "file.vcf"
    path.write_bytes(text[:cut] + b"\n " + text[cut:])
    assert built(path)[0].values["last_name"] == "Müller"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_of_the_file_is_recognised(tmp_path: Path, encoding: str) -> None:
    (card,) = cards(tmp_path, "BEGIN:VCARD\nVERSION:3.0\nN:Größer;Jörg;;;\nTEL:1234567\nEND:VCARD\n", encoding)
    assert card["last_name"] == "Größer"


def test_each_line_may_have_its_own_charset(tmp_path: Path) -> None:
    path = tmp_path / "file.vcf"
    path.write_bytes(
        b"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=GB2312:\xcd\xf5;\xd0\xa1\xc3\xf7\n"
        b"ORG;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:B=E4cker\nEND:VCARD\n"
    )
    values = built(path)[0].values
    assert (values["last_name"], values["first_name"], values["company_name"]) == ("王", "小明", "Bäcker")


@pytest.mark.parametrize("charset", ["idna", "undefined", "punycode", "hex", "", "x" * 500])
def test_a_charset_that_is_none_for_text_is_told_and_the_rest_is_read(tmp_path: Path, charset: str) -> None:
    text = f"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET={charset}:M\u00fcller..a;J\u00f6rg\nTEL:1234567\nEND:VCARD\n"
    (card,) = cards(tmp_path, text, "latin-1")
    assert (card["last_name"], card["phones:other"]) == ("Müller..a", "1234567")


def test_an_agent_inside_a_card_is_named_and_not_mixed_in(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\nVERSION:2.1\nN:Adler;Anna\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nN:Berg;Ben\nTEL:1234567\n"
        "END:VCARD\nTEL;HOME:7654321\nEND:VCARD\n"
    )
    (card,) = cards(tmp_path, text)
    assert card["last_name"] == "Adler"
    assert card["phones:home"] == "7654321"
    assert "AGENT" in card
    assert "phones:other" not in card


def test_a_card_without_its_name_but_with_a_full_one_is_split(tmp_path: Path) -> None:
    names = ("Dr. Anna van der Berg", "欧阳小明")
    text = "".join(f"BEGIN:VCARD\nVERSION:4.0\nFN:{name}\nEND:VCARD\n" for name in names)
    one, two = built(text_file(tmp_path, text, "file.vcf"))
    assert (one.values["prefix"], one.values["first_name"], one.values["last_name"]) == ("Dr.", "Anna", "van der Berg")
    assert (two.values["last_name"], two.values["first_name"]) == ("欧阳", "小明")


def test_an_organisation_is_a_company(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Nordwerk\nORG:Nordwerk\nTEL:+49 30 1234567\nEND:VCARD\n"
    (card,) = built(text_file(tmp_path, text, "file.vcf"))
    assert card.values["kind"] == "company"
    assert not card.lost


def test_a_large_photo_costs_no_time_and_is_named(tmp_path: Path) -> None:
    photo = "\n".join(" " + "QUJD" * 18 for _ in range(60_000))
    (card,) = cards(tmp_path, f"BEGIN:VCARD\nVERSION:3.0\nN:Adler;Anna\nPHOTO;ENCODING=b:\n{photo}\nEND:VCARD\n")
    assert card["PHOTO"].startswith("(photo, ")


@pytest.mark.parametrize(
    "text", ["BEGIN:VCARD\nVERSION:3.0\nN:Adler;Anna\n", "BEGIN:VCARD\nN:A;B\nno property here\nEND:VCARD\n"]
)
def test_a_card_that_is_cut_off_or_broken_says_so(tmp_path: Path, text: str) -> None:
    (raw,) = readers.read(text_file(tmp_path, text, "file.vcf")).rows()
    assert raw.faults


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        readers.read(text_file(tmp_path, "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "file.vcf"))


def test_a_note_in_base64_is_read_and_what_is_none_is_no_note(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:2.1\nN:Doe;John\nNOTE;ENCODING=BASE64:{}\n\nEND:VCARD\n"
    (good,) = cards(tmp_path, card.format("R3LDvMOfZQ=="))
    (bad,) = cards(tmp_path, card.format("####"))
    assert good["description"] == "Grüße"
    assert "description" not in bad
    assert bad["NOTE (base64)"] == "(note, 1 KB)"
