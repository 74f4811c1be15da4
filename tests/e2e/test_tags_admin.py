"""Administration of tags: all of them with their numbers; renamed, merged, coloured, removed, and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.card import EVERYWHERE, Contexts, Login, Say, person
from tests.e2e.desk import make, toast, until_stored


def line(page: Page, tag: str) -> Locator:
    """A tag in the list of all."""
    return page.locator(f'li[data-tag="{tag}"]')


def rename(page: Page, say: Say, tag: str, label: str) -> None:
    line(page, tag).get_by_role("button", name=say("care.tagRenameOf", tag=tag), exact=True).click()
    form = page.get_by_role("form", name=say("care.tagRenameOf", tag=tag), exact=True)
    form.get_by_role("textbox").fill(label)
    form.get_by_role("button", name=say("common.save"), exact=True).click()


def undo(page: Page, say: Say) -> None:
    toast(page).get_by_role("button", name=say("toast.undo"), exact=True).click()


@pytest.mark.row("S2-42", "S2-44", "S2-45")
@EVERYWHERE
def test_tags_are_renamed_merged_and_removed_on_all_contacts_and_taken_back(
    new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    fair, messe, old = (f"{word} {size} {language}" for word in ("fair", "Messe", "alt"))
    one = make(page, last_name="Eins", tags=[fair, old])
    two = make(page, last_name="Zwei", tags=[messe, fair])
    page.goto("/admin?tab=tags")
    expect(line(page, fair)).to_contain_text("2")
    expect(line(page, messe)).to_contain_text("1")
    # a new name, in other letters; into another tag it is merged, not renamed
    rename(page, say, fair, fair.upper())
    expect(toast(page)).to_contain_text(say("care.tagRenamed", **{"from": fair, "to": fair.upper()}))
    until_stored(page, one, tags=[fair.upper(), old])
    expect(line(page, fair.upper())).to_be_visible()
    rename(page, say, fair.upper(), messe)
    expect(page.get_by_role("alert").filter(has_text=messe)).to_be_visible()
    page.get_by_role("form").get_by_role("button", name=say("common.cancel"), exact=True).click()
    # two become one; offered first is the one that most have
    for tag in (fair.upper(), messe):
        line(page, tag).get_by_role("checkbox", name=say("care.tagChoose", tag=tag), exact=True).check()
    bar = page.get_by_role("group", name=say("care.merge"), exact=True)
    expect(bar.get_by_role("combobox").locator("option:checked")).to_have_text(fair.upper())
    bar.get_by_role("combobox").select_option(messe)
    bar.get_by_role("button", name=say("care.merge"), exact=True).click()
    expect(line(page, fair.upper())).to_have_count(0)
    until_stored(page, two, tags=[messe])
    until_stored(page, one, tags=[messe, old])
    undo(page, say)
    until_stored(page, two, tags=[messe, fair.upper()])
    expect(line(page, fair.upper())).to_contain_text("2")
    # gone from all, and back
    line(page, old).get_by_role("button", name=say("care.tagRemoveOf", tag=old), exact=True).click()
    expect(line(page, old)).to_have_count(0)
    until_stored(page, one, tags=[fair.upper()])
    undo(page, say)
    expect(line(page, old)).to_be_visible()
    # it stands in the history of the contact
    page.goto(f"/contacts/{one}/history")
    expect(page.get_by_role("main")).to_contain_text(say("history.source.bulk"))
