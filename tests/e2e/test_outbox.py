"""The server dies between Save and the answer: what was entered arrives, and arrives once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.card import Card, Contexts, Login, jon, person
from tests.e2e.desk import edit_field, history, make, open_contact, toast, until_stored, value
from tests.e2e.server import KarteoServer


@pytest.fixture
def john(page: Page, login: Callable[..., None]) -> str:
    login(page)
    record = make(page, kind="person", first_name="Jon", last_name="Smith", position="Buyer")
    open_contact(page, record)
    return record


def waiting(page: Page) -> Locator:
    return page.get_by_role("button", name="Not yet sent")


def save_position(page: Page, text: str) -> None:
    edit_field(page, "Position")
    page.get_by_role("textbox", name="Position").fill(text)
    page.get_by_role("button", name="Save", exact=True).click()


@pytest.mark.offline
@pytest.mark.row("S0-20", "S0-21", "S0-22")
def test_a_server_killed_before_it_heard_gets_the_edit_after_a_reload(
    page: Page, john: str, server: KarteoServer
) -> None:
    server.kill()
    save_position(page, "Head of purchasing")
    expect(value(page, "Position")).to_contain_text("Head of purchasing")
    expect(waiting(page)).to_be_visible()
    server.start()
    page.reload()
    expect(value(page, "Position")).to_contain_text("Head of purchasing")
    until_stored(page, john, position="Head of purchasing")
    expect(waiting(page)).to_have_count(0)
    assert history(page, john)[0]["patch"] == {"position": ["Buyer", "Head of purchasing"]}
    assert len(history(page, john)) == 2


@pytest.mark.offline
@pytest.mark.row("S0-20", "S0-22")
def test_an_answer_lost_on_the_way_does_not_apply_the_edit_twice(page: Page, john: str, server: KarteoServer) -> None:
    lost: list[str] = []

    def swallow(route: Route) -> None:
        """The server does it and dies; nobody hears its answer."""
        if "Head of purchasing" in (route.request.post_data or "") and not lost:
            lost.append(route.fetch().text())
            server.kill()
        (route.abort if lost else route.continue_)()

    page.route("**/api/sync", swallow)
    with page.expect_event("requestfailed", lambda request: bool(lost)):
        save_position(page, "Head of purchasing")
    assert '"done"' in lost[0]
    expect(waiting(page)).to_be_visible()
    page.unroute("**/api/sync")
    server.start()
    page.reload()
    expect(value(page, "Position")).to_contain_text("Head of purchasing")
    expect(waiting(page)).to_have_count(0)
    assert len(history(page, john)) == 2


FULL = """() => {
  for (const name of ["add", "put"]) {
    const kept = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...what) {
      if (this.name === "outbox") throw new DOMException("full", "QuotaExceededError");
      return kept.apply(this, what);
    };
  }
}"""
"""What a browser does whose disk is full."""


@pytest.mark.row("S0-21", "S0-19")
@pytest.mark.parametrize(("size", "language"), [("desk", "de"), ("phone", "zh"), ("phone", "en")])
def test_a_device_that_can_keep_nothing_says_so_and_the_words_stay(
    new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    card = Card(page, say, jon(page)).open()
    page.evaluate(FULL)
    card.paper.fill("in no other place")
    card.paper.press("Control+Enter")
    expect(toast(page)).to_contain_text(say("state.unkept"))
    expect(card.paper).to_have_value("in no other place")
    label = {"en": "Position", "de": "Position", "zh": "职位"}[language]
    card.button("page.editField", label=label).click()
    box = page.get_by_role("textbox", name=label)
    box.fill("Head of purchasing")
    card.button("common.save").click()
    expect(toast(page)).to_contain_text(say("state.unkept"))
    expect(box).to_have_value("Head of purchasing")
    expect(card.button("common.save")).to_be_enabled()
    page.reload()
    expect(card.paper).to_have_value("in no other place")
    card.paper.press("Control+Enter")
    expect(card.note("in no other place")).to_be_visible()
