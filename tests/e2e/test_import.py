"""A file's way in through the browser: look, correct, run, look again, take back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.desk import change, make
from tests.e2e.server import ROOT

DATA = ROOT / "tests" / "data"
Login = Callable[..., None]


@pytest.fixture
def importing(page: Page, login: Login) -> Page:
    """Alice on the import page."""
    login(page, "alice")
    page.goto("/import")
    return page


def bring(page: Page, file: Path | dict[str, object]) -> None:
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_role("region", name="What was recognised")).to_be_visible()


def csv(name: str, text: str, encoding: str = "utf-8") -> dict[str, object]:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode(encoding)}


def run(page: Page) -> None:
    page.get_by_role("button", name=re.compile(r"^Import [\d,]+ rows?$")).first.click()
    expect(page.get_by_role("heading", name="The file is in")).to_be_visible()


def total(page: Page) -> Locator:
    return page.get_by_role("list", name="Sums")


def contacts(page: Page) -> int:
    return int(page.request.get("/api/contacts/count").json()["count"])


@pytest.mark.row("S0-19", "S1-24")
def test_a_file_is_looked_at_run_and_taken_back(importing: Page, viewport: str) -> None:
    before = contacts(importing)
    bring(importing, DATA / "salesforce-contacts.csv")
    for words in ("121 rows", "120 will be new", "1 are doubles", "2 cells with a fault"):
        expect(total(importing)).to_contain_text(words)
    first = importing.get_by_role("region", name="The first 20 rows").get_by_role("table")
    expect(first).to_contain_text("Email “keine@”: This is not an e-mail address")
    expect(first.get_by_role("cell", name="keine@", exact=True)).to_have_css("background-color", re.compile("rgb"))
    assert contacts(importing) == before
    importing.get_by_text("Doubles in the file (1)").click()
    expect(importing.get_by_text("Line 122: the same as line 5")).to_be_visible()

    run(importing)
    assert contacts(importing) == before + 120
    row = importing.get_by_role("row").filter(has=importing.get_by_role("rowheader", name="Email"))
    expect(row.get_by_role("cell")).to_have_text(["121", "119", "1", "0"])
    with importing.expect_download() as download:
        importing.get_by_role("link", name="What was not taken (CSV)").click()
    rejects = download.value.path().read_text(encoding="utf-8-sig")
    assert "keine@" in rejects
    assert len(rejects.strip().splitlines()) == 4
    importing.reload()
    expect(importing.get_by_role("heading", name="The file is in")).to_be_visible()
    importing.get_by_role("button", name="Undo this import").click()
    expect(importing.get_by_text("120 contacts taken back.")).to_be_visible()
    assert contacts(importing) == before
    importing.goto("/import")
    earlier = importing.get_by_role("region", name="Earlier imports")
    expect(earlier).to_contain_text("salesforce-contacts.csv")
    expect(earlier.get_by_role("listitem").first).to_contain_text("Taken back")


def test_a_chinese_file_is_recognised_and_found_in_the_list(importing: Page) -> None:
    bring(importing, DATA / "kehu-gb18030.csv")
    expect(importing.get_by_label("Encoding")).to_have_value(re.compile("gb18030", re.I))
    expect(importing.get_by_label("Numbers without “+” are from")).to_have_value("CN")
    expect(total(importing)).to_contain_text("100 rows")
    run(importing)
    importing.get_by_role("link", name="To the contacts").click()
    expect(importing).to_have_url(re.compile("/contacts"))
    expect(importing.get_by_role("table", name="Contacts").get_by_role("row").nth(3)).to_be_visible()


def test_a_vcard_file_comes_in_too(importing: Page) -> None:
    bring(importing, DATA / "vcards" / "gmail-list.vcf")
    expect(importing.get_by_text("Format: VCARD")).to_be_visible()
    expect(total(importing)).to_contain_text("3 rows")
    run(importing)


@pytest.mark.row("S2-38")
def test_a_column_without_a_field_is_named_and_becomes_one(importing: Page) -> None:
    text = "Last name,Shoe size,Phone\n" + "".join(f"Schuster {n},{n},+49 30 9018{n}\n" for n in range(30, 45))
    bring(importing, csv("shoes.csv", text))
    expect(importing.get_by_text("One column goes nowhere and is left out: Shoe size")).to_be_visible()
    size = importing.get_by_label("Column “Shoe size” goes to")
    expect(size).to_have_value("")
    size.select_option("New field: Shoe size (Number)")
    expect(importing.get_by_text("One column goes nowhere")).to_have_count(0)
    run(importing)
    found = importing.request.get("/api/contacts?q=Schuster%2037").json()["rows"]
    assert [str(row["c_shoe_size"]) for row in found] == ["37"]


def test_a_column_is_sent_elsewhere_and_the_rows_are_tried_again(importing: Page) -> None:
    bring(importing, csv("swap.csv", "Last name,Phone,Remark of ours\nTauscher,nobody answers,030 901820\n"))
    expect(total(importing)).to_contain_text("1 cells with a fault")
    importing.get_by_label("Column “Phone” goes to").select_option("Leave out")
    importing.get_by_label("Column “Remark of ours” goes to").select_option("phones:work")
    expect(total(importing)).not_to_contain_text("fault")
    run(importing)
    found = importing.request.get("/api/contacts?q=Tauscher").json()["rows"]
    assert [phone["value"] for phone in found[0]["phones"]] == ["030 901820"]


def test_who_is_there_already_gets_only_what_is_missing(importing: Page) -> None:
    record = make(importing, kind="person", last_name="Dagewesen", emails=["da@nordwerk.example"], position="Chief")
    file = csv("again.csv", "Last name,Email,Position,Phone\nDagewesen,da@nordwerk.example,Helper,030 901821\n")
    bring(importing, file)
    expect(total(importing)).to_contain_text("1 will be completed")
    importing.get_by_text(re.compile("Already there, or of the same name")).click()
    expect(importing.get_by_text("Dagewesen is there already").last).to_be_visible()
    run(importing)
    row = importing.request.get(f"/api/contacts/{record}").json()["row"]
    assert (row["position"], [phone["value"] for phone in row["phones"]]) == ("Chief", ["030 901821"])


def test_an_undo_leaves_alone_what_somebody_changed_since_and_names_it(importing: Page) -> None:
    bring(importing, csv("two.csv", "Last name,Position\nBleiberg,Baker\nGeher,Baker\n"))
    run(importing)
    found = importing.request.get("/api/contacts?q=Bleiberg").json()["rows"]
    change(importing, found[0]["id"], position="Miller")
    importing.get_by_role("button", name="Undo this import").click()
    expect(importing.get_by_text("was changed since and stays: Bleiberg")).to_be_visible()
    assert importing.request.get("/api/contacts?q=Bleiberg").json()["rows"]
    assert importing.request.get("/api/contacts?q=Geher").json()["rows"] == []


def test_a_file_that_is_none_is_refused_in_words(importing: Page) -> None:
    importing.locator("input[type=file]").set_input_files(
        {"name": "photo.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8}
    )
    expect(importing.get_by_role("alert")).to_contain_text("The file could not be taken")
    expect(importing.get_by_text("Drop a file here, or choose one")).to_be_visible()
