"""Choice lists: named in three languages, ordered by dragging and by keys, coloured, added to, retired."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.card import EVERYWHERE, Contexts, Login, Say, person
from tests.e2e.desk import make, toast, token
from tests.e2e.server import until

NAMES = {"en": "English", "de": "Deutsch", "zh": "中文"}
START: list[dict[str, Any]] = [
    {"key": key, "label": {"en": en, "de": de, "zh": zh}}
    for key, en, de, zh in (
        ("cold", "Cold", "Kalt", "冷"),
        ("warm", "Warm", "Warm", "温"),
        ("hot", "Hot", "Heiß", "热"),
    )
]


def types(page: Page) -> list[dict[str, Any]]:
    """The list of contact types as the server has it."""
    found: list[dict[str, Any]] = page.request.get("/api/schema").json()["lists"]["temperature"]
    return found


def keys(page: Page) -> list[str]:
    return [one["key"] for one in types(page) if not one["retired"]]


def drag(page: Page, grip: Locator, onto: Locator) -> None:
    """By mouse or thumb, in small steps as a hand does."""
    grip.evaluate("one => void one.scrollIntoView({ block: 'center' })")  # not under the bar of a phone
    start, end = grip.bounding_box(), onto.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + end["height"] / 2, steps=6)
    page.mouse.up()


def grip(card: Locator, say: Say, name: str, at: int, count: int) -> Locator:
    return card.get_by_role("button", name=say("care.grip", name=name, at=at, count=count), exact=True)


@pytest.mark.row("S2-09", "S2-42")
@EVERYWHERE
def test_types_are_named_ordered_coloured_added_and_retired(
    new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    answer = page.request.put("/api/lists/temperature", data={"options": START}, headers=token(page))
    assert answer.status == 200, answer.text()
    record = make(page, last_name="Lau", temperature="warm")
    page.goto("/admin?tab=lists")
    card = page.locator("section[aria-labelledby=list-temperature]")
    lines = card.get_by_role("listitem")
    expect(lines.nth(2)).to_be_visible()
    cold, warm, hot = (one["label"][language] for one in START)
    count = len(types(page))  # what an earlier run retired stands behind them
    # dragged: the third one to the top; by keys: it goes down again
    drag(page, grip(card, say, hot, 3, count), lines.nth(0))
    expect(grip(card, say, hot, 1, count)).to_be_visible()
    grip(card, say, hot, 1, count).press("ArrowDown")
    expect(grip(card, say, hot, 2, count)).to_be_focused()
    # named, coloured, added, retired
    line = lines.filter(has=page.get_by_label(f"{say('admin.color')}: {cold}", exact=True))
    line.get_by_label(f"{say('admin.color')}: {cold}", exact=True).select_option("teal")
    line.get_by_label(f"{NAMES['de']}: {cold}", exact=True).fill("Eiskalt")
    card.get_by_role("button", name=say("admin.addChoice"), exact=True).click()
    new = f"frozen_{size}_{language}"
    for name, word in zip(NAMES.values(), (new, "Gefroren", "冰冻"), strict=True):
        lines.last.get_by_label(name).fill(word)
    cooling = lines.filter(has=page.get_by_label(f"{say('admin.color')}: {warm}", exact=True))
    cooling.get_by_role("button", name=say("admin.retire"), exact=True).click()
    card.get_by_role("button", name=say("common.save"), exact=True).click()
    expect(toast(page)).to_contain_text(say("toast.saved"))
    until(lambda: keys(page) == ["cold", "hot", new], "the order")
    by_key = {one["key"]: one for one in types(page)}
    assert (by_key["cold"]["label"]["de"], by_key["cold"]["color"]) == ("Eiskalt", "teal")
    assert by_key[new]["label"]["zh"] == "冰冻"
    # what has it keeps it, marked; on others it is not offered, and the server refuses it
    page.goto(f"/contacts/{record}?edit=all")
    box = page.locator("form [data-field=temperature] select")
    expect(box.locator("option:checked")).to_have_text(say("field.retired", label=warm))
    other = make(page, last_name="Neu")
    page.goto(f"/contacts/{other}?edit=all")
    expect(box).to_be_visible()
    assert box.locator("option").evaluate_all("all => all.map(one => one.value)") == ["", "cold", "hot", new]
    refused = page.request.patch(f"/api/contacts/{other}", data={"patch": {"temperature": "warm"}}, headers=token(page))
    assert (refused.status, refused.json()["errors"][0]["code"]) == (422, "retired_choice")


@pytest.mark.row("S2-42")
def test_the_kinds_of_relationships_have_a_name_from_each_side(new_context: Contexts, login: Login) -> None:
    page, say = person(new_context, login, "desk", "en")
    page.goto("/admin?tab=lists")
    card = page.get_by_role("region", name=say("care.relationships"), exact=True)
    card.get_by_label("English: Reports to", exact=True).fill("Is led by")
    card.get_by_label("English: Is led by, from the other side", exact=True).fill("Is the boss of")
    card.get_by_role("button", name="Save", exact=True).click()
    expect(toast(page)).to_contain_text("Saved")

    def stored() -> tuple[str, str]:
        kinds = page.request.get("/api/schema").json()["lists"]["relationship"]
        one = next(kind for kind in kinds if kind["key"] == "reports_to")
        return one["label"]["en"], one["reverse"]["en"]

    until(lambda: stored() == ("Is led by", "Is the boss of"), "both names")
