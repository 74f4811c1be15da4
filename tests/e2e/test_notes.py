"""Notes on a contact: written, changed, pinned, deleted, and read by those whom they mention."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.card import EVERYWHERE, Card, Contexts, Login, jon, person, post, rows
from tests.e2e.desk import change, toast
from tests.e2e.people import PEOPLE
from tests.e2e.server import KarteoServer, until

BOB = PEOPLE["bob"].name


@pytest.fixture
def seat(new_context: Contexts, login: Login) -> Callable[..., Card]:
    """`seat(size, language)`: Alice at the page of a new contact."""

    def sit(size: str = "desk", language: str = "en", who: str = "alice", record: str | None = None) -> Card:
        page, say = person(new_context, login, size, language, who)
        return Card(page, say, record or jon(page)).open()

    return sit


def kept(page: Page, record: str) -> list[dict[str, Any]]:
    """The living notes of a contact as the server has them."""
    return [note for note in rows(page, "notes") if note["parent_id"] == record]


@EVERYWHERE
@pytest.mark.row("S0-25", "S1-13")
def test_a_note_appears_with_its_author_and_time(seat: Callable[..., Card], size: str, language: str) -> None:
    card = seat(size, language)
    note = card.write("Wants the new price list.\nCalls back on Tuesday.")
    expect(note).to_contain_text(PEOPLE["alice"].name)
    expect(note.locator("time").first).to_be_visible()
    expect(toast(card.page)).to_contain_text(card.say("note.saved"))
    until(lambda: len(kept(card.page, card.record)) == 1, "the note on the server", 20)
    card.page.reload()
    expect(card.note("Calls back on Tuesday.")).to_be_visible()
    assert kept(card.page, card.record)[0]["text"] == "Wants the new price list.\nCalls back on Tuesday."


@EVERYWHERE
@pytest.mark.row("S0-25", "S0-18")
def test_a_note_is_changed_pinned_and_taken_back_from_the_bin(
    seat: Callable[..., Card], size: str, language: str
) -> None:
    card = seat(size, language)
    card.write("the older one")
    card.write("the newer one")
    listed = card.part("notes").get_by_role("listitem")
    expect(listed.first).to_contain_text("the newer one")

    card.note("the older one").get_by_role("button", name=card.say("note.edit")).click()
    box = card.part("notes").get_by_role("textbox", name=card.say("note.edit"))
    expect(box).to_be_focused()
    box.fill("the older one, corrected")
    card.button("common.save").click()
    expect(card.note("the older one, corrected")).to_be_visible()

    card.note("corrected").get_by_role("button", name=card.say("note.pin"), exact=True).click()
    expect(listed.first).to_contain_text("corrected")
    expect(listed.first).to_contain_text(card.say("note.pinned"))

    card.note("the newer one").get_by_role("button", name=card.say("page.actions")).click()
    card.page.get_by_role("menuitem", name=card.say("note.delete")).click()
    expect(card.note("the newer one")).to_have_count(0)
    expect(toast(card.page)).to_contain_text(card.say("note.deleted"))
    toast(card.page).get_by_role("button", name=card.say("toast.undo")).click()
    expect(card.note("the newer one")).to_be_visible()
    until(lambda: len(kept(card.page, card.record)) == 2, "both notes on the server", 20)


@EVERYWHERE
@pytest.mark.row("S0-25")
def test_a_mention_is_offered_marked_and_shown_to_the_mentioned(
    seat: Callable[..., Card], new_context: Contexts, login: Login, size: str, language: str
) -> None:
    card = seat(size, language)
    card.paper.press_sequentially("Please call, @bo")
    offered = card.page.get_by_role("listbox", name=card.say("note.colleagues")).get_by_role("option")
    expect(offered).to_have_text([BOB])
    card.page.keyboard.press("Enter")
    expect(card.paper).to_have_value(f"Please call, @{BOB} ")
    words = f"today, {size} {language}."
    card.paper.press_sequentially(words)
    card.button("note.save").click()
    expect(card.note(words).locator("mark")).to_have_text(f"@{BOB}")
    until(lambda: len(kept(card.page, card.record)) == 1, "the note on the server", 20)

    page, say = person(new_context, login, size, language, "bob")
    told = page.get_by_role("region", name=say("mentions.title")).get_by_role("listitem").filter(has_text=words)
    page.goto("/")
    expect(told).to_contain_text(PEOPLE["alice"].name)
    told.get_by_role("link", name="Jon Smith").click()
    expect(Card(page, say, card.record).note(words)).to_be_visible()
    page.goto("/")
    told.get_by_role("button", name=say("mentions.seenOf", name="Jon Smith")).click()
    expect(told).to_have_count(0)
    with page.expect_response(lambda answer: "/api/notes" in answer.url):
        page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(told).to_have_count(0)


@EVERYWHERE
@pytest.mark.row("S0-25", "S2-40")
def test_who_mentions_somebody_that_cannot_see_the_contact_is_told_so(
    seat: Callable[..., Card], size: str, language: str
) -> None:
    card = seat(size, language)
    users = {one["name"]: one["id"] for one in card.page.request.get("/api/schema").json()["users"]}
    alice, rita = PEOPLE["alice"].name, PEOPLE["rita"].name
    change(card.page, card.record, restricted=True, shared_with=[users[alice], users[BOB]])
    card.paper.fill(f"@{BOB} ")
    told = card.part("notes").get_by_role("status")
    card.paper.press_sequentially(f"@{rita} ")
    expect(told.filter(has_text=rita)).to_have_text(card.say("browse.mentionUnseen_one", names=rita))
    card.paper.fill(f"@{BOB} ")
    expect(told.filter(has_text=rita)).to_have_count(0)


@pytest.mark.row("S0-25", "S0-21")
def test_what_is_being_written_survives_a_reload(seat: Callable[..., Card]) -> None:
    card = seat("phone", "de")
    card.paper.fill("halb geschr")
    expect(card.part("notes")).to_contain_text(card.say("note.draft"))
    card.page.reload()
    expect(card.paper).to_have_value("halb geschr")
    card.write("ganz geschrieben")
    card.page.reload()
    expect(card.note("ganz geschrieben")).to_be_visible()
    expect(card.paper).to_have_value("")


AT_ONCE = """area => {
  const type = text => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const save = () => area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
  type("the first"); save(); save(); type("the second");
}"""
"""Quicker than a device can keep anything: all in one turn of the browser."""


@pytest.mark.row("S0-25", "S0-21")
@pytest.mark.parametrize(("size", "language"), [("desk", "de"), ("phone", "zh")])
def test_what_is_typed_while_a_note_is_being_saved_is_the_next_note(
    seat: Callable[..., Card], size: str, language: str
) -> None:
    card = seat(size, language)
    card.paper.evaluate(AT_ONCE)
    expect(card.note("the first")).to_be_visible()
    expect(toast(card.page)).to_contain_text(card.say("note.saved"))
    expect(card.paper).to_have_value("the second")
    expect(card.part("notes")).to_contain_text(card.say("note.draft"))
    card.page.reload()
    expect(card.paper).to_have_value("the second")
    card.paper.press("Control+Enter")
    expect(card.paper).to_have_value("")
    until(lambda: len(kept(card.page, card.record)) > 1, "both notes on the server", 20)
    assert sorted(note["text"] for note in kept(card.page, card.record)) == ["the first", "the second"]
    expect(card.page.get_by_role("region", name=card.say("note.refused"))).to_have_count(0)


@pytest.mark.offline
@pytest.mark.row("S0-25", "S0-20", "S0-22")
def test_a_note_written_without_the_server_arrives_once(seat: Callable[..., Card], server: KarteoServer) -> None:
    card = seat("phone", "zh")
    expect(card.part("notes")).to_contain_text(card.say("note.empty"))
    server.kill()
    card.write("离线写的备注")
    server.start()
    card.page.reload()
    until(lambda: [note["text"] for note in kept(card.page, card.record)] == ["离线写的备注"], "it, once", 30)
    expect(card.note("离线写的备注")).to_have_count(1)


@pytest.mark.row("S0-25", "S0-28")
def test_a_colleagues_note_comes_to_the_open_page_and_cannot_be_changed_by_others(
    seat: Callable[..., Card], new_context: Contexts, login: Login
) -> None:
    card = seat()
    page, say = person(new_context, login, "phone", "de", "bob")
    bobs = Card(page, say, card.record).open()
    card.write("from Alice")
    expect(bobs.note("from Alice")).to_be_visible()
    expect(bobs.note("from Alice").get_by_role("button", name=say("note.edit"))).to_have_count(0)
    expect(card.note("from Alice").get_by_role("button", name=card.say("note.edit"))).to_be_visible()


@pytest.mark.row("S0-25", "S1-25")
def test_the_history_of_a_note_shows_what_it_said_before(seat: Callable[..., Card]) -> None:
    card = seat()
    note = post(card.page, "notes", parent_type="contact", parent_id=card.record, text="first words")
    line = card.part("notes").locator(f"[data-id='{note}']")
    line.get_by_role("button", name=card.say("note.edit")).click()
    box = card.part("notes").get_by_role("textbox", name=card.say("note.edit"))
    box.fill("second words")
    box.press("Control+Enter")
    expect(line).to_contain_text("second words")
    line.get_by_role("button", name=card.say("page.actions")).click()
    card.page.get_by_role("menuitem", name=card.say("note.history")).click()
    told = card.page.get_by_role("dialog", name=card.say("note.history"))
    expect(told).to_contain_text("first words")
    expect(told).to_contain_text(card.say("note.created"))


def test_a_torn_character_does_not_hold_up_what_waits(seat: Callable[..., Card]) -> None:
    card = seat()
    card.paper.evaluate(
        """area => {
            Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, "torn \\ud83d end");
            area.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    card.paper.press("Control+Enter")
    card.write("whole")
    until(lambda: len(kept(card.page, card.record)) == 2, "both notes on the server", 20)
    assert {note["text"] for note in kept(card.page, card.record)} == {"torn \ufffd end", "whole"}
