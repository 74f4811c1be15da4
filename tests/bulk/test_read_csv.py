"""CSV as it really comes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karteo.bulk.cells import several
from karteo.bulk.readers import any as readers
from karteo.bulk.writers.csv import safe
from karteo.lib.errors import Refusal
from tests.bulk.samples import CSV, EXPECTED, sample, text_file

ENCODINGS = {
    "salesforce-contacts.csv": "cp1252",
    "hubspot-contacts.csv": "utf-8",
    "google-contacts.csv": "utf-8",
    "outlook-kontakte.csv": "cp1252",
    "kehu-gb18030.csv": "gb18030",
}


@pytest.mark.parametrize("name", CSV)
def test_every_sample_has_its_rows_and_its_encoding(name: str) -> None:
    table = readers.read(sample(name))
    rows = list(table.rows())
    assert len(rows) == EXPECTED[name]["rows"]
    assert table.encoding == ENCODINGS[name]
    assert table.delimiter == (";" if "outlook" in name else ",")
    assert table.empty == EXPECTED[name].get("empty_lines", [])


def test_umlauts_and_chinese_are_read_right() -> None:
    outlook = readers.read(sample("outlook-kontakte.csv"))
    assert outlook.columns[5] == "Straße geschäftlich"
    assert readers.read(sample("kehu-gb18030.csv")).columns[0] == "客户名称"


def test_a_cell_of_two_lines_is_one_cell() -> None:
    table = readers.read(sample("google-contacts.csv"))
    note = table.columns.index("Notes")
    assert next(row for row in table.rows() if row.number == 5).cells[note] == "line one\nline two"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_short_german_files_are_recognised(tmp_path: Path, encoding: str) -> None:
    table = readers.read(text_file(tmp_path, "Vorname;Straße\nJörg;Größe 1\n", encoding=encoding))
    assert table.columns == ["Vorname", "Straße"]
    assert next(table.rows()).cells == ["Jörg", "Größe 1"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Imię;Miasto\nŁukasz Żółkiewski;Łódź\n"),
        ("iso8859-2", "Imię;Miasto\nŻaneta;Łódź\n"),
        ("cp1254", "Ad;Şehir\nAyşe Yılmaz;İzmir\n"),
        ("cp1252", "Prénom;Ville\nFrançois Lefèvre;Nîmes\n"),
        ("cp1252", "Name;Land\nMøller;Æbelø\n"),
        ("cp1251", "Имя;Город\nАнна Иванова;Москва\n"),
        ("big5", "姓名;城市\n王小明;臺北市\n陳美麗;高雄市\n"),
    ],
)
def test_other_encodings_are_recognised_in_a_few_words(tmp_path: Path, encoding: str, text: str) -> None:
    table = readers.read(text_file(tmp_path, text, encoding=encoding))
    assert [table.columns, *[row.cells for row in table.rows()]] == [line.split(";") for line in text.splitlines()]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
def test_a_file_of_one_chinese_row_is_recognised(tmp_path: Path, encoding: str) -> None:
    table = readers.read(text_file(tmp_path, "姓名,城市\n王小明,北京\n", encoding=encoding))
    assert next(table.rows()).cells == ["王小明", "北京"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_recognised(tmp_path: Path, mark: str) -> None:
    table = readers.read(text_file(tmp_path, f'name{mark}note\nA{mark}"x, y; z"\nB{mark}c\n'))
    assert table.delimiter == mark
    assert [row.cells for row in table.rows()] == [["A", "x, y; z"], ["B", "c"]]


def test_excel_may_say_the_delimiter_itself(tmp_path: Path) -> None:
    table = readers.read(text_file(tmp_path, "sep=|\r\nname|a;b;c\r\nA|1\r\n"))
    assert table.columns == ["name", "a;b;c"]
    assert [row.line for row in table.rows()] == [3]


def test_rows_know_their_line(tmp_path: Path) -> None:
    table = readers.read(text_file(tmp_path, 'name,note\nA,"x\ny"\n\nB,z\n'))
    assert [(row.number, row.line) for row in table.rows()] == [(0, 2), (2, 5)]


def test_a_row_with_too_many_cells_says_so(tmp_path: Path) -> None:
    table = readers.read(text_file(tmp_path, "a,b\n1,2,3\n1,2,\n"))
    first, second = table.rows()
    assert [fault.code for fault in first.faults] == ["too_many_cells"]
    assert not second.faults


def refused(path: Path, name: str | None = None) -> tuple[str, str]:
    """(place, code) of the refusal of a file, wherever in reading it comes."""
    with pytest.raises(Refusal) as caught:
        list(readers.read(path, name).rows())
    (error,) = caught.value.errors
    assert error.detail.endswith((".", "?"))
    return error.place, error.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n  \n", "empty_file"),
        (b";;;\n;;;\n", "empty_file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "binary_file"),
        (b"%PDF-1.7 abc", "binary_file"),
        (b"\x89PNG\r\n\x1a\n", "binary_file"),
        (b"name,phone\nA\x00B,1\n", "binary_file"),
        (b"name\x02,x\na,b\n", "binary_file"),
        (b"anna@example.org,+49 30 1234567\nben@example.org,+49 30 1234568\n", "no_header"),
        (b'name,note\nA,"never closed\n', "broken_quotes"),
        (b'name,note\nA,"' + b"x" * 10_000_000 + b'"\n', "cell_too_long"),
        (b"name,note\n" + b"J\xc3\xb6rg,1\n" * 400_000 + b"\xff\xfe\xfa broken\n", "undecodable"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    if code == "undecodable":
        with pytest.raises(Refusal):
            list(readers.read(path, encoding="utf-8").rows())
    else:
        assert refused(path)[1] == code


def test_the_place_of_the_fault_is_told(tmp_path: Path) -> None:
    assert refused(text_file(tmp_path, 'name,note\nA,b\nB,"open\n'))[0] == "line 3"


def test_a_name_that_says_otherwise_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path, "name,note\nA,b\n")
    assert refused(path, "contacts.vcf") == ("file", "no_vcard")
    assert refused(path, "contacts.docx") == ("file", "wrong_type")


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r"), max_size=20)


@settings(deadline=None, max_examples=200)
@given(rows=st.lists(st.lists(cells, min_size=3, max_size=3), max_size=6), mark=st.sampled_from(",;\t|"))
def test_what_the_writer_wrote_the_reader_reads(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], mark: str
) -> None:
    rows = [[f"a{first}", *rest] for first, *rest in rows]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark)
    writer.writerow(["one", "two", "three"])
    writer.writerows([[safe(cell) for cell in row] for row in rows])
    path = tmp_path_factory.mktemp("csv") / "file.csv"
    path.write_bytes(out.getvalue().encode())
    assert [row.cells for row in readers.read(path, encoding="utf-8", delimiter=mark).rows()] == rows


@pytest.mark.parametrize("text", ["=1+1", "+cmd|x", "-2+3", "@sum", "\tx", "'=1", "''=1", "＝1+1", "＋1"])
def test_formulas_are_made_harmless_and_read_back(tmp_path: Path, text: str) -> None:
    assert safe(text) == f"'{text}"
    path = text_file(tmp_path, f'name,note\nA,"{safe(text)}"\n')
    assert next(readers.read(path).rows()).cells[1] == text


def test_a_long_cell_takes_no_longer_than_its_length() -> None:
    """Else somebody stops every export by one description: with its square, this would go on for hours."""
    long = "1" * 1_000_000
    assert safe(f"-{long}x") == f"'-{long}x"
    assert safe(f"'{long}=") == f"'{long}="
    assert several("emails", f"a@b.example{' ' * 1_000_000}x;c@d.example")[1] == "c@d.example"


@pytest.mark.parametrize("text", ["+49 30 1234567", "-12.5", "'quoted'", "a=b", ""])
def test_numbers_and_plain_texts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text
