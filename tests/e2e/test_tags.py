"""Tags: picked, typed anew, several of them, taken away; one word is one tag; they lead to all that have them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.card import EVERYWHERE, Contexts, Login, Say, person
from tests.e2e.desk import edges, edit_field, make, open_contact, stored, toast, until_stored, value
from tests.e2e.server import until
from tests.e2e.words import VIEWS

TOUCH = 44


@pytest.fixture
def john(page: Page, login: Callable[..., None]) -> str:
    login(page)
    record = make(page, kind="person", last_name="Smith", tags=["fair"])
    open_contact(page, record)
    return record


@pytest.mark.row("S2-44", "S2-45")
def test_tags_are_typed_and_the_same_word_in_other_letters_makes_no_second_one(
    page: Page, viewport: str, john: str
) -> None:
    edit_field(page, "Tags")
    for word in ("VIP", "vip", "Berlin"):
        page.get_by_role("combobox", name="Tag", exact=True).fill(word)
        page.get_by_role("button", name="OK", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(toast(page)).to_contain_text("Saved")
    for word in ("fair", "VIP", "Berlin"):
        expect(value(page, "Tags").get_by_text(word, exact=True)).to_be_visible()
    assert stored(page, john)["tags"] == ["fair", "VIP", "Berlin"]


@pytest.mark.row("S2-44")
def test_a_tag_still_being_typed_is_saved_too_and_save_stays_under_the_hand(
    page: Page, viewport: str, john: str
) -> None:
    edit_field(page, "Tags")
    page.get_by_role("combobox", name="Tag", exact=True).fill(f"no OK on the {viewport}")
    save = page.get_by_role("button", name="Save", exact=True)
    save.hover()
    place = edges(save)
    page.mouse.down()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert abs(edges(save)[1] - place[1]) < 2  # a pressed button sinks in by one
    page.mouse.up()
    expect(toast(page)).to_contain_text("Saved")
    assert stored(page, john)["tags"] == ["fair", f"no OK on the {viewport}"]


@pytest.mark.row("S2-46")
def test_a_tag_is_taken_away_by_its_cross_in_the_form(page: Page, viewport: str, john: str) -> None:
    edit_field(page, "Tags")
    row = page.locator("form[data-field=tags]")
    row.get_by_role("button", name="Remove tag fair").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(toast(page)).to_contain_text("Saved")
    assert stored(page, john)["tags"] == []


def strip(page: Page, say: Say) -> Locator:
    """The tags under the name."""
    return page.get_by_role("group", name=say("field.tagsHere"), exact=True)


def box(page: Page, say: Say) -> Locator:
    return page.get_by_role("combobox", name=say("field.newTag"), exact=True)


def offer(page: Page, say: Say, tag: str) -> Locator:
    """A tag as it is suggested."""
    return page.get_by_role("listbox", name=say("field.tagsThere")).get_by_role("option").filter(has_text=tag)


def opened(page: Page, say: Say, record: str) -> None:
    page.goto(f"/contacts/{record}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.row("S2-43", "S2-44", "S2-45")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_add_tag_offers_those_there_are_and_takes_new_ones(
    new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    used, new = f"Messe {size} {language}", f"Neu, {size}; {language}"
    for at in range(3):
        make(page, last_name=f"Hat{at}", tags=[used])
    record = make(page, last_name="Bekommt", tags=[])
    opened(page, say, record)
    strip(page, say).get_by_role("button", name=say("field.addTag"), exact=True).click()
    # one that is there, by the first letters
    box(page, say).fill(used[:7].upper())
    expect(offer(page, say, used)).to_contain_text("3")
    offer(page, say, used).click()
    expect(strip(page, say).get_by_role("link", name=used, exact=True)).to_be_visible()
    # a new one by OK, a further one by Enter; what is set already is not offered and not set twice
    box(page, say).fill(new)
    page.get_by_role("button", name=say("common.ok"), exact=True).click()
    expect(strip(page, say).get_by_role("link", name=new, exact=True)).to_be_visible()
    box(page, say).fill(f"Dritter {language}")
    box(page, say).press("Enter")
    box(page, say).fill(used.upper())
    box(page, say).press("Enter")
    until_stored(page, record, tags=[used, new, f"Dritter {language}"])
    expect(strip(page, say).get_by_role("listitem")).to_have_count(3)
    strip(page, say).get_by_role("button", name=say("field.tagsDone"), exact=True).click()
    expect(box(page, say)).to_have_count(0)


@pytest.mark.row("S2-44")
def test_another_spelling_becomes_the_one_that_is_there(new_context: Contexts, login: Login) -> None:
    page, say = person(new_context, login, "desk", "en")
    make(page, last_name="First", tags=["Müller & Söhne"])
    record = make(page, last_name="Second")
    opened(page, say, record)
    page.get_by_role("button", name="Add tag", exact=True).click()
    box(page, say).fill("MULLER & SOHNE")
    box(page, say).press("Enter")
    until_stored(page, record, tags=["Müller & Söhne"])
    expect(strip(page, say).get_by_role("link", name="Müller & Söhne", exact=True)).to_be_visible()


@pytest.mark.row("S2-46")
@EVERYWHERE
def test_the_cross_shows_under_the_mouse_and_always_under_a_thumb_and_undo_brings_the_tag_back(
    new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    record = make(page, last_name="Smith", tags=["gone", "stays"])
    opened(page, say, record)
    tag = strip(page, say).get_by_role("listitem").filter(has_text="gone")
    cross = tag.get_by_role("button", name=say("field.removeTag", tag="gone"), exact=True)
    if size == "desk":
        page.mouse.move(0, 0)
        expect(cross).to_have_css("opacity", "0")
        cross.focus()
        expect(cross).to_have_css("opacity", "1")
        cross.blur()
        expect(cross).to_have_css("opacity", "0")
        tag.hover()
    else:
        shape = cross.bounding_box()
        assert shape is not None
        assert min(shape["width"], shape["height"]) >= TOUCH
    expect(cross).to_have_css("opacity", "1")
    cross.click()
    expect(tag).to_have_count(0)
    until_stored(page, record, tags=["stays"])
    toast(page).get_by_role("button", name=say("toast.undo")).click()
    expect(tag).to_be_visible()
    until_stored(page, record, tags=["gone", "stays"])


@pytest.mark.row("S2-10", "S2-42")
@EVERYWHERE
def test_a_tag_leads_to_all_that_have_it_and_shows_its_colour_everywhere(
    new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    tag = f"Kampagne {size} {language}"
    record = make(page, last_name="Eins", tags=[tag])
    make(page, last_name="Zwei", tags=[tag, "other"])
    make(page, last_name="Ohne", tags=["other"])
    page.goto("/admin?tab=tags")
    page.get_by_label(f"{say('admin.color')}: {tag}").select_option("green")
    until(lambda: page.request.get("/api/schema").json()["tags"].get(tag) == "green", "the colour")
    opened(page, say, record)
    dot = "span[style*='background']"
    expect(strip(page, say).get_by_role("listitem").locator(dot)).to_have_count(1)
    strip(page, say).get_by_role("link", name=tag, exact=True).click()
    expect(page).to_have_url(re.compile("/contacts.*filter"))
    rows = page.locator("[role=table] [role=row][data-id]")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="Ohne")).to_have_count(0)
    chip = page.get_by_role("group", name=say("filter.choose")).get_by_role("button").filter(has_text=tag)
    expect(chip.first.locator(dot)).to_have_count(1)
    page.goto(f"{page.url}&columns=%5B%22tags%22%5D")
    expect(rows).to_have_count(2)
    expect(rows.first.locator(dot)).to_have_count(1)


def test_several_lines_pasted_become_a_tag_each(new_context: Contexts, login: Login) -> None:
    page, say = person(new_context, login, "desk", "en")
    record = make(page, last_name="Paste")
    opened(page, say, record)
    page.get_by_role("button", name="Add tag", exact=True).click()
    box(page, say).evaluate(
        """box => {
          const data = new DataTransfer();
          data.setData("text", "one\\ntwo\\n\\nthree");
          box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    until_stored(page, record, tags=["one", "two", "three"])
