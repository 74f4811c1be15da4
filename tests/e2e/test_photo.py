"""The photo of a contact: chosen, fitted, taken back, taken away; from the computer, the camera, the clipboard."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e import pictures
from tests.e2e.browser import FLAGS, executable
from tests.e2e.desk import make, open_contact, stored, toast, token, until_stored
from tests.e2e.server import KarteoServer, until
from tests.e2e.words import VIEWS, speak
from tests.files.web import Web, web

Login = Callable[..., None]
Say = Callable[..., str]


class Card:
    """A contact page, seen by one person in one language."""

    def __init__(self, page: Page, say: Say, record: str) -> None:
        self.page, self.say, self.record = page, say, record
        page.goto(f"/contacts/{record}")
        expect(self.change).to_be_visible()

    @property
    def change(self) -> Locator:
        return self.page.get_by_role("button", name=self.say("photo.change"), exact=True)

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog", name=self.say("photo.title"))

    @property
    def photo(self) -> Locator:
        """The picture at the top of the page."""
        return (
            self.page.get_by_role("banner")
            .or_(self.page.locator("header"))
            .get_by_role("img", name=self.say("photo.of", name="Jon Smith"))
        )

    def open(self) -> Locator:
        self.change.click()
        expect(self.dialog).to_be_visible()
        return self.dialog

    def choose(self, file: pictures.Made | Path) -> None:
        self.dialog.locator("input[type=file]:not([capture])").set_input_files(file)

    def use(self) -> None:
        self.dialog.get_by_role("button", name=self.say("photo.use"), exact=True).click()
        expect(toast(self.page)).to_contain_text(self.say("photo.changed"))
        expect(self.dialog).to_have_count(0)
        expect(self.photo).to_be_visible()

    def kept(self) -> Any:
        """The photo as the server hands it out."""
        blob = stored(self.page, self.record)["photo"]
        answer = self.page.request.get(f"/api/contacts/{self.record}/photo/{blob}?size=full")
        assert answer.status == 200
        return pictures.opened(answer.body())


@pytest.fixture
def card(new_context: Callable[..., Any], login: Login) -> Callable[..., Card]:
    """`card("phone", "de")`: Alice before a new contact."""

    def opened(size: str = "desk", language: str = "en", **fields: Any) -> Card:
        page = new_context(size).new_page()
        login(page)
        say = speak(page, language)
        return Card(page, say, make(page, kind="person", first_name="Jon", last_name="Smith", **fields))

    return opened


def natural(picture: Locator) -> tuple[int, int]:
    """The size of the picture itself, however large it is shown."""
    until(lambda: bool(picture.evaluate("img => img.complete && img.naturalWidth > 0")), "the picture", 15)
    width, height = picture.evaluate("img => [img.naturalWidth, img.naturalHeight]")
    return width, height


@pytest.mark.row("S2-17", "S2-18", "S2-19", "S0-24")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_a_picture_from_the_computer_stands_upright_and_small_on_the_contact(
    card: Callable[..., Card], size: str, language: str
) -> None:
    jon = card(size, language)
    dialog = jon.open()
    jon.choose(pictures.file("IMG_0001.JPG", "image/jpeg", pictures.lying_jpeg()))
    preview = dialog.get_by_role("img", name=jon.say("photo.chosen"))
    assert natural(preview) == (600, 800)
    expect(dialog).to_contain_text(jon.say("photo.willBe"))
    assert stored(jon.page, jon.record)["photo"] is None
    jon.use()
    assert natural(jon.photo) == (200, 267)
    kept = jon.kept()
    assert kept.size == (200, 267)
    assert kept.getexif() == {}
    assert pictures.is_like(kept.convert("RGB").getpixel((100, 20)), pictures.RED)
    assert pictures.is_like(kept.convert("RGB").getpixel((100, 240)), pictures.BLUE)
    toast(jon.page).get_by_role("button", name=jon.say("toast.undo")).click()
    expect(jon.photo).to_have_count(0)
    until_stored(jon.page, jon.record, photo=None)


@pytest.mark.row("S2-20", "S0-24")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_a_camera_picture_of_twelve_megabytes_is_made_smaller_and_taken(
    card: Callable[..., Card], size: str, language: str, tmp_path: Path
) -> None:
    jon = card(size, language)
    dialog = jon.open()
    huge = tmp_path / "DSC_0001.JPG"  # a file: bytes would go through three processes as text
    huge.write_bytes(pictures.camera_jpeg())
    camera = dialog.locator("input[type=file][capture=environment]")
    expect(camera).to_have_count(1 if size == "phone" else 0)
    if size == "phone":
        camera.set_input_files(huge)
    else:
        jon.choose(huge)
    expect(dialog).to_contain_text(jon.say("photo.shrunk", before="", after="").split(":")[0].split("：")[0])
    jon.use()
    assert natural(jon.photo) == (200, 200)


@pytest.mark.row("S2-20")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_more_than_one_megabyte_that_cannot_be_made_smaller_is_refused_with_the_limit(
    card: Callable[..., Card], size: str, language: str
) -> None:
    jon = card(size, language)
    dialog = jon.open()
    expect(dialog).to_contain_text("1 MB")
    jon.choose(pictures.file("good.png", "image/png", pictures.png()))
    expect(dialog.get_by_role("img", name=jon.say("photo.chosen"))).to_be_visible()
    jon.choose(pictures.file("broken.jpg", "image/jpeg", pictures.camera_jpeg()[:20] + bytes(1_500_000)))
    expect(dialog.get_by_role("alert")).to_contain_text(jon.say("upload.fault.photo_too_big", max_mb=1))
    # What was chosen before is still there, and can be used.
    expect(dialog.get_by_role("img", name=jon.say("photo.chosen"))).to_be_visible()
    large = pictures.camera_jpeg()[:1_200_000]
    straight = jon.page.request.put(f"/api/contacts/{jon.record}/photo", data=large, headers=token(jon.page))
    assert straight.status == 413
    assert "1 MB" in straight.text()
    assert stored(jon.page, jon.record)["photo"] is None
    jon.use()


def test_what_is_no_picture_is_refused_before_it_is_sent(card: Callable[..., Card]) -> None:
    jon = card()
    dialog = jon.open()
    jon.choose(pictures.file("offer.jpg", "image/jpeg", pictures.pdf()))
    expect(dialog.get_by_role("alert")).to_contain_text("This is not a picture")
    expect(dialog.get_by_role("button", name="Use this picture")).to_be_disabled()


@pytest.mark.row("S2-22")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_the_default_picture_takes_the_photo_away_and_undo_brings_it_back(
    card: Callable[..., Card], size: str, language: str
) -> None:
    jon = card(size, language)
    jon.open()
    jon.choose(pictures.file("a.png", "image/png", pictures.png()))
    jon.use()
    dialog = jon.open()
    default = dialog.get_by_role("button", name=jon.say("photo.default"))
    default.click()
    expect(default).to_have_attribute("aria-pressed", "true")
    dialog.get_by_role("button", name=jon.say("photo.remove"), exact=True).click()
    expect(toast(jon.page)).to_contain_text(jon.say("photo.removed"))
    expect(jon.photo).to_have_count(0)
    expect(jon.page.get_by_role("img", name=jon.say("photo.none"))).to_have_text("JS")
    until_stored(jon.page, jon.record, photo=None)
    toast(jon.page).get_by_role("button", name=jon.say("toast.undo")).click()
    expect(jon.photo).to_be_visible()


@pytest.mark.row("S2-18")
@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_picture_is_pasted_or_dropped_into_the_dialog(card: Callable[..., Card], way: str) -> None:
    jon = card()
    dialog = jon.open()
    data = jon.page.evaluate_handle(
        """png => { const data = new DataTransfer();
        const bytes = Uint8Array.from(atob(png), sign => sign.charCodeAt(0));
        data.items.add(new File([bytes], "image.png", { type: "image/png" })); return data; }""",
        base64.b64encode(pictures.png()).decode(),
    )
    if way == "drop":
        for event in ("dragover", "drop"):
            jon.page.dispatch_event("[role=dialog] figure", event, {"dataTransfer": data})
    else:
        data.evaluate(
            "data => document.activeElement.dispatchEvent("
            "new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))"
        )
    assert natural(dialog.get_by_role("img", name="The chosen picture")) == (320, 200)
    jon.use()


@pytest.fixture
def with_camera(browser: Browser) -> Iterator[Browser]:
    """A browser whose camera shows a test picture and needs no permission."""
    fake = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    one = browser.browser_type.launch(executable_path=executable(), args=[*FLAGS, *fake])
    yield one
    one.close()


@pytest.mark.row("S0-24")
def test_the_camera_of_a_computer_shows_what_it_sees_and_its_picture_is_taken(
    with_camera: Browser, server: Any, login: Login
) -> None:
    page = with_camera.new_context(base_url=server.url, permissions=["camera"]).new_page()
    login(page)
    jon = Card(page, speak(page, "en"), make(page, kind="person", first_name="Jon", last_name="Smith"))
    dialog = jon.open()
    dialog.get_by_role("button", name="Take a photo").click()
    dialog.get_by_role("button", name="Take the picture").click()
    expect(dialog.get_by_role("img", name="The chosen picture")).to_be_visible()
    jon.use()


def test_a_camera_that_may_not_be_used_says_so(card: Callable[..., Card]) -> None:
    jon = card()
    dialog = jon.open()
    dialog.get_by_role("button", name="Take a photo").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_role("button", name="Without the camera").click()
    expect(dialog.get_by_role("button", name="Take a photo")).to_be_visible()


def test_without_network_the_choice_is_kept_until_it_arrives(card: Callable[..., Card]) -> None:
    jon = card()
    dialog = jon.open()
    jon.choose(pictures.file("a.png", "image/png", pictures.png()))
    jon.page.route("**/photo", lambda route: route.abort())
    dialog.get_by_role("button", name="Use this picture").click()
    expect(dialog.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(dialog.get_by_role("img", name="The chosen picture")).to_be_visible()
    jon.page.unroute("**/photo")
    jon.use()


@pytest.mark.row("S0-26", "S0-24")
def test_a_colleague_sees_the_new_photo_and_a_stranger_does_not(
    card: Callable[..., Card], new_context: Callable[..., Any], login: Login
) -> None:
    jon = card()
    bob: Page = new_context("phone").new_page()
    login(bob, "bob")
    open_contact(bob, jon.record)
    rita: Page = new_context().new_page()
    login(rita, "rita")
    open_contact(rita, jon.record)
    jon.open()
    jon.choose(pictures.file("a.png", "image/png", pictures.png()))
    jon.use()
    for one in (bob, rita):
        natural(one.get_by_role("img", name="Photo of Jon Smith"))
    expect(bob.get_by_role("button", name="Change photo")).to_be_visible()
    expect(rita.get_by_role("button", name="Change photo")).to_have_count(0)
    charlie: Page = new_context().new_page()
    login(charlie, "charlie")
    blob = stored(jon.page, jon.record)["photo"]
    for size in ("thumb", "full"):
        assert charlie.request.get(f"/api/contacts/{jon.record}/photo/{blob}?size={size}").status == 404
    refused = rita.request.put(f"/api/contacts/{jon.record}/photo", data=pictures.png(), headers=token(rita))
    assert refused.status == 403


@pytest.mark.row("S2-17")
def test_the_dialog_is_reached_and_left_with_the_keyboard(card: Callable[..., Card]) -> None:
    jon = card()
    jon.change.focus()
    jon.page.keyboard.press("Enter")
    expect(jon.dialog).to_be_visible()
    default = jon.dialog.get_by_role("button", name="Default picture")
    for _ in range(8):
        jon.page.keyboard.press("Tab")
        if default.evaluate("place => place === document.activeElement"):
            break
    jon.page.keyboard.press("Enter")
    expect(default).to_have_attribute("aria-pressed", "true")
    jon.page.keyboard.press("Escape")
    expect(jon.dialog).to_have_count(0)
    expect(jon.change).to_be_focused()


@pytest.fixture(scope="module")
def asking(first_day: KarteoServer) -> Iterator[tuple[KarteoServer, Web]]:
    """A server whose administrator allowed one host, and that host."""
    with web() as site:
        one = KarteoServer(KARTEO_PICTURE_HOSTS=site.host)
        try:
            one.take(first_day)
            one.start()
            site.page("/jon.png", pictures.png(size=(400, 400)))
            yield one, site
        finally:
            one.remove()


@pytest.mark.row("S2-21")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_pictures_behind_the_contacts_links_are_offered_and_one_is_taken(
    asking: tuple[KarteoServer, Web], new_context: Callable[..., Any], login: Login, size: str, language: str
) -> None:
    server, site = asking
    page = new_context(size, base_url=server.url).new_page()
    login(page)
    links = [{"value": site.profile("/in/jon", "/jon.png"), "kind": "linkedin"}]
    jon = Card(
        page,
        speak(page, language),
        make(page, kind="person", first_name="Jon", last_name="Smith", links=links),
    )
    offer = jon.open().get_by_role("button", name=site.host)
    expect(offer).to_be_visible()
    offer.click()
    assert natural(jon.dialog.get_by_role("img", name=jon.say("photo.chosen"))) == (200, 200)
    jon.use()
    assert pictures.is_like(jon.kept().convert("RGB").getpixel((100, 100)), pictures.GREEN)


@pytest.mark.row("S2-21")
def test_a_network_that_does_not_answer_is_told(
    asking: tuple[KarteoServer, Web], new_context: Callable[..., Any], login: Login
) -> None:
    server, site = asking
    page = new_context(base_url=server.url).new_page()
    login(page)
    links = [{"value": f"http://{site.host}/in/nobody", "kind": "linkedin"}]
    jon = Card(page, speak(page, "en"), make(page, kind="person", first_name="Jon", last_name="Smith", links=links))
    expect(jon.open()).to_contain_text("The page does not answer, or there is no network.")


@pytest.mark.row("S2-21")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_where_no_host_is_allowed_the_dialog_says_why_and_how(
    card: Callable[..., Card], size: str, language: str
) -> None:
    jon = card(size, language, links=[{"value": "https://www.linkedin.com/in/jon", "kind": "linkedin"}])
    dialog = jon.open()
    expect(dialog).to_contain_text(jon.say("photo.offersOff"))
    expect(dialog).to_contain_text("KARTEO_PICTURE_HOSTS")
