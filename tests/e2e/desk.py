"""What every browser test does again and again, in a person's words."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.server import until


def make(page: Page, **fields: Any) -> str:
    """A contact made through the API in the logged-in person's name; its id."""
    answer = page.request.post("/api/contacts", data={"fields": fields}, headers=token(page))
    assert answer.status == 201, answer.text()
    return str(answer.json()["row"]["id"])


def change(page: Page, record: str, **patch: Any) -> None:
    """What a colleague does elsewhere: a change through the API, whatever stood there before."""
    answer = page.request.patch(f"/api/contacts/{record}", data={"patch": patch}, headers=token(page))
    assert answer.status == 200, answer.text()


def stored(page: Page, record: str) -> dict[str, Any]:
    """The contact as the server has it."""
    answer = page.request.get(f"/api/contacts/{record}")
    assert answer.status == 200, answer.text()
    row: dict[str, Any] = answer.json()["row"]
    return row


def history(page: Page, record: str) -> list[dict[str, Any]]:
    """Its history as the server has it, newest first."""
    items: list[dict[str, Any]] = page.request.get(f"/api/contacts/{record}/history").json()["items"]
    return items


def token(page: Page) -> dict[str, str]:
    """The CSRF header that a page of ours sends."""
    return {"X-CSRFToken": next(c["value"] for c in page.context.cookies() if c["name"] == "csrftoken")}


def until_stored(page: Page, record: str, **wanted: Any) -> None:
    """Wait until the server has these values; what a page shows at once arrives there a moment later."""

    def there() -> bool:
        row = stored(page, record)
        return {name: row[name] for name in wanted} == wanted

    until(there, f"{wanted} on the server", 20)


def open_contact(page: Page, record: str) -> None:
    page.goto(f"/contacts/{record}")
    expect(page.get_by_role("link", name="Back to the list")).to_be_visible()


def value(page: Page, label: str) -> Locator:
    """The place on the contact page where a field shows."""
    return page.get_by_role("group", name=label, exact=True)


def edit_field(page: Page, label: str) -> None:
    """The pencil beside a field."""
    page.get_by_role("button", name=f"Edit {label}", exact=True).click()


def edit_all(page: Page) -> Locator:
    """The whole form, by the link under the name."""
    page.get_by_role("link", name=re.compile("^Edit (person|company)$")).click()
    form = page.get_by_role("form", name=re.compile("^Update (person|company)$"))
    expect(form).to_be_visible()
    return form


def toast(page: Page) -> Locator:
    return page.get_by_test_id("toasts")


def search_list(page: Page, words: str) -> None:
    """Type into the list's own search and press Enter."""
    box = page.get_by_role("textbox", name="Search in this list")
    box.fill(words)
    box.press("Enter")


def names(page: Page) -> list[str]:
    """The names in the list as they stand there, from the top."""
    table = page.get_by_role("table", name="Contacts")
    links = table.get_by_role("row").get_by_role("link").filter(has_not_text=re.compile("^View$"))
    return [text.strip() for text in links.all_inner_texts()]


def expect_names(page: Page, *wanted: str) -> None:
    """Wait until the list shows these contacts and no others, in any order."""
    expect(page.get_by_role("status").filter(has_text=re.compile("contact"))).to_contain_text(
        "1 contact" if len(wanted) == 1 else f"{len(wanted)} contacts"
    )
    page.wait_for_function(
        "count => document.querySelectorAll('[role=table] [role=row][data-id]').length === count", arg=len(wanted)
    )
    assert sorted(names(page)) == sorted(wanted)


def edges(one: Locator) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is shown."""
    box = one.bounding_box()
    assert box
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]
