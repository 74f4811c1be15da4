"""No serious fault for people with screen readers or weak eyes, on any screen: axe-core's word, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import make, open_contact
from tests.e2e.server import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
ADMIN = ("lists", "tags", "fields", "people", "teams", "roles", "workspace", "security", "retention", "reads")
SCREENS = (
    "/",
    "/contacts",
    "/contacts/new",
    "/bin",
    "/import",
    "/profile",
    "/changelog",
    *(f"/admin?tab={tab}" for tab in ADMIN),
)


def faults(page: Page) -> list[str]:
    """The serious and critical faults of what is shown, as rule and place."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.evaluate(AXE.read_text())  # not by a script element: the page's own policy forbids those
    found: list[dict[str, Any]] = page.evaluate(
        "() => axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)"
    )
    return [
        f"{one['id']}: {', '.join(str(node['target']) for node in one['nodes'][:5])}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_has_a_serious_fault(
    page: Page, viewport: str, login: Callable[..., None], scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto("/login")
    expect(page.locator("input[type=password]")).to_be_visible()
    assert faults(page) == []
    login(page)
    record = make(page, last_name="Müller", phones=["+49 30 901820"], tags=["fair"], temperature="warm")
    for path in SCREENS:
        page.goto(path)
        expect(page.get_by_role("main")).to_be_visible()
        expect(page.get_by_role("heading").first).to_be_visible()
        assert (path, faults(page)) == (path, [])
    open_contact(page, record)
    assert faults(page) == []
    page.goto(f"/contacts/{record}/history")
    expect(page.get_by_role("main")).to_contain_text("created this contact")
    assert faults(page) == []
    open_contact(page, record)
    page.get_by_role("link", name="Edit person").or_(page.get_by_role("button", name="Edit person")).first.click()
    expect(page.get_by_role("button", name="Save changes").first).to_be_visible()
    assert faults(page) == []
