"""The administrator's screens of people, teams and roles, in one language and at one size."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.people import PASSWORD
from tests.e2e.server import KarteoServer, until
from tests.e2e.words import LOCALES, Contexts, Login, send_password, speak, words

__all__ = ["LOCALES", "Contexts", "Desk"]


class Desk:
    """An administrator at his screens; `say` has the words in his language."""

    def __init__(self, new_context: Contexts, login: Login, size: str, language: str) -> None:
        self.page = new_context(size, locale=LOCALES[language]).new_page()
        login(self.page, "alice")
        self.say = speak(self.page, language)

    def tab(self, name: str) -> Desk:
        self.page.goto(f"/admin?tab={name}")
        expect(self.page.get_by_role("main").get_by_role("list").first).to_be_visible()
        return self

    def button(self, key: str, within: Locator | None = None, **params: object) -> Locator:
        return (within or self.page).get_by_role("button", name=self.say(key, **params), exact=True)

    def line(self, text: str) -> Locator:
        """The person, team or role of this name in the list that is open."""
        return self.page.get_by_role("main").get_by_role("listitem").filter(has_text=text).first

    def toast(self) -> Locator:
        return self.page.get_by_test_id("toasts")

    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def open_person(self, name: str) -> Locator:
        self.button("people.edit", name=name).click()
        expect(self.dialog()).to_be_visible()
        return self.dialog()

    def cell(self, type_: str, verb: str) -> Locator:
        """What a role may do with a kind of record."""
        name = self.say("roles.cell", type=self.say(f"roles.type.{type_}"), verb=self.say(f"roles.verb.{verb}"))
        return self.page.get_by_role("combobox", name=name, exact=True)

    def field(self, label: str, right: str) -> Locator:
        """One segment of the switch of a field."""
        group = self.page.get_by_role("radiogroup", name=label, exact=True)
        return group.get_by_role("radio", name=self.say(f"roles.field.{right}"), exact=True)


def mailed_link(server: KarteoServer, address: str) -> str:
    """The link to set a password in the newest mail to this address."""
    pattern = rf"To: {re.escape(address)}[\s\S]*?({re.escape(server.url)}/reset/\S+)"
    until(lambda: bool(re.search(pattern, server.log.read_text())), f"the mail to {address}")
    return str(re.findall(pattern, server.log.read_text())[-1])


def set_password(page: Page, link: str, language: str) -> None:
    """What somebody does who follows the link in his mail, up to the workbench."""
    say = words(language)
    page.goto(link)
    page.get_by_label(say("reset.new"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=say("reset.set")).click()
    page.get_by_role("link", name=say("reset.toLogin")).click()


def log_in(page: Page, address: str, language: str) -> None:
    """User name and password, up to the workbench."""
    say = words(language)
    send_password(page, address, say)
    expect(page.get_by_role("heading", name=say("home.title"))).to_be_visible()
