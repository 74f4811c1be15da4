"""A list is kept as a view, taken out as a file, and many of its contacts are changed at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.e2e.desk import change, make, stored, toast, token
from tests.e2e.lists import add_filter, expect_rows, person, rows, say, speak

Opened = Callable[[str, str, str], Page]
VIEWS = [("desk", "en"), ("phone", "de"), ("phone", "zh")]


@pytest.fixture(scope="module")
def made(server: object) -> dict[str, str]:
    """Who is there by now, by last name: the first test of the module makes them."""
    return {}


@pytest.fixture
def opened(new_context: Callable[..., Any], login: Callable[..., None], made: dict[str, str]) -> Opened:
    """Somebody on the list, at this size and in this language."""

    def open_list(who: str, size: str, language: str) -> Page:
        page: Page = new_context(size).new_page()
        login(page, who)
        if not made:
            people: dict[str, dict[str, Any]] = {
                "Adler": {"tags": ["vip;x"]},
                "Berg": {"temperature": "warm"},
                "Clausen": {},
            }
            for last, more in people.items():
                made[last] = make(page, kind="person", first_name="Anna", last_name=last, **more)
            made["=1+1"] = make(page, kind="person", first_name="Nasty", last_name="=1+1")
        speak(page, language)
        page.goto("/contacts")
        expect(rows(page).first).to_be_visible()
        return page

    return open_list


@pytest.mark.row("S2-05", "S2-42")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_a_view_is_saved_shared_begun_with_deleted_and_brought_back(opened: Opened, size: str, language: str) -> None:
    alice, bob = opened("alice", size, language), opened("bob", "desk", "en")
    name = f"Warm {size} {language}"
    warm = {"en": "Warm", "de": "Warm", "zh": "温"}[language]
    add_filter(alice, say(language, "list.col.temperature"), warm, language=language)
    expect_rows(alice, "Berg, Anna")
    alice.get_by_role("button", name=say(language, "views.save")).click()
    dialog = alice.get_by_role("dialog")
    dialog.get_by_label(say(language, "views.name")).fill(name)
    dialog.get_by_label(say(language, "views.shareWith")).check()
    dialog.get_by_role("button", name=say(language, "common.save"), exact=True).click()
    expect(dialog).to_have_count(0)
    views = alice.get_by_role("navigation", name=say(language, "views.title"))
    expect(views.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")

    bob.reload()
    bob.get_by_role("navigation", name="Views").get_by_role("link", name=name).click()
    expect_rows(bob, "Berg, Anna")
    expect(bob.get_by_role("link", name=name)).to_contain_text(person("alice"))
    bob.get_by_role("button", name=f"View {name}: more").click()
    expect(bob.get_by_role("menuitem", name="Delete view")).to_have_count(0)

    more = say(language, "views.actions", name=name)
    alice.get_by_role("button", name=more).click()
    alice.get_by_role("menuitem", name=say(language, "views.begin")).click()
    alice.goto("/contacts")
    expect_rows(alice, "Berg, Anna")
    alice.get_by_role("button", name=more).click()
    alice.get_by_role("menuitem", name=say(language, "views.beginNot")).click()
    alice.get_by_role("button", name=more).click()
    alice.get_by_role("menuitem", name=say(language, "views.delete")).click()
    expect(views.get_by_role("link", name=name)).to_have_count(0)
    expect(rows(alice)).to_have_count(4)
    toast(alice).get_by_role("button", name=say(language, "toast.undo")).click()
    expect(views.get_by_role("link", name=name)).to_be_visible()
    expect_rows(alice, "Berg, Anna")


@pytest.mark.parametrize(("size", "language"), [("desk", "de"), ("phone", "en"), ("phone", "zh")])
def test_what_is_shown_goes_out_as_a_file(opened: Opened, tmp_path: Path, size: str, language: str) -> None:
    page = opened("alice", size, language)

    def export(kind: str) -> bytes:
        page.get_by_role("button", name=say(language, "export.title")).click()
        with page.expect_download() as coming:
            page.get_by_role("menuitem", name=say(language, f"export.{kind}"), exact=True).click()
        assert coming.value.suggested_filename.startswith("contacts-20")
        coming.value.save_as(tmp_path / kind)
        return (tmp_path / kind).read_bytes()

    delimiter = ";" if language == "de" else ","
    lines = list(csv.reader(io.StringIO(export("csv").decode("utf-8-sig")), delimiter=delimiter))
    assert lines[0][:3] == [say(language, "list.col.name"), say(language, "list.col.company"), *lines[0][2:3]]
    assert [line[0] for line in lines[1:]] == ["Nasty =1+1", "Anna Adler", "Anna Berg", "Anna Clausen"]
    book = load_workbook(io.BytesIO(export("xlsx")))
    assert [row[0] for row in book.active.iter_rows(min_row=2, values_only=True)] == [line[0] for line in lines[1:]]
    assert export("vcard").count(b"BEGIN:VCARD") == 4


@pytest.mark.row("S2-39", "S2-40")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_access_to_many_is_restricted_seen_before_and_taken_back(
    opened: Opened, made: dict[str, str], size: str, language: str
) -> None:
    page, bob = opened("alice", size, language), opened("bob", "desk", "en")
    users = page.request.get("/api/schema").json()["users"]
    rita = next(one["id"] for one in users if one["name"] == person("rita"))
    change(page, made["Adler"], owner_id=rita)
    for name in ("Adler", "Clausen"):
        page.get_by_role("checkbox", name=say(language, "list.select", name=f"{name}, Anna")).check()
    region = page.get_by_role("region", name=say(language, "bulk.title"))
    region.get_by_role("button", name=say(language, "bulk.access")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(say(language, "bulk.count_other", n=2))
    sample = dialog.get_by_role("list", name=say(language, "bulk.sample"))
    expect(sample.get_by_role("listitem").filter(has_text="Anna Adler")).to_contain_text(person("alice"))
    expect(sample.get_by_role("listitem").filter(has_text="Anna Adler")).to_contain_text(
        say(language, "bulk.owner", name=person("rita"))
    )
    dialog.get_by_role("button", name=say(language, "bulk.doAccess_other", n=2)).click()
    expect(toast(page)).to_contain_text(say(language, "bulk.done_other", n=2))
    assert stored(page, made["Adler"])["restricted"] is True
    bob.reload()
    expect_rows(bob, "=1+1, Nasty", "Berg, Anna")
    bob.goto(f"/contacts/{made['Adler']}")
    expect(bob.get_by_role("heading", name="This contact does not exist")).to_be_visible()
    toast(page).get_by_role("button", name=say(language, "toast.undo")).click()
    expect(toast(page)).to_contain_text(say(language, "toast.undone"))
    bob.goto("/contacts")
    expect_rows(bob, "=1+1, Nasty", "Adler, Anna", "Berg, Anna", "Clausen, Anna")


@pytest.mark.row("S2-40")
def test_chosen_people_find_all_that_match_and_others_do_not(opened: Opened) -> None:
    page, bob, rita = (
        opened(*one) for one in (("alice", "desk", "en"), ("bob", "desk", "en"), ("rita", "phone", "en"))
    )
    page.goto('/contacts?filter=[{"field":"last_name","op":"is","value":"Berg"}]')
    expect_rows(page, "Berg, Anna")
    page.get_by_role("checkbox", name="Choose all rows shown").check()
    page.get_by_role("button", name="Access …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name=person("bob")).check()
    dialog.get_by_role("button", name="Change access of 1 contact").click()
    expect(toast(page)).to_contain_text("Access of 1 contact changed")
    bob.reload()
    expect(rows(bob)).to_have_count(4)
    expect(bob.get_by_role("img", name="Restricted access")).to_have_count(1)
    rita.reload()
    expect(rows(rita)).to_have_count(3)
    assert rita.get_by_role("checkbox").count() == 0


def test_more_than_two_thousand_are_a_job_with_its_progress_on_the_screen(
    opened: Opened, server: Any, made: dict[str, str]
) -> None:
    page = opened("alice", "desk", "en")
    filled = server.run_python(CROWD)
    assert filled.returncode == 0, filled.stderr
    page.goto("/contacts?q=example")
    expect(rows(page).first).to_be_visible()
    page.get_by_role("checkbox", name="Choose all rows shown").check()
    page.get_by_role("button", name="Choose all 2,500 that match").click()
    page.get_by_role("button", name="Access …").click()
    page.get_by_role("dialog").get_by_role("button", name="Change access of 2,500 contacts").click()
    expect(page.get_by_role("dialog").get_by_role("progressbar")).to_be_visible()
    expect(toast(page)).to_contain_text("Access of 2,500 contacts changed", timeout=120_000)
    answer = page.request.get('/api/contacts/count?filter={"field":"restricted","op":"is","value":true}&q=example')
    assert answer.json()["count"] == 2500
    assert page.request.get("/api/batches", headers=token(page)).json()["items"][0]["source"] == "bulk"


CROWD = """
from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

with opened(data_folder()):
    prepare.load()
    from karteo.identity.models import Workspace
    from tests.search.crowd import crowd, fill
    fill(Workspace.objects.get(name="Nordwerk").id, crowd(2500))
"""
