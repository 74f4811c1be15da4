"""The page of a contact as one person sees it, in one language and at one size."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.desk import make, token
from tests.e2e.words import Contexts, Login, Say, speak

__all__ = ["EVERYWHERE", "Card", "Contexts", "Login", "Say"]

EVERYWHERE = pytest.mark.parametrize(("size", "language"), [("desk", "en"), ("phone", "de"), ("phone", "zh")])
"""Both sizes and all three languages."""


class Card:
    """Somebody at the page of a contact; `say` has the words in his language."""

    def __init__(self, page: Page, say: Say, record: str) -> None:
        self.page, self.say, self.record = page, say, record

    def open(self) -> Card:
        self.page.goto(f"/contacts/{self.record}")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        return self

    def part(self, name: str) -> Locator:
        """Details, notes, files, related, history."""
        return self.page.get_by_role("region", name=self.say(f"section.{name}"), exact=True)

    def button(self, key: str, **params: object) -> Locator:
        return self.page.get_by_role("button", name=self.say(key, **params), exact=True)

    def action(self, key: str) -> None:
        """From the menu beside the name."""
        self.page.locator("header").get_by_role("button", name=self.say("page.actions"), exact=True).click()
        self.page.get_by_role("menuitem", name=self.say(key), exact=True).click()

    def value(self, label: str) -> Locator:
        return self.page.get_by_role("group", name=label, exact=True)

    # -- notes ----------------------------------------------------------------------------------------

    @property
    def paper(self) -> Locator:
        """Where a note is written."""
        return self.part("notes").get_by_role("textbox", name=self.say("note.write"))

    def note(self, text: str) -> Locator:
        return self.part("notes").get_by_role("listitem").filter(has_text=text)

    def write(self, text: str) -> Locator:
        """A note, saved by the keyboard."""
        self.paper.fill(text)
        self.paper.press("Control+Enter")
        expect(self.note(text)).to_be_visible()
        expect(self.paper).to_have_value("")
        return self.note(text)


def person(new_context: Contexts, login: Login, size: str, language: str, who: str = "alice") -> tuple[Page, Say]:
    """Somebody logged in, in a browser of his own."""
    page = new_context(size).new_page()
    login(page, who)
    return page, speak(page, language)


def post(page: Page, path: str, **fields: Any) -> str:
    """A record of another type, made through the API; its id."""
    answer = page.request.post(f"/api/{path}", data={"fields": fields}, headers=token(page))
    assert answer.status == 201, answer.text()
    return str(answer.json()["row"]["id"])


def rows(page: Page, path: str) -> list[dict[str, Any]]:
    """What the server has of a type."""
    found: list[dict[str, Any]] = page.request.get(f"/api/{path}", params={"limit": "200"}).json()["rows"]
    return found


def jon(page: Page, **fields: Any) -> str:
    """A person like many."""
    return make(page, **{"kind": "person", "first_name": "Jon", "last_name": "Smith", "position": "Buyer"} | fields)
