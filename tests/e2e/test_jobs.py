"""Work on thousands of records: followed on the screen, stopped, taken back, and what was left alone is named."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.card import EVERYWHERE, Contexts, Login, Say, person
from tests.e2e.desk import change, stored, toast, token
from tests.e2e.people import PEOPLE
from tests.e2e.server import KarteoServer, until
from tests.e2e.staff import Desk
from tests.e2e.test_tags_admin import line, rename, undo

MANY = 4500
CROWD = f"""
from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

with opened(data_folder()):
    prepare.load()
    from karteo.identity.models import Workspace
    from tests.search.crowd import crowd, fill
    fill(Workspace.objects.get(name="Nordwerk").id, crowd({MANY}))
"""
FIGURES = {"en": "{:,}", "de": "{:_}", "zh": "{:,}"}


@pytest.fixture(scope="module", autouse=True)
def crowded(server: KarteoServer) -> None:
    """Thousands of contacts, all with "example" in their address."""
    filled = server.run_python(CROWD)
    assert filled.returncode == 0, filled.stderr


def figure(count: int, language: str) -> str:
    return FIGURES[language].format(count).replace("_", ".")


def over(page: Page, job: str) -> dict[str, Any]:
    """Wait for the end of a job, as the API tells it."""
    found: dict[str, Any] = {}

    def ended() -> bool:
        found.update(page.request.get(f"/api/jobs/{job}").json())
        return bool(found["status"] != "running")

    until(ended, "the end of the job", 120)
    return found


def give(page: Page, **patch: Any) -> None:
    """Give all of them something, through the API."""
    wish = {"q": "example", "patch": patch}
    answer = page.request.post("/api/contacts/bulk", data=wish, headers=token(page))
    assert answer.status == 202, answer.text()
    assert over(page, answer.json()["id"])["changed"] == MANY


def renamed(page: Page, say: Say, tag: str, new: str) -> None:
    """On the screen of tags, one is given another name."""
    page.goto("/admin?tab=tags")
    expect(line(page, tag)).to_be_visible()
    rename(page, say, tag, new)


def progress(within: Locator) -> Locator:
    return within.get_by_role("progressbar")


@EVERYWHERE
def test_a_long_undo_shows_how_far_it_is_and_then_what_it_left_alone(
    new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    one, other = (row["id"] for row in page.request.get("/api/contacts?q=example&limit=2").json()["rows"])
    give(page, position=f"First {size} {language}")
    give(page, position=f"Second {size} {language}")
    change(page, other, position="Newer")
    page.goto(f"/contacts/{one}/history")
    newest = page.get_by_role("main").get_by_role("listitem").filter(has_text=f"Second {size} {language}").first
    newest.get_by_role("button", name=say("history.undo"), exact=True).click()
    told = toast(page)
    expect(progress(told)).to_be_visible()
    expect(told.get_by_role("button", name=say("job.stop"), exact=True)).to_be_visible()
    expect(told).to_contain_text(say("job.undone_other", n=figure(MANY - 1, language)), timeout=120_000)
    expect(told).to_contain_text(say("job.left_one", n=1))
    expect(told).to_contain_text(str(stored(page, other)["name"]))
    assert stored(page, one)["position"] == f"First {size} {language}"
    assert stored(page, other)["position"] == "Newer"
    told.get_by_role("button", name=say("common.close"), exact=True).click()
    expect(told.locator("[data-job]")).to_have_count(0)


def test_thousands_of_contacts_get_another_tag_and_the_old_one_back(new_context: Contexts, login: Login) -> None:
    page, say = person(new_context, login, "desk", "en")
    give(page, tags=["fair"])
    renamed(page, say, "fair", "messe")
    expect(progress(page.get_by_role("main"))).to_be_visible()
    expect(toast(page)).to_contain_text("4,500", timeout=120_000)
    undo(page, say)
    expect(progress(toast(page))).to_be_visible()
    expect(toast(page)).to_contain_text("4,500 records are as they were before.", timeout=120_000)
    expect(line(page, "fair")).to_contain_text("4,500")


def test_a_job_is_stopped_and_what_was_done_is_said(new_context: Contexts, login: Login) -> None:
    page, say = person(new_context, login, "phone", "en")
    give(page, tags=["stop me"])
    renamed(page, say, "stop me", "stopped")
    main = page.get_by_role("main")
    main.get_by_role("button", name=say("job.stop"), exact=True).click()
    end = main.locator("[data-status=cancelled]")
    expect(end).to_be_visible(timeout=120_000)
    done = int(re.sub(r"\D", "", end.inner_text().split("of")[0]))
    assert done in (0, 2000)  # stopped before its first chunk, or after
    expect(line(page, "stop me")).to_contain_text(figure(MANY - done, "en"))


def test_who_leaves_the_page_sees_at_its_edge_how_far_the_job_is(new_context: Contexts, login: Login) -> None:
    page, say = person(new_context, login, "desk", "en")
    give(page, tags=["left"])
    renamed(page, say, "left", "found")
    expect(progress(page.get_by_role("main"))).to_be_visible()
    page.get_by_role("link", name="Home").first.click()
    expect(progress(toast(page))).to_be_visible()
    expect(toast(page)).to_contain_text("4,500 records changed.", timeout=120_000)


def test_thousands_are_handed_over_and_the_list_of_people_tells_how_far_it_is(
    new_context: Contexts, login: Login
) -> None:
    desk = Desk(new_context, login, "desk", "en")
    people = {one["name"]: one["id"] for one in desk.page.request.get("/api/people").json()["people"]}
    bob, rita = PEOPLE["bob"].name, PEOPLE["rita"].name
    give(desk.page, owner_id=people[bob])
    desk.tab("people")
    dialog = desk.open_person(bob)
    desk.button("people.leave", dialog).click()
    dialog.get_by_role("combobox", name=desk.say("people.heir")).select_option(rita)
    desk.button("people.leaveSubmit", dialog).click()
    expect(progress(desk.line(bob))).to_be_visible()
    expect(progress(desk.line(bob))).to_have_count(0, timeout=120_000)
    owns = desk.page.request.get(f"/api/people/{people[rita]}").json()["owns"]
    assert owns["contact"] == MANY
