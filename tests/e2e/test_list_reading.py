"""A list is read: far to the right, to the end of what is cut, and on from contact to contact."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.desk import edges, make, toast, token
from tests.e2e.lists import SIZES, expect_rows, label, rows, say, speak
from tests.e2e.server import until

Opened = Callable[[str, str, str], Page]
LONG = "Vereinigte Nordwestdeutsche Werkzeugmaschinen- und Getriebebau Aktiengesellschaft & Söhne"
MANY = ["company", "emails", "phones", "addresses", "relation", "temperature", "department", "position", "source",
        "birth_date", "owner_id", "tags", "created_at", "c_pay", "changed_at"]  # fmt: skip
PAY = {"en": "Pay", "de": "Gehalt", "zh": "薪资"}


@pytest.fixture(scope="module")
def made(server: object) -> dict[str, str]:
    """What is there by now: the first test of the module makes it."""
    return {}


@pytest.fixture
def opened(new_context: Callable[..., Any], login: Callable[..., None], made: dict[str, str]) -> Opened:
    """Alice on a list, at this size and in this language."""

    def open_list(size: str, language: str, address: str) -> Page:
        page: Page = new_context(size).new_page()
        login(page)
        if not made:
            field = {"type": "text", "key": "c_pay", "label": PAY}
            answer = page.request.post("/api/fields", data=field, headers=token(page))
            assert answer.status == 201
            made["field"] = answer.json()["id"]
            made["long"] = make(page, kind="person", last_name="Lang", company_name=LONG, department=LONG, c_pay="5000")
            for n in range(1, 131):
                make(page, kind="person", last_name=f"Zander {n:03}")
        speak(page, language)
        page.goto(address)
        expect(rows(page).first).to_be_visible()
        return page

    return open_list


def columns(*names: str) -> str:
    return "&columns=" + json.dumps(names)


def apart(one: Locator, other: Locator) -> bool:
    """Whether neither lies on the other."""
    a, b = edges(one), edges(other)
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_many_columns_move_sideways_within_the_table_and_the_name_stays(opened: Opened, language: str) -> None:
    page = opened("desk", language, "/contacts?q=Lang" + columns(*MANY))
    expect(page.get_by_role("columnheader", name=PAY[language])).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    last = page.get_by_role("columnheader", name=label(language, "changed_at"))
    view = page.get_by_role("link", name=say(language, "list.viewOf", name="Lang"))
    until(lambda: edges(last)[0] > edges(view)[0], "columns as wide as what is in them")
    page.keyboard.press("j")
    expect(page.get_by_role("tooltip")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text(LONG)
    expect(tip).to_contain_text(label(language, "company"))
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    for _ in MANY:
        page.keyboard.press("ArrowRight")
    expect(tip).to_contain_text(label(language, "changed_at"))
    name = page.get_by_role("link", name="Lang", exact=True)
    assert edges(name)[2] <= edges(last)[0]
    assert edges(last)[2] <= edges(view)[0] + 1
    expect(name).to_be_in_viewport()
    # The bar at the foot of the window moves it too, without going down to the last row.
    page.locator("[aria-hidden=true][tabindex='-1']").evaluate("one => { one.scrollLeft = 0 }")
    page.wait_for_function(
        "x => document.querySelector('[role=columnheader]:nth-child(3)').getBoundingClientRect().x > x",
        arg=edges(name)[0],
    )
    expect(tip).to_have_count(0)
    cell = rows(page).first.get_by_role("cell").nth(2)
    cell.hover()
    expect(cell).to_have_attribute("title", LONG)


AGES = """(cell) => {
    const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto", style: "short" });
    const told = [["minute", 59], ["hour", 23], ["day", 1], ["day", 2], ["day", 6]];
    const figures = { year: "numeric", month: "2-digit", day: "2-digit" };
    const cut = () => cell.scrollWidth > cell.clientWidth;
    const found = cut() ? [cell.textContent] : [];
    for (const [unit, n] of told) {
        cell.firstElementChild.textContent = words.format(-n, unit);
        if (cut()) found.push(cell.textContent);
    }
    // What is longer ago is told as a day.
    const day = new Date("2024-10-28T12:00:00Z");
    cell.firstElementChild.textContent = day.toLocaleDateString(document.documentElement.lang, figures);
    return cut() ? [...found, cell.textContent] : found;
}"""


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_when_a_contact_was_changed_is_read_whole_without_widening(opened: Opened, language: str) -> None:
    page = opened("desk", language, "/contacts?q=Lang")
    heads = page.get_by_role("columnheader")
    at = heads.all_inner_texts().index(label(language, "changed_at"))
    assert rows(page).first.get_by_role("cell").nth(at).evaluate(AGES) == []


@pytest.mark.row("S2-42", "S1-06")
@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_tags_stand_in_the_list_of_a_usual_window_and_no_head_is_cut(opened: Opened, language: str) -> None:
    page = opened("desk", language, "/contacts?q=Lang")
    heads = page.get_by_role("columnheader")
    for name in ("company", "phones", "emails", "addresses", "temperature", "tags", "owner_id", "changed_at"):
        head = heads.filter(has_text=label(language, name))
        expect(head).to_be_visible()
        assert head.evaluate("one => one.scrollWidth <= one.clientWidth"), head.inner_text()
    assert page.evaluate("document.querySelector('[role=presentation]').scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_the_phone_says_which_columns_it_can_show_and_a_held_line_is_read_whole(opened: Opened, language: str) -> None:
    page = opened("phone", language, "/contacts?q=Lang" + columns(*MANY))
    page.get_by_role("button", name=say(language, "columns.title"), exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(say(language, "browse.phoneColumns"))
    there = dialog.get_by_role("list", name=say(language, "columns.shown")).get_by_role("listitem")
    expect(there.first).to_have_text(label(language, "company"))
    expect(there.last).to_contain_text(say(language, "browse.column.room"))
    done = dialog.get_by_role("button", name=say(language, "columns.done"))
    expect(done).to_be_in_viewport(ratio=1)
    done.click()
    line = rows(page).first.get_by_text(LONG).first
    page.evaluate("window.scrollTo(0, 0)")
    left, top, _, _ = edges(line)
    touch = page.context.new_cdp_session(page)
    point = {"x": left + 30, "y": top + 6}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    expect(page.get_by_role("tooltip")).to_contain_text(LONG)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.get_by_role("tooltip")).to_contain_text("5000")
    page.get_by_role("tooltip").tap()
    expect(page.get_by_role("tooltip")).to_have_count(0)
    rows(page).first.tap(position={"x": 120, "y": 40})
    expect(page.get_by_role("heading", name="Lang")).to_be_visible()


@pytest.mark.parametrize(("size", "language"), SIZES)
def test_one_goes_on_from_contact_to_contact_of_the_list(opened: Opened, size: str, language: str) -> None:
    page = opened(size, language, "/contacts?q=Zander")
    after = page.get_by_role("button", name=say(language, "browse.after"))
    before = page.get_by_role("button", name=say(language, "browse.before"))
    other = page.request.get("/api/contacts?q=Zander 107").json()["rows"][0]["id"]
    page.get_by_role("link", name="Zander 001", exact=True).click()
    expect(page.get_by_role("heading", name="Zander 001")).to_be_visible()
    expect(page.get_by_text(say(language, "browse.place", n=1, of=130), exact=True)).to_be_visible()
    expect(before).to_be_disabled()
    if size == "phone":
        left, top, right, bottom = edges(after)
        assert min(right - left, bottom - top) >= 44
        after.tap()
    else:
        page.keyboard.press("j")
    expect(page.get_by_role("heading", name="Zander 002")).to_be_visible()
    after.focus()
    for n in range(3, 106):  # across the end of the first hundred
        page.keyboard.press("Enter" if n < 6 else "j")
        expect(page.get_by_role("heading", name=f"Zander {n:03}")).to_be_visible()
        if n == 4:
            expect(after).to_be_focused()
    # The page is loaded anew: one is where one was in the list, and goes on from there.
    page.reload()
    expect(page.get_by_role("heading", name="Zander 105")).to_be_visible()
    expect(page.get_by_text(say(language, "browse.place", n=105, of=130), exact=True)).to_be_visible()
    expect(page).to_have_title("Zander 105 – Karteo")
    for key, n in (("j", 106), ("k", 105), ("k", 104)):
        page.keyboard.press(key)
        expect(page.get_by_role("heading", name=f"Zander {n}")).to_be_visible()
    page.get_by_role("link", name=say(language, "page.back")).click()
    expect(page.get_by_role("link", name="Zander 104", exact=True)).to_be_in_viewport()
    expect(page.locator("[role=row][data-current]")).to_contain_text("Zander 104")
    # From elsewhere there is no list to go on in.
    page.goto(page.url.replace("q=Zander", "q=Lang"))
    page.get_by_role("link", name="Lang", exact=True).click()
    expect(page.get_by_role("heading", name="Lang")).to_be_visible()
    expect(after).to_be_disabled()
    page.goto(f"/contacts/{other}")
    expect(page.get_by_role("heading", name="Zander 107")).to_be_visible()
    expect(after).to_have_count(0)


@pytest.mark.parametrize(("size", "language"), [("desk", "de"), ("phone", "zh"), ("desk", "en")])
def test_a_column_that_became_sensitive_is_missed_with_a_word(
    opened: Opened, made: dict[str, str], size: str, language: str
) -> None:
    page = opened(size, language, "/contacts?q=Lang" + columns("c_pay", "company"))
    expect(rows(page).first).to_contain_text("5000")

    def guard(on: bool) -> None:
        answer = page.request.patch(f"/api/fields/{made['field']}", data={"sensitive": on}, headers=token(page))
        assert answer.status == 200, answer.text()

    try:
        guard(True)
        page.reload()
        note = page.get_by_role("note")
        expect(note).to_contain_text(say(language, "browse.guarded_one", fields=PAY[language]))
        expect(rows(page).first).not_to_contain_text("5000")
        note.get_by_role("button", name=say(language, "browse.guardedRemove_one")).click()
        expect(note).to_have_count(0)
        assert "c_pay" not in page.url
    finally:
        guard(False)


@pytest.mark.row("S2-42")
@pytest.mark.parametrize(("size", "language"), [("desk", "zh"), ("phone", "de"), ("desk", "en")])
def test_a_toast_lies_on_no_button_that_is_wanted_next(opened: Opened, size: str, language: str) -> None:
    page = opened(size, language, "/contacts?q=Zander")
    page.get_by_role("checkbox", name=say(language, "list.select", name="Zander 001")).check()
    bar = page.get_by_role("region", name=say(language, "bulk.title"))
    bar.get_by_role("button", name=say(language, "export.title")).click()
    with page.expect_download():
        page.get_by_role("menuitem", name=say(language, "export.vcard"), exact=True).click()
    expect(toast(page)).to_contain_text(say(language, "export.done_one", n=1))
    assert apart(toast(page), bar)
    bar.get_by_role("button", name=say(language, "list.clear")).click()
    expect(bar).to_have_count(0)
    page.get_by_role("button", name=say(language, "columns.title"), exact=True).click()
    done = page.get_by_role("dialog").get_by_role("button", name=say(language, "columns.done"))
    expect(done).to_be_in_viewport(ratio=1)
    expect(toast(page)).to_contain_text(say(language, "export.done_one", n=1))
    assert apart(toast(page), done)


@pytest.mark.row("S2-05")
@pytest.mark.parametrize(("size", "language"), [("desk", "de"), ("phone", "en"), ("desk", "zh")])
def test_the_filters_used_most_come_first_and_others_by_typing(opened: Opened, size: str, language: str) -> None:
    page = opened(size, language, "/contacts")
    page.get_by_role("button", name=say(language, "filter.add")).click()
    often = page.get_by_role("group", name=say(language, "filters.group.often")).get_by_role("menuitem")
    names = [label(language, one) for one in ("owner_id", "tags", "temperature")]
    names += [say(language, "field.city"), label(language, "changed_at"), say(language, "list.col.created")]
    expect(often).to_contain_text(
        [say(language, f"filter.{one}") for one in ("companies", "persons")]
        + [
            say(language, "filters.mine"),
            *names,
            *(say(language, f"filters.{one}") for one in ("restricted", "public")),
        ]
    )
    find = page.get_by_role("searchbox", name=say(language, "filters.find"))
    expect(find).to_be_focused()
    page.keyboard.type("n")  # a letter of a word, and not the command for a new contact
    expect(find).to_have_value("n")
    find.fill("xyz")
    expect(page.get_by_text(say(language, "browse.noField"))).to_be_visible()
    find.fill(PAY[language].upper())
    expect(page.get_by_role("menuitem")).to_have_text([PAY[language]])
    page.keyboard.press("Enter")
    form = page.get_by_role("form", name=say(language, "filters.by", label=PAY[language]))
    expect(form.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("5000")
    page.keyboard.press("Enter")
    expect_rows(page, "Lang")
    plus = page.get_by_role("button", name=say(language, "filter.add"))
    expect(plus).to_be_focused()
    columns_button = page.get_by_role("button", name=say(language, "columns.title"), exact=True)
    columns_button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(columns_button).to_be_focused()


@pytest.mark.row("S2-05")
@pytest.mark.parametrize(("size", "language"), [("desk", "de"), ("phone", "zh"), ("phone", "en")])
def test_two_views_of_one_name_are_refused_where_the_name_is_typed(opened: Opened, size: str, language: str) -> None:
    page = opened(size, language, "/contacts?q=Lang")
    views = page.get_by_role("navigation", name=say(language, "views.title"))

    def save(name: str) -> Locator:
        page.get_by_role("button", name=say(language, "views.save")).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label(say(language, "views.name")).fill(name)
        dialog.get_by_role("button", name=say(language, "common.save"), exact=True).click()
        return dialog

    expect(save(f"Größe {language}")).to_have_count(0)
    first = views.get_by_role("link", name=f"Größe {language}")
    expect(first).to_contain_text(say(language, "browse.private"))
    page.goto("/contacts?q=Zander")
    dialog = save(f"GROSSE {language}")
    box = dialog.get_by_label(say(language, "views.name"))
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(dialog).to_contain_text(f"GROSSE {language}")
    box.fill(f"Zander {language}")
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name=say(language, "common.save"), exact=True).click()
    expect(dialog).to_have_count(0)
    current = views.get_by_role("link", name=f"Zander {language}")
    expect(current).to_be_in_viewport(ratio=1)
    expect(current).to_contain_text(say(language, "views.sharedMark"))
    if size == "phone":
        for one in page.get_by_role("main").get_by_role("button").filter(visible=True).all():
            box_of = one.bounding_box()
            assert box_of
            assert box_of["height"] >= 44 or not 60 < box_of["y"] < 260, one.inner_text()
    expect_rows(page, *[f"Zander {n:03}" for n in range(1, 131)][: rows(page).count()])
