"""The workspace itself, in administration: how it is called, and where it is at home."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.card import EVERYWHERE, Contexts, Login, person
from tests.e2e.desk import toast


@EVERYWHERE
def test_the_workspace_is_named_in_a_place_of_its_own(
    new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    page.goto("/admin")
    tabs = page.get_by_role("navigation", name=say("admin.title"), exact=True)
    tabs.get_by_role("link", name=say("security.title"), exact=True).click()
    expect(page.get_by_role("heading", name=say("factor.title"), exact=True)).to_be_visible()
    expect(page.get_by_label(say("security.country"), exact=True)).to_have_count(0)
    tabs.get_by_role("link", name=say("security.workspace"), exact=True).click()
    form = page.get_by_role("region", name=say("security.workspace"), exact=True)
    name = form.get_by_label(say("security.name"), exact=True)
    save = form.get_by_role("button", name=say("common.save"), exact=True)
    expect(save).to_be_disabled()
    name.fill("")
    save.click()
    expect(name).to_have_attribute("aria-invalid", "true")
    name.fill(f"Nordwerk {size} {language}")
    save.click()
    expect(toast(page)).to_contain_text(say("toast.saved"))
    assert page.request.get("/api/workspace").json()["name"] == f"Nordwerk {size} {language}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
