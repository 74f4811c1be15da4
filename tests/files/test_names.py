"""File names of people, and of those who try tricks."""

from __future__ import annotations

import pytest

from karteo.files.names import LONGEST, cleaned, disposition
from karteo.lib.errors import Refusal


@pytest.mark.parametrize(
    "name",
    [
        "合同 2026（最终版）.pdf",
        "Angebot für Müller & Söhne.docx",
        "عقد.pdf",
        "חוזה.pdf",
        "👩‍👩‍👧 family 🇩🇪.png",
        "a'b.txt",
    ],
)
def test_a_name_in_any_script_stays_as_it_is(name: str) -> None:
    assert cleaned(name) == name


@pytest.mark.parametrize(
    ("trick", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system32\\cmd.exe", "cmd.exe"),
        ("/etc/shadow", "shadow"),
        ("C:\\Users\\me\\offer.pdf", "offer.pdf"),
        ("offer\x00.pdf\x1f", "offer.pdf"),
        ("line\r\nSet-Cookie: x=1.pdf", "lineSet-Cookie_ x=1.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("zero\u200bwidth\ufeff.txt", "zerowidth.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("  .hidden.  ", "hidden"),
        ('a<b>c:d"e|f?g*.txt', "a_b_c_d_e_f_g_.txt"),
        ("Mu\u0308ller.pdf", "Müller.pdf"),
        ("two   blanks.txt", "two blanks.txt"),
    ],
)
def test_tricks_are_taken_out(trick: str, name: str) -> None:
    assert cleaned(trick) == name


@pytest.mark.parametrize("name", ["", "..", "../", "\u202e\u200b", "\x00", " . "])
def test_a_name_of_tricks_alone_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        cleaned(name)
    assert refused.value.errors[0].code == "file_name"


def test_a_long_name_keeps_its_ending_and_no_half_letter() -> None:
    name = cleaned("很" * 200 + ".pdf")
    assert len(name.encode()) <= LONGEST
    assert name.endswith("很.pdf")
    assert set(name.removesuffix(".pdf")) == {"很"}


def test_a_download_says_its_name_in_two_ways() -> None:
    assert disposition("Müller.pdf") == "attachment; filename=\"Muller.pdf\"; filename*=UTF-8''M%C3%BCller.pdf"
    assert disposition("合同 1.pdf") == ("attachment; filename=\"1.pdf\"; filename*=UTF-8''%E5%90%88%E5%90%8C%201.pdf")
    assert disposition("合同").startswith('attachment; filename="file"; ')
    assert disposition('a"b;c.pdf').split(";")[1] == ' filename="a_b_c.pdf"'
