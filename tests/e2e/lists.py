"""What the browser tests of the list do again and again, in three languages."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from karteo.records.types.contact import FIELDS
from tests.e2e.desk import token
from tests.e2e.people import PEOPLE

WORDS = Path(__file__).parents[2] / "web" / "src" / "i18n"
SIZES = [("desk", "en"), ("phone", "de"), ("desk", "zh"), ("phone", "en"), ("desk", "de"), ("phone", "zh")]


@cache
def catalogue(language: str) -> dict[str, Any]:
    """All words of a language."""
    found: dict[str, Any] = {}
    for file in sorted((WORDS / language).glob("*.json")):
        found |= json.loads(file.read_text())
    return found


def say(language: str, key: str, **holes: object) -> str:
    """The words of the screen for a key, its holes filled."""
    text: Any = catalogue(language)
    for part in key.split("."):
        text = text[part]
    for name, value in holes.items():
        text = text.replace("{{" + name + "}}", str(value))
    return str(text)


def speak(page: Page, language: str) -> None:
    """Let the logged-in person read this language."""
    answer = page.request.patch("/api/me", data={"language": language}, headers=token(page))
    assert answer.status == 200, answer.text()


def add_filter(page: Page, name: str, choice: str = "", how: str = "", language: str = "en") -> Locator:
    """Through the plus: the field, how, and for what; the form that asks, for those who go on with it."""
    page.get_by_role("button", name=say(language, "filter.add")).click()
    page.get_by_role("menuitem", name=name, exact=True).click()
    form = page.get_by_role("form", name=say(language, "filters.by", label=name))
    if how:
        form.get_by_role("combobox", name=say(language, "filters.how", label=name)).select_option(label=how)
    if choice:
        box = form.get_by_role("combobox", name=name, exact=True)
        if box.count() and box.evaluate("one => one.tagName") == "SELECT":
            box.select_option(label=choice)
            if form.count():
                apply(page, language)
        else:
            form.get_by_label(name, exact=True).fill(choice)
            apply(page, language)
    return form


def apply(page: Page, language: str = "en") -> None:
    """The button of the form, where choosing alone was not enough."""
    button = page.get_by_role("button", name=say(language, "filter.apply"), exact=True)
    if button.count():
        button.click()


def remove_filter(page: Page, label: str, language: str = "en") -> None:
    page.get_by_role("button", name=say(language, "filter.remove", label=label), exact=True).click()


def rows(page: Page) -> Locator:
    """The contacts in the list."""
    return page.locator("[role=table] [role=row][data-id]")


def expect_rows(page: Page, *names: str) -> None:
    """Wait until these contacts and no others stand in the list, in this order."""
    links = page.locator("[role=table] [role=row][data-id] [role=cell]:nth-child(2) a")
    expect(links).to_have_text(list(names))


def person(who: str) -> str:
    return PEOPLE[who].name


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def label(language: str, name: str) -> str:
    """What the screen calls a field of the contact above a column and in filters."""
    short = {"temperature": "temperature", "relation": "relation", "owner_id": "owner", "phones": "phone"}
    short |= {"emails": "email", "addresses": "city", "changed_at": "changed", "company": "company", "name": "name"}
    if name in short:
        return say(language, f"list.col.{short[name]}")
    return next(field.label[language] for field in FIELDS if field.name == name)
