"""`make screenshots`: the pictures of README and docs, made anew from a demo workspace.

Each picture is one line below: its name, the size of the window, the language, and how one gets there.
Times and ids differ from run to run, the customers do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.browser import FLAGS, executable
from tests.e2e.server import ROOT, KarteoServer

IMAGES = ROOT / "docs" / "images"
SIZES = {
    "desk": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
EMAIL, PASSWORD = "demo@karteo.example", "karteo-demo"
SAMPLE = ROOT / "tests" / "data" / "salesforce-contacts.csv"


@dataclass(frozen=True)
class Picture:
    name: str
    way: Callable[[Page], None]
    size: str = "desk"
    locale: str = "en-GB"
    dark: bool = False


def at(path: str) -> Callable[[Page], None]:
    return lambda page: settled(page, path)


def settled(page: Page, path: str) -> None:
    """Open a page and wait until it has said everything."""
    page.goto(path)
    page.wait_for_load_state("networkidle")


def first_contact(page: Page) -> None:
    """The contact that has the most to tell: the one that was corrected last."""
    record = page.evaluate("fetch('/api/home').then(answer => answer.json())")["recent"][0]["id"]
    settled(page, f"/contacts/{record}")


def edit_form(page: Page) -> None:
    first_contact(page)
    page.locator("a[href$='edit=all']").click()
    page.get_by_role("form").last.wait_for()


def search(page: Page) -> None:
    """Hits while typing."""
    settled(page, "/")
    page.get_by_role("combobox").first.fill("mull")
    page.get_by_role("option").first.wait_for()


def import_preview(page: Page) -> None:
    settled(page, "/import")
    page.locator("input[type=file]").set_input_files(SAMPLE)
    page.get_by_role("table").first.wait_for()
    page.wait_for_load_state("networkidle")


PICTURES = (
    Picture("home", at("/")),
    Picture("contacts", at("/contacts")),
    Picture("search", search),
    Picture("contact", first_contact),
    Picture("edit", edit_form),
    Picture("import", import_preview),
    Picture("contact-dark", first_contact, dark=True),
    Picture("contact-de", first_contact, locale="de-DE"),
    Picture("contacts-zh", at("/contacts"), locale="zh-CN"),
    Picture("phone-contacts", at("/contacts"), size="phone"),
    Picture("phone-contact", first_contact, size="phone"),
    Picture("phone-edit", edit_form, size="phone"),
)


def log_in(page: Page) -> None:
    page.goto("/login")
    page.locator("input[type=email], input[name=email]").fill(EMAIL)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.wait_for_url(re.compile(r"^(?!.*/login).*$"))


def take(browser: Browser, url: str, picture: Picture) -> None:
    """One picture in a browser of its own."""
    context = browser.new_context(
        base_url=url,
        locale=picture.locale,
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
        **SIZES[picture.size],  # type: ignore[arg-type]
    )
    try:
        page = context.new_page()
        log_in(page)
        picture.way(page)
        page.screenshot(path=IMAGES / f"{picture.name}.png")
        print(f"docs/images/{picture.name}.png")
    finally:
        context.close()


def main() -> None:
    """All pictures; each language has a demo workspace of its own."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    path = executable()
    assert path is not None, "there is no Chromium: `make browser` brings one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for language in ("en", "de", "zh"):
            server = KarteoServer()
            try:
                done = server.command("demo", "--language", language)
                assert done.returncode == 0, done.stderr
                server.start()
                for picture in PICTURES:
                    if picture.locale.startswith(language):
                        take(browser, server.url, picture)
            finally:
                server.remove()
        browser.close()


if __name__ == "__main__":
    main()
