"""Who belongs to whom: a company's people, a person's companies, and links between people, told from both sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.card import EVERYWHERE, Card, Contexts, Login, jon, person, post, rows
from tests.e2e.desk import edges, make, toast
from tests.e2e.server import until

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "works_for": {"en": ("Works for", "Employs"), "de": ("Arbeitet bei", "Beschäftigt"), "zh": ("任职于", "员工")},
    "reports_to": {"en": ("Reports to", "Leads"), "de": ("Berichtet an", "Führt"), "zh": ("汇报给", "下属")},
    "assistant": {
        "en": ("Assistant of", "Assisted by"),
        "de": ("Assistenz von", "Assistenz"),
        "zh": ("助理（协助）", "助理"),
    },
    "spouse": {
        "en": ("Married to", "Married to"),
        "de": ("Verheiratet mit", "Verheiratet mit"),
        "zh": ("配偶", "配偶"),
    },
    "referred_by": {
        "en": ("Referred by", "Referred"),
        "de": ("Empfohlen von", "Hat empfohlen"),
        "zh": ("由…推荐", "推荐了"),
    },
}
"""Each link in the words of the one and of the other side."""


@pytest.fixture
def seat(new_context: Contexts, login: Login) -> Callable[[str, str], Card]:
    def sit(size: str, language: str) -> Card:
        page, say = person(new_context, login, size, language)
        return Card(page, say, jon(page, last_name=f"Smith-{size}{language}"))

    return sit


def line(card: Card, text: str) -> Locator:
    return card.part("related").get_by_role("listitem").filter(has_text=text)


def between(card: Card, other: str) -> list[dict[str, Any]]:
    """The living links of the card's contact with another one, as the server has them."""
    ends = {card.record, other}
    return [row for row in rows(card.page, "relationships") if {row["contact_id"], row["other_id"]} == ends]


def pick(card: Card, form: Locator, typed: str, name: str) -> None:
    """Type-ahead: a few letters, then the hit."""
    form.get_by_role("combobox", name=card.say("related.contact")).press_sequentially(typed)
    form.get_by_role("option", name=name, exact=True).click()


@EVERYWHERE
@pytest.mark.row("S2-50")
def test_a_person_is_linked_with_a_company_in_a_role_for_a_time_and_both_show_it(
    seat: Callable[[str, str], Card], size: str, language: str
) -> None:
    card = seat(size, language)
    there, back = WORDS["works_for"][language]
    firm_name = f"Hafenwerk {size}{language} GmbH"
    firm = make(card.page, kind="company", company_name=firm_name)
    card.open()
    card.button("related.add").click()
    form = card.page.get_by_role("form", name=card.say("related.addTitle"))
    expect(form.get_by_role("combobox", name=card.say("related.contact"))).to_be_focused()
    pick(card, form, "hafenwerk " + size + language, firm_name)
    form.locator("[data-field=role] input").fill("Head of purchasing")
    form.locator("[data-field=start_date] input").fill("2024-05-01")
    form.get_by_role("button", name=card.say("related.save")).click()
    mine = line(card, firm_name)
    expect(mine).to_contain_text(there)
    expect(mine).to_contain_text("Head of purchasing")
    expect(mine).to_contain_text("2024")
    until(lambda: len(between(card, firm)) == 1, "the link on the server", 20)
    mine.get_by_role("link", name=firm_name).click()
    other = Card(card.page, card.say, firm)
    expect(card.page.get_by_role("heading", name=firm_name)).to_be_visible()
    expect(line(other, "Smith-" + size + language)).to_contain_text(back)
    expect(line(other, "Smith-" + size + language)).to_contain_text("Head of purchasing")


@pytest.mark.parametrize(("size", "language"), [("desk", "de"), ("phone", "en"), ("desk", "zh")])
@pytest.mark.row("S2-50")
def test_every_kind_of_link_is_told_in_the_words_of_each_side(
    seat: Callable[[str, str], Card], size: str, language: str
) -> None:
    card = seat(size, language)
    boss = jon(card.page, first_name="Berta", last_name=f"Boss-{size}{language}")
    for kind in WORDS:
        post(card.page, "relationships", contact_id=card.record, other_id=boss, kind=kind, role=f"as {kind}")
    card.open()
    for kind, words in WORDS.items():
        expect(line(card, f"as {kind}")).to_contain_text(words[language][0])
    other = Card(card.page, card.say, boss).open()
    for kind, words in WORDS.items():
        expect(line(other, f"as {kind}")).to_contain_text(words[language][1])


@EVERYWHERE
@pytest.mark.row("S2-50", "S0-18")
def test_a_link_is_changed_ended_removed_and_brought_back(
    seat: Callable[[str, str], Card], size: str, language: str
) -> None:
    card = seat(size, language)
    name = f"Anton Assist-{size}{language}"
    other = jon(card.page, first_name="Anton", last_name=f"Assist-{size}{language}")
    post(card.page, "relationships", contact_id=other, other_id=card.record, kind="assistant", role="office")
    card.open()
    card.button("related.edit", name=name).click()
    form = card.page.get_by_role("form", name=card.say("related.editTitle"))
    form.locator("[data-field=role] input").fill("front office")
    form.locator("[data-field=start_date] input").fill("2020-01-01")
    form.locator("[data-field=end_date] input").fill("2019-01-01")
    form.get_by_role("button", name=card.say("related.save")).click()
    expect(form.locator("[aria-invalid=true]")).to_have_count(1)
    form.locator("[data-field=end_date] input").fill("2021-12-31")
    form.get_by_role("button", name=card.say("related.save")).click()
    expect(line(card, "front office")).to_contain_text(card.say("related.former"))
    expect(line(card, "front office")).to_contain_text("2021")
    card.button("related.remove", name=name).click()
    expect(line(card, "front office")).to_have_count(0)
    toast(card.page).get_by_role("button", name=card.say("toast.undo")).click()
    expect(line(card, "front office")).to_be_visible()
    until(lambda: [row["role"] for row in between(card, other)] == ["front office"], "the link again", 20)


@pytest.mark.row("S2-50")
def test_nobody_is_made_up_and_nobody_is_linked_with_nobody(seat: Callable[[str, str], Card]) -> None:
    card = seat("desk", "en").open()
    card.button("related.add").click()
    form = card.page.get_by_role("form", name=card.say("related.addTitle"))
    box = form.get_by_role("combobox", name=card.say("related.contact"))
    box.press_sequentially("nobody at all")
    expect(form.get_by_role("status")).to_contain_text("Nothing found")
    # As slowly as a hand presses: the cursor has left the box long before the button comes up again.
    save = form.get_by_role("button", name=card.say("related.save"))
    save.hover()
    place = edges(save)
    card.page.mouse.down()
    expect(box).not_to_be_focused()
    card.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert abs(edges(save)[1] - place[1]) < 2  # a pressed button sinks in by one
    card.page.mouse.up()
    expect(form).to_contain_text("Please choose a contact")
    expect(box).to_have_value("nobody at all")
    box.focus()
    card.page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(card.button("related.add")).to_be_focused()


@pytest.mark.row("S1-11")
def test_the_people_of_a_company_stand_there_once(seat: Callable[[str, str], Card]) -> None:
    card = seat("phone", "de")
    firm = make(card.page, kind="company", company_name="Personal AG")
    both = jon(card.page, first_name="Doppelt", last_name="Da", company_id=firm)
    jon(card.page, first_name="Nur", last_name="Feld", company_id=firm)
    post(card.page, "relationships", contact_id=both, other_id=firm, kind="works_for", role="Leitung")
    page = Card(card.page, card.say, firm).open()
    staff = card.page.get_by_role("region", name=card.say("page.people"))
    expect(staff).to_contain_text("Nur Feld")
    expect(line(page, "Doppelt Da")).to_have_count(1)
    expect(line(page, "Doppelt Da")).to_contain_text("Leitung")
