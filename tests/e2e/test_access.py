"""Restricted access: who is let in sees the contact everywhere, who is not sees it nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.card import EVERYWHERE, Card, Contexts, Login, jon, person, post
from tests.e2e.desk import change, make, stored, toast, until_stored
from tests.e2e.people import PEOPLE
from tests.e2e.server import until

ALICE, BOB, RITA = (PEOPLE[who].name for who in ("alice", "bob", "rita"))


@pytest.fixture
def seat(new_context: Contexts, login: Login) -> Callable[..., Card]:
    def sit(size: str = "desk", language: str = "en", who: str = "alice", record: str | None = None) -> Card:
        page, say = person(new_context, login, size, language, who)
        return Card(page, say, record or jon(page, last_name=f"Secret-{size}{language}"))

    return sit


def both(language: str) -> str:
    """The two who are let in, listed as the language lists names."""
    return ("、" if language == "zh" else ", ").join((ALICE, BOB))


def lock(card: Card) -> Locator:
    return card.page.locator("header").get_by_role("button", name=card.say("access.locked"))


def me(page: Page) -> str:
    return str(page.request.get("/api/me").json()["user"]["id"])


@EVERYWHERE
@pytest.mark.row("S2-39", "S2-40", "S2-41")
def test_the_form_restricts_access_to_those_who_are_ticked(seat: Callable[..., Card], size: str, language: str) -> None:
    card = seat(size, language)
    bob, rita = seat(size, language, "bob", card.record), seat(size, language, "rita", card.record)
    ids = {ALICE: me(card.page), BOB: me(bob.page)}
    rita.open()
    expect(rita.page.get_by_role("heading", name=f"Secret-{size}{language}")).to_be_visible()

    card.page.goto(f"/contacts/{card.record}?edit=all")
    access = card.page.get_by_role("region", name=card.say("access.title"))
    expect(access).to_contain_text(card.say("access.open"))
    access.get_by_role("checkbox", name=card.say("access.restrict")).check()
    expect(access.get_by_role("checkbox", name=ALICE)).to_be_checked()
    access.get_by_role("checkbox", name=BOB).check()
    expect(access).to_contain_text(both(language))
    card.button("common.saveChanges").first.click()
    expect(lock(card)).to_contain_text(both(language))
    until_stored(card.page, card.record, restricted=True)
    assert set(stored(card.page, card.record)["shared_with"]) == {ids[ALICE], ids[BOB]}

    bob.open()
    expect(lock(bob)).to_be_visible()
    expect(rita.page.get_by_text(rita.say("page.gone"))).to_be_visible()
    rita.page.reload()
    expect(rita.page.get_by_text(rita.say("page.gone"))).to_be_visible()
    for path in (f"/contacts?q=Secret-{size}{language}", "/"):
        rita.page.goto(path)
        rita.page.wait_for_load_state("networkidle")
        expect(rita.page.get_by_role("heading", level=1)).to_be_visible()
        expect(rita.page.locator(f"[data-id='{card.record}'], a[href*='{card.record}']")).to_have_count(0)


@EVERYWHERE
@pytest.mark.row("S2-39", "S2-40", "S0-18")
def test_the_dialog_on_the_record_closes_and_opens_it(seat: Callable[..., Card], size: str, language: str) -> None:
    card = seat(size, language).open()
    card.action("access.menu")
    dialog = card.page.get_by_role("dialog", name=card.say("access.of", name=f"Jon Secret-{size}{language}"))
    dialog.get_by_role("checkbox", name=card.say("access.restrict")).check()
    expect(dialog.get_by_role("checkbox", name=ALICE)).to_be_checked()
    dialog.get_by_role("checkbox", name=RITA).check()
    dialog.get_by_role("button", name=card.say("common.save"), exact=True).click()
    expect(lock(card)).to_contain_text(RITA)
    toast(card.page).get_by_role("button", name=card.say("toast.undo")).click()
    expect(lock(card)).to_have_count(0)
    until(lambda: not stored(card.page, card.record)["restricted"], "it open again", 20)


@pytest.mark.row("S2-40")
def test_notes_and_links_of_a_restricted_contact_go_from_the_device_of_who_is_shut_out(
    seat: Callable[..., Card],
) -> None:
    card = seat()
    post(card.page, "notes", parent_type="contact", parent_id=card.record, text="very secret words")
    rita = seat("phone", "de", "rita", card.record).open()
    expect(rita.note("very secret words")).to_be_visible()
    card.open()
    card.action("access.menu")
    dialog = card.page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name=card.say("access.restrict")).check()
    dialog.get_by_role("button", name=card.say("common.save"), exact=True).click()
    expect(rita.page.get_by_text(rita.say("page.gone"))).to_be_visible()
    held = """async () => {
        const names = (await indexedDB.databases()).map(one => one.name).filter(name => name.startsWith('karteo:'))
        const all = []
        for (const name of names) {
            const db = await new Promise((yes, no) => {
                const asked = indexedDB.open(name)
                asked.onsuccess = () => yes(asked.result)
                asked.onerror = () => no(asked.error)
            })
            for (const store of ['rows', 'meta', 'journal', 'outbox']) {
                all.push(...await new Promise(yes => {
                    const asked = db.transaction(store).objectStore(store).getAll()
                    asked.onsuccess = () => yes(asked.result)
                }))
            }
            db.close()
        }
        return JSON.stringify(all)
    }"""
    until(lambda: "very secret words" not in rita.page.evaluate(held), "the device without it", 20)
    assert "Secret-desken" not in rita.page.evaluate(held)


@EVERYWHERE
@pytest.mark.row("S2-40")
def test_a_company_that_one_cannot_see_is_said_in_words_and_not_named(
    seat: Callable[..., Card], size: str, language: str
) -> None:
    card = seat(size, language)
    name = f"Hidden {size}{language} GmbH"
    firm = make(card.page, kind="company", company_name=name, restricted=True, owner_id=me(card.page))
    change(card.page, card.record, company_id=firm)
    rita = seat(size, language, "rita", card.record).open()
    unseen = rita.say("unseen.company")
    expect(rita.page.locator("header").get_by_text(unseen)).to_be_visible()
    expect(rita.part("related")).to_contain_text(unseen)
    expect(rita.page.get_by_role("main")).not_to_contain_text(name)
    expect(rita.page.get_by_role("main")).not_to_contain_text(firm)
    expect(rita.page.locator(f"a[href*='{firm}']")).to_have_count(0)
    rita.page.goto(f"/contacts?q=Secret-{size}{language}")
    expect(rita.page.get_by_role("main").locator(f"a[href*='{card.record}']").first).to_be_visible()
    if size == "desk":
        expect(rita.page.get_by_role("cell", name=rita.say("list.unseen"), exact=True)).to_be_visible()
    expect(rita.page.get_by_role("main")).not_to_contain_text(name)


@pytest.mark.row("S2-40")
def test_who_shuts_himself_out_is_told_before(seat: Callable[..., Card]) -> None:
    bob = seat("phone", "zh", "bob").open()
    bob.action("access.menu")
    dialog = bob.page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name=bob.say("access.restrict")).check()
    expect(dialog.get_by_role("checkbox", name=BOB)).to_be_checked()
    dialog.get_by_role("checkbox", name=RITA).check()
    dialog.get_by_role("checkbox", name=BOB).uncheck()
    expect(dialog).to_contain_text(bob.say("access.lose"))
    dialog.get_by_role("button", name=bob.say("common.cancel")).click()
    expect(lock(bob)).to_have_count(0)


@EVERYWHERE
@pytest.mark.row("S2-40", "S1-22")
def test_one_is_told_why_one_can_see_and_edit_and_who_else_can(
    seat: Callable[..., Card], size: str, language: str
) -> None:
    card = seat(size, language).open()
    card.action("access.menu")
    dialog = card.page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name=card.say("access.restrict")).check()
    dialog.get_by_role("checkbox", name=BOB).check()
    dialog.get_by_role("button", name=card.say("common.save"), exact=True).click()
    expect(lock(card)).to_be_visible()
    until_stored(card.page, card.record, restricted=True)

    lock(card).click()
    why = card.page.get_by_role("dialog", name=card.say("why.title"))
    expect(why).to_contain_text(card.say("why.edit.admin"))
    expect(why.get_by_role("listitem").filter(has_text=BOB)).to_contain_text(card.say("why.reason.chosen"))
    expect(why.get_by_role("listitem").filter(has_text=RITA)).to_have_count(0)

    bob = seat(size, language, "bob", card.record).open()
    bob.action("why.menu")
    told = bob.page.get_by_role("dialog", name=bob.say("why.title"))
    expect(told).to_contain_text(bob.say("why.read.chosen"))
