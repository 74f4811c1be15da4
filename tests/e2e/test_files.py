"""Files on a record: several at once, looked at, renamed, deleted and brought back; seen by whoever sees the record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e import pictures
from tests.e2e.desk import make, open_contact, toast, token
from tests.e2e.server import until
from tests.e2e.words import VIEWS, speak

Login = Callable[..., None]
Say = Callable[..., str]
CHINESE = "采购合同（最终版）2026.pdf"


class Shelf:
    """The files of one contact, seen by one person in one language."""

    def __init__(self, page: Page, say: Say, record: str) -> None:
        self.page, self.say, self.record = page, say, record
        page.goto(f"/contacts/{record}")
        self.all = page.get_by_role("region", name=say("section.files"))
        expect(self.all).to_be_visible()

    def choose(self, *files: pictures.Made) -> None:
        self.all.locator("input[type=file]:not([capture])").set_input_files(list(files))

    def file(self, name: str) -> Locator:
        """Its line among those that have arrived."""
        return (
            self.all.get_by_role("list", name=self.say("files.title"), exact=True)
            .get_by_role("listitem")
            .filter(has=self.page.get_by_text(name, exact=True))
        )

    def on_its_way(self, name: str) -> Locator:
        return (
            self.all.get_by_role("list", name=self.say("files.sending"))
            .get_by_role("listitem")
            .filter(has=self.page.get_by_text(name, exact=True))
        )

    def act(self, name: str, action: str) -> None:
        """One of the actions behind the dots of a file."""
        self.all.get_by_role("button", name=self.say("files.actions", name=name)).click()
        self.page.get_by_role("menuitem", name=self.say(action)).click()

    def stored(self) -> list[dict[str, Any]]:
        """The files as the server has them."""
        clause = f'{{"field":"parent_id","op":"is","value":"{self.record}"}}'
        rows: list[dict[str, Any]] = self.page.request.get("/api/files", params={"filter": clause}).json()["rows"]
        return rows


@pytest.fixture
def shelf(new_context: Callable[..., Any], login: Login) -> Callable[..., Shelf]:
    """`shelf("phone", "de")`: Alice before a new contact without files."""

    def opened(size: str = "desk", language: str = "en") -> Shelf:
        page = new_context(size).new_page()
        login(page)
        say = speak(page, language)
        return Shelf(page, say, make(page, kind="company", company_name="Nordwerk GmbH"))

    return opened


@pytest.mark.row("S0-26", "S0-24")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_several_files_at_once_hang_on_the_record_with_size_kind_and_who_brought_them(
    shelf: Callable[..., Shelf], size: str, language: str
) -> None:
    it = shelf(size, language)
    expect(it.all).to_contain_text(it.say("files.limit", limit="100 MB"))
    expect(it.all).to_contain_text(it.say("files.emptyPhone" if size == "phone" else "files.empty"))
    it.choose(
        pictures.file(CHINESE, "application/pdf", pictures.pdf()),
        pictures.file("Werk 3 – Gelände.png", "image/png", pictures.png()),
        pictures.file("prices.csv", "text/csv", b"name;price\nbolt;1.20\n" * 100),
    )
    for name, facts in (
        (CHINESE, ["PDF", "16", "kB"]),
        ("Werk 3 – Gelände.png", [it.say("files.kind.picture"), "PNG"]),
        ("prices.csv", [it.say("files.kind.table"), "CSV", "2"]),
    ):
        for words in (*facts, "Alice Adler"):
            expect(it.file(name)).to_contain_text(words)
    assert sorted(row["file_name"] for row in it.stored()) == sorted([CHINESE, "Werk 3 – Gelände.png", "prices.csv"])
    expect(it.all.get_by_role("list", name=it.say("files.sending"))).to_have_count(0)
    with it.page.expect_download() as got:
        it.all.get_by_role("link", name=it.say("files.download", name=CHINESE)).last.click()
    assert got.value.suggested_filename == CHINESE
    assert got.value.path().read_bytes() == pictures.pdf()


@pytest.mark.row("S0-24")
@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_a_photo_taken_on_the_phone_hangs_on_the_record_under_its_moment(
    shelf: Callable[..., Shelf], language: str
) -> None:
    it = shelf("phone", language)
    camera = it.all.locator("input[capture=environment]")
    camera.set_input_files(pictures.file("image.jpg", "image/jpeg", pictures.lying_jpeg()))
    expect(it.all).to_contain_text(re.compile(it.say("upload.photoName") + r" 20\d\d-\d\d-\d\d \d\d\.\d\d\.\d\d\.jpg"))


@pytest.mark.row("S0-26")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_a_picture_and_the_pages_of_a_document_are_looked_at_in_place(
    shelf: Callable[..., Shelf], size: str, language: str
) -> None:
    it = shelf(size, language)
    it.choose(
        pictures.file("plan.png", "image/png", pictures.png()),
        pictures.file("offer.pdf", "application/pdf", pictures.pdf()),
    )
    it.all.get_by_role("button", name=it.say("files.preview", name="offer.pdf")).click()
    dialog = it.page.get_by_role("dialog", name="offer.pdf")
    expect(dialog.get_by_role("status")).to_contain_text(it.say("files.page", page=1, pages=3))
    assert shown(dialog) == pictures.RED
    dialog.get_by_role("button", name=it.say("files.pageAfter")).click()
    expect(dialog.get_by_role("img", name=it.say("files.pageOf", name="offer.pdf", page=2))).to_be_visible()
    assert shown(dialog) == pictures.BLUE
    it.page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("img", name=it.say("files.pageOf", name="offer.pdf", page=3))).to_be_visible()
    expect(dialog.get_by_role("button", name=it.say("files.pageAfter"))).to_be_disabled()
    it.page.keyboard.press("Escape")
    opener = it.all.get_by_role("button", name=it.say("files.preview", name="offer.pdf"))
    expect(opener).to_be_focused()
    it.all.get_by_role("button", name=it.say("files.preview", name="plan.png")).click()
    assert shown(it.page.get_by_role("dialog", name="plan.png")) == pictures.GREEN


def shown(dialog: Locator) -> Any:
    """The colour of the page that is being looked at, as one of ours."""
    picture = dialog.locator("img")
    expect(picture).to_be_visible()
    until(lambda: bool(picture.evaluate("img => img.complete && img.naturalWidth > 0")), "the page", 15)
    pixel = picture.evaluate(
        """img => { const canvas = document.createElement("canvas"); const pen = canvas.getContext("2d");
        pen.drawImage(img, 0, 0); return [...pen.getImageData(20, 20, 1, 1).data]; }"""
    )
    return next((one for one in (pictures.RED, pictures.BLUE, pictures.GREEN) if pictures.is_like(pixel, one)), pixel)


@pytest.mark.row("S0-26")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_a_file_is_renamed_described_deleted_and_brought_back(
    shelf: Callable[..., Shelf], size: str, language: str
) -> None:
    it = shelf(size, language)
    it.choose(pictures.file("scan0001.pdf", "application/pdf", pictures.pdf()))
    expect(it.file("scan0001.pdf")).to_be_visible()
    it.act("scan0001.pdf", "files.edit")
    form = it.page.get_by_role("dialog", name=it.say("files.editTitle"))
    form.get_by_role("textbox", name=it.say("files.name")).fill("框架协议.pdf")
    form.get_by_role("textbox", name=it.say("files.description")).fill("Gültig bis 2028")
    form.get_by_role("button", name=it.say("common.save"), exact=True).click()
    expect(it.file("框架协议.pdf")).to_contain_text("Gültig bis 2028")
    it.act("框架协议.pdf", "history.title")
    story = it.page.get_by_role("dialog", name=it.say("files.historyOf", name="框架协议.pdf"))
    expect(story).to_contain_text("scan0001.pdf")
    expect(story).to_contain_text("Alice Adler")
    it.page.keyboard.press("Escape")
    it.act("框架协议.pdf", "files.delete")
    expect(it.file("框架协议.pdf")).to_have_count(0)
    toast(it.page).get_by_role("button", name=it.say("toast.undo")).click()
    expect(it.file("框架协议.pdf")).to_be_visible()
    it.act("框架协议.pdf", "files.delete")
    until(lambda: it.stored() == [], "the file's end on the server")
    it.all.get_by_role("button", name=it.say("files.showDeleted")).click()
    it.all.get_by_role("button", name=it.say("files.restoreOf", name="框架协议.pdf")).click()
    expect(it.file("框架协议.pdf")).to_contain_text("Gültig bis 2028")
    until(lambda: [row["file_name"] for row in it.stored()] == ["框架协议.pdf"], "the file back on the server")


def test_an_attached_file_is_taken_back_by_the_toast(shelf: Callable[..., Shelf]) -> None:
    it = shelf()
    it.choose(pictures.file("wrong.pdf", "application/pdf", pictures.pdf()))
    expect(toast(it.page)).to_contain_text("“wrong.pdf” is attached")
    toast(it.page).get_by_role("button", name="Undo").click()
    expect(it.file("wrong.pdf")).to_have_count(0)
    until(lambda: it.stored() == [], "the file's end on the server")


@pytest.mark.parametrize("way", ["paste", "drop", "beside"])
def test_files_are_pasted_and_dropped(shelf: Callable[..., Shelf], way: str) -> None:
    it = shelf()
    data = it.page.evaluate_handle(
        """() => { const data = new DataTransfer();
        for (const name of ["one.txt", "two.txt"]) data.items.add(new File([name], name, { type: "text/plain" }));
        return data; }"""
    )
    if way != "paste":
        # Anywhere on the page is as good as the place itself.
        zone = it.all.get_by_text("Drop them here") if way == "drop" else it.page.get_by_role("heading", level=1)
        for event in ("dragover", "drop"):
            zone.dispatch_event(event, {"dataTransfer": data})
    else:
        data.evaluate(
            "data => document.body.dispatchEvent("
            "new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))"
        )
    expect(it.file("one.txt")).to_have_count(1)
    expect(it.file("two.txt")).to_have_count(1)


def test_what_is_over_the_limit_is_refused_before_it_is_sent_and_the_rest_arrives(shelf: Callable[..., Shelf]) -> None:
    it = shelf()
    data = it.page.evaluate_handle(
        """() => { const data = new DataTransfer();
        data.items.add(new File([new ArrayBuffer(101 * 1024 * 1024)], "film.mov"));
        data.items.add(new File(["fits"], "small.txt")); return data; }"""
    )
    it.all.get_by_text("Drop them here").dispatch_event("drop", {"dataTransfer": data})
    expect(it.on_its_way("film.mov")).to_contain_text("larger than 100 MB")
    expect(it.file("small.txt")).to_be_visible()
    it.all.get_by_role("button", name="Take film.mov off the list").click()
    expect(it.on_its_way("film.mov")).to_have_count(0)


def posts(route: Route) -> bool:
    return route.request.method == "POST"


def test_a_broken_line_keeps_the_file_which_is_sent_again_and_is_there_once(shelf: Callable[..., Shelf]) -> None:
    it = shelf()
    it.page.route("**/api/files?*", lambda route: route.abort() if posts(route) else route.continue_())
    it.choose(pictures.file("offer.pdf", "application/pdf", pictures.pdf()))
    expect(it.on_its_way("offer.pdf")).to_contain_text("cannot be reached")
    it.page.unroute("**/api/files?*")
    it.all.get_by_role("button", name="Send offer.pdf again").click()
    expect(it.file("offer.pdf")).to_be_visible()
    assert len(it.stored()) == 1


def test_sending_is_called_off(shelf: Callable[..., Shelf]) -> None:
    it = shelf()
    it.page.route("**/api/files?*", lambda route: None if posts(route) else route.continue_())  # never answered
    with it.page.expect_request(lambda request: request.method == "POST" and "/api/files" in request.url):
        it.choose(pictures.file("offer.pdf", "application/pdf", pictures.pdf()))
    expect(it.on_its_way("offer.pdf").get_by_role("progressbar", name="Sending offer.pdf")).to_be_visible()
    it.all.get_by_role("button", name="Do not send offer.pdf").click()
    expect(it.on_its_way("offer.pdf")).to_have_count(0)
    assert it.stored() == []


@pytest.mark.row("S0-26")
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_colleague_opens_the_file_and_a_stranger_finds_none(
    shelf: Callable[..., Shelf], new_context: Callable[..., Any], login: Login, size: str
) -> None:
    it = shelf()
    bob: Page = new_context(size).new_page()
    login(bob, "bob")
    open_contact(bob, it.record)
    it.choose(pictures.file(CHINESE, "application/pdf", pictures.pdf()))
    expect(it.file(CHINESE)).to_be_visible()
    theirs = bob.get_by_role("region", name="Files")
    with bob.expect_download() as got:
        theirs.get_by_role("link", name=f"Download {CHINESE}").last.click()
    assert got.value.path().read_bytes() == pictures.pdf()
    rita: Page = new_context(size).new_page()
    login(rita, "rita")
    open_contact(rita, it.record)
    expect(rita.get_by_role("region", name="Files")).to_contain_text(CHINESE)
    expect(rita.get_by_role("region", name="Files").locator("input[type=file]")).to_have_count(0)
    (row,) = it.stored()
    charlie: Page = new_context(size).new_page()
    login(charlie, "charlie")
    for path in ("", "/content", "/preview"):
        assert charlie.request.get(f"/api/files/{row['id']}{path}").status == 404
    charlie.goto(f"/contacts/{it.record}")
    expect(charlie.get_by_text("This contact does not exist")).to_be_visible()
    query: dict[str, str | float | bool] = {"parent_id": it.record, "name": "x.txt"}
    refused = charlie.request.post("/api/files", params=query, data=b"x", headers=token(charlie))
    assert refused.status == 404
