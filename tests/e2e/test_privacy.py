"""Privacy: erased for good with a warning, everything about a person to take away, sensitive fields on demand,
objections beside the number, retention with a look before."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from karteo.records.types.contact import FIELDS
from tests.e2e.desk import make, open_contact, stored, toast, token, value
from tests.e2e.server import KarteoServer, until
from tests.e2e.words import speak
from tests.e2e.words import words as spoken

Login = Callable[..., None]
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "actions": "Actions", "erase": "Erase for good …", "warning": "This cannot be undone.", "note": "1 note",
        "do": "Erase for good", "type": "Type “{name}” to confirm", "done": "Erased for good",
        "all": "Everything held about it …", "read": "Open to read or print", "held": "Everything held about {name}",
        "title": "What is new", "unreleased": "In the making", "back": "Back to the list",
    },
    "de": {
        "actions": "Aktionen", "erase": "Endgültig löschen …", "warning": "Das lässt sich nicht rückgängig machen.",
        "note": "1 Notiz", "do": "Endgültig löschen", "type": "Zur Bestätigung „{name}“ eintippen",
        "done": "Endgültig gelöscht", "all": "Alles Gespeicherte …", "read": "Zum Lesen oder Drucken öffnen",
        "held": "Alles, was über {name} gespeichert ist", "title": "Was ist neu", "unreleased": "In Arbeit",
        "back": "Zurück zur Liste",
    },
    "zh": {
        "actions": "操作", "erase": "彻底删除……", "warning": "此操作无法撤销。", "note": "1 条备注", "do": "彻底删除",
        "type": "输入“{name}”以确认", "done": "已彻底删除", "all": "保存的全部信息……", "read": "打开阅读或打印",
        "held": "关于 {name} 保存的全部信息", "title": "更新内容", "unreleased": "开发中", "back": "返回列表",
    },
}  # fmt: skip
LABELS = {field.name: field.label for field in FIELDS}
BOTH = pytest.mark.parametrize(("size", "language"), [("desk", "en"), ("phone", "de"), ("phone", "en"), ("desk", "zh")])


@pytest.fixture
def seat(new_context: Callable[..., BrowserContext], login: Login) -> Callable[..., Page]:
    """`seat(size, language)`: Alice, logged in, in a browser of this size that speaks this language."""

    def sit(size: str = "desk", language: str = "en", who: str = "alice") -> Page:
        page = new_context(size).new_page()
        login(page, who)
        speak(page, language)
        return page

    return sit


def note(page: Page, record: str, text: str) -> None:
    answer = page.request.post("/api/notes", data={"fields": {"parent_id": record, "text": text}}, headers=token(page))
    assert answer.status == 201, answer.text()


def menu(page: Page, record: str, words: dict[str, str], item: str) -> None:
    """The actions menu of a contact, and one of its items."""
    page.goto(f"/contacts/{record}")
    page.get_by_role("button", name=words["actions"], exact=True).first.click()
    page.get_by_role("menuitem", name=words[item]).click()


@BOTH
@pytest.mark.row("S2-48", "S2-49")
def test_a_contact_is_erased_for_good_after_the_warning_and_its_typed_name(
    seat: Callable[..., Page], size: str, language: str
) -> None:
    page, words = seat(size, language), WORDS[language]
    name = f"Quell {size} {language}"
    record = make(page, kind="company", company_name=name, phones=["+49 30 901820"])
    person = make(page, kind="person", last_name=f"Ohm {size} {language}", company_id=record)
    note(page, record, "remembers everything")
    menu(page, record, words, "erase")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(words["warning"])
    expect(dialog).to_contain_text(words["note"])
    expect(dialog.get_by_role("listitem").filter(has_text=f"Ohm {size} {language}")).to_be_visible()
    go = dialog.get_by_role("button", name=words["do"], exact=True)
    expect(go).to_be_disabled()
    dialog.get_by_label(words["type"].format(name=name)).fill("something else")
    expect(go).to_be_disabled()
    dialog.get_by_label(words["type"].format(name=name)).fill(name.upper())
    go.click()
    expect(toast(page)).to_contain_text(words["done"])
    page.wait_for_url(re.compile("/contacts($|\\?)"))
    assert page.request.get(f"/api/contacts/{record}").status == 404
    assert page.request.get("/api/search", params={"q": name}).json()["rows"] == []
    assert page.request.get(f"/api/contacts/{person}").json()["row"]["company_id"] is None


@pytest.mark.row("S2-48")
def test_from_the_bin_a_contact_is_erased_and_other_devices_drop_their_copy(
    seat: Callable[..., Page], viewport: str
) -> None:
    page, other = seat(viewport), seat("desk", who="bob")
    name = f"Binned {viewport}"
    record = make(page, kind="company", company_name=name)
    open_contact(other, record)
    held = (
        "async id => { const [one] = await indexedDB.databases(); return new Promise(done => {"
        " const open = indexedDB.open(one.name); open.onsuccess = () => { const ask = open.result"
        ".transaction('rows').objectStore('rows').get(['contact', id]); ask.onsuccess = () => {"
        " open.result.close(); done(Boolean(ask.result)); }; }; }); }"
    )
    until(lambda: bool(other.evaluate(held, record)), "the copy on the other device")
    assert page.request.delete(f"/api/contacts/{record}", headers=token(page)).ok
    page.goto("/bin")
    page.get_by_role("button", name=f"Erase {name} for good").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(f"Type “{name}” to confirm").fill(name)
    dialog.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("listitem").filter(has_text=name)).to_have_count(0)
    until(lambda: not other.evaluate(held, record), "the other device to drop its copy")


@pytest.mark.row("S2-48", "S0-01")
def test_who_is_no_administrator_is_not_offered_to_erase(seat: Callable[..., Page]) -> None:
    page = seat(who="bob")
    record = make(page, kind="company", company_name="Nobody erases me")
    open_contact(page, record)
    page.get_by_role("button", name="Actions", exact=True).first.click()
    expect(page.get_by_role("menuitem", name="Delete contact")).to_be_visible()
    expect(page.get_by_role("menuitem", name=re.compile("Erase"))).to_have_count(0)
    assert page.request.get(f"/api/contacts/{record}/erase").status == 403


@BOTH
@pytest.mark.row("S0-27")
def test_everything_about_a_person_opens_as_a_page_and_comes_as_a_zip(
    seat: Callable[..., Page], size: str, language: str
) -> None:
    page, words = seat(size, language), WORDS[language]
    record = make(page, kind="person", first_name="Anna", last_name=f"Held {size}", birth_date="1970-05-17")
    note(page, record, "likes <b>tea</b>")
    menu(page, record, words, "all")
    with page.context.expect_page() as opened:
        page.get_by_role("dialog").get_by_role("link", name=words["read"]).click()
    document = opened.value
    expect(document.get_by_role("heading", name=words["held"].format(name=f"Anna Held {size}"))).to_be_visible()
    expect(document.get_by_text("likes <b>tea</b>").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("link", name=re.compile("ZIP")).click()
    assert download.value.suggested_filename == f"Anna Held {size}.zip"
    menu(page, record, words, "all")
    expect(page.get_by_role("dialog")).to_contain_text("Alice Adler")  # an administrator sees who took it


@pytest.fixture
def guarded(seat: Callable[..., Page]) -> Any:
    """The birth date is sensitive while the test runs."""
    page = seat()

    def put(on: bool) -> None:
        path = "/api/fields/contact/birth_date"
        answer = page.request.put(path, data={"sensitive": on}, headers=token(page))
        assert answer.ok, answer.text()

    put(True)
    yield page
    put(False)


@pytest.mark.row("S0-27")
def test_a_sensitive_field_shows_on_demand_and_administrators_see_who_looked(
    seat: Callable[..., Page], guarded: Page, viewport: str
) -> None:
    record = make(guarded, kind="person", last_name=f"Secret {viewport}", birth_date="1970-05-17")
    bob = seat(viewport, who="bob")
    open_contact(bob, record)
    row = value(bob, "Birth date")
    expect(row).to_contain_text("It is noted who looks.")
    expect(bob.get_by_text("17 May 1970")).to_have_count(0)
    row.get_by_role("button", name="Show Birth date").click()
    expect(value(bob, "Birth date")).to_contain_text("17 May 1970")
    bob.get_by_role("button", name="Edit Birth date").click()
    bob.get_by_label("Birth date").fill("1971-05-17")
    bob.get_by_role("button", name="Save", exact=True).click()
    expect(toast(bob)).to_contain_text("Saved")
    expect(value(bob, "Birth date").get_by_role("button", name="Show Birth date")).to_be_visible()
    assert bob.request.get("/api/reads").status == 403

    guarded.goto("/admin?tab=reads")
    look = guarded.get_by_role("listitem").filter(has_text=f"Secret {viewport}").first
    expect(look).to_contain_text("Bob Berg looked at Birth date")
    guarded.get_by_label("Person").select_option("Rita Roth")
    expect(guarded.get_by_text("Nobody so far.")).to_be_visible()
    guarded.goto(f"/contacts/{record}")
    guarded.get_by_role("button", name="Actions", exact=True).first.click()
    guarded.get_by_role("menuitem", name="Everything held about it …").click()
    expect(guarded.get_by_role("dialog")).to_contain_text("Bob Berg looked at Birth date")


@pytest.mark.parametrize(("size", "language"), [("desk", "en"), ("phone", "de"), ("phone", "zh")])
def test_history_names_a_sensitive_field_and_the_shown_value_stands_in_line(
    seat: Callable[..., Page], guarded: Page, size: str, language: str
) -> None:
    record = make(guarded, kind="person", last_name=f"Sealed {size} {language}", source="Fair", birth_date="1970-05-17")
    for patch in ({"birth_date": "1971-05-17"}, {"source": "Web"}):
        answer = guarded.request.patch(f"/api/contacts/{record}", data={"patch": patch}, headers=token(guarded))
        assert answer.ok, answer.text()
    bob = seat(size, language, who="bob")
    say, field = spoken(language), {name: LABELS[name][language] for name in ("birth_date", "source")}
    bob.goto(f"/contacts/{record}")
    lines = bob.get_by_role("region", name=say("section.history"), exact=True).get_by_role("listitem")
    line = lines.filter(has_text=field["birth_date"]).first
    expect(line).to_contain_text(say("history.changed", fields=field["birth_date"]))
    expect(line).to_contain_text(say("sensitive.sealed"))
    expect(line).not_to_contain_text("1970")
    expect(line.get_by_role("button", name=say("history.undo"))).to_have_count(0)
    expect(lines.filter(has_text="Fair").first.get_by_role("button", name=say("history.undo"))).to_be_visible()

    def left(name: str) -> float:
        """Where the value of a field begins."""
        found = bob.get_by_role("group", name=field[name], exact=True).locator("> div").nth(1).bounding_box()
        assert found is not None
        return found["x"]

    bob.get_by_role("button", name=say("sensitive.showOf", label=field["birth_date"]), exact=True).click()
    hide = bob.get_by_role("button", name=say("sensitive.hideOf", label=field["birth_date"]), exact=True)
    expect(hide).to_be_visible()
    assert left("birth_date") == left("source")
    hide.click()
    expect(hide).to_have_count(0)


def test_objections_stand_beside_the_number_and_the_address_one_would_use(
    seat: Callable[..., Page], viewport: str
) -> None:
    page = seat(viewport)
    record = make(
        page, kind="person", last_name="Nocall", phones=["+49 30 901820"], emails=["no@call.example"],
        no_call=True, no_email=True, consent="withdrawn",
    )  # fmt: skip
    open_contact(page, record)
    expect(value(page, "Phone")).to_contain_text("No calls")
    expect(value(page, "E-mail")).to_contain_text("No e-mails")
    expect(page.get_by_role("link", name="Call No calls")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Consent withdrawn")


def test_retention_shows_what_would_go_puts_it_into_the_bin_and_takes_it_out_again(
    seat: Callable[..., Page], viewport: str, server: KarteoServer
) -> None:
    page = seat(viewport)
    name = f"Forgotten {viewport}"
    record = make(page, kind="company", company_name=name)
    aged(server, record)
    page.goto("/admin?tab=retention")
    card = page.get_by_role("region", name="Contacts")
    card.get_by_label("Not changed for … months").fill("24")
    card.get_by_role("button", name="Show what would go").click()
    expect(card.get_by_role("listitem").filter(has_text=name)).to_be_visible()
    with page.expect_download() as download:
        card.get_by_role("link", name="List as CSV").click()
    assert name in download.value.path().read_text("utf-8-sig")
    card.get_by_role("button", name=re.compile("Put 1 into the bin")).click()
    until(lambda: bool(stored(page, record)["deleted_at"]), "the contact in the bin")
    expect(card).to_contain_text("1 of 1 put into the bin")
    card.get_by_role("button", name="Take them out again").click()
    expect(card).to_contain_text("1 are back")
    assert not stored(page, record)["deleted_at"]
    card.get_by_label("Every night").check()
    card.get_by_role("button", name="Save").click()
    expect(toast(page)).to_contain_text("Saved")
    page.reload()
    expect(page.get_by_role("region", name="Contacts").get_by_label("Every night")).to_be_checked()


@BOTH
def test_a_long_list_of_what_would_go_scrolls_in_itself_and_its_buttons_stay_in_sight(
    seat: Callable[..., Page], server: KarteoServer, size: str, language: str
) -> None:
    page, say = seat(size, language), spoken(language)
    records = [make(page, kind="company", company_name=f"Many {at} {size} {language}") for at in range(20)]
    aged(server, *records)
    page.goto("/admin?tab=retention")
    card = page.get_by_role("region", name=say("retention.type.contact"), exact=True)
    card.get_by_role("button", name=say("retention.look"), exact=True).click()
    lines = card.locator("[data-preview]").get_by_role("list")
    expect(lines).to_be_in_viewport()
    expect(card.get_by_role("link", name=say("retention.list"), exact=True)).to_be_in_viewport(ratio=1)
    assert lines.evaluate("one => one.scrollHeight > one.clientHeight")
    lines.get_by_role("listitem").nth(19).scroll_into_view_if_needed()
    expect(lines.get_by_role("listitem").nth(19)).to_be_in_viewport()
    do = card.locator("[data-preview]").get_by_role("button")
    expect(do).to_be_in_viewport(ratio=1)
    do.click(trial=True)  # nothing lies above it


def aged(server: KarteoServer, *records: str) -> None:
    """As if nobody had changed them for five years: only the clock of the rows can say so."""
    clock = "UPDATE records_contact SET changed_at = now() - interval '5 years' WHERE id = ANY(%s::uuid[])"
    with server.database() as connection:
        connection.execute(clock, (list(records),))


@BOTH
@pytest.mark.row("S2-52")
def test_the_change_log_of_the_product_is_a_page_of_its_own(
    seat: Callable[..., Page], size: str, language: str
) -> None:
    page, words = seat(size, language), WORDS[language]
    page.goto("/")
    page.get_by_role("button", name=re.compile("^Alice Adler")).click()
    page.get_by_role("menuitem", name=words["title"]).click()
    expect(page).to_have_url(re.compile("/changelog$"))
    expect(page.get_by_role("heading", name=words["title"])).to_be_visible()
    expect(page.get_by_role("region", name=words["unreleased"])).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("0.1.0")
    expect(page.get_by_role("region", name="0.1.0").get_by_role("listitem").first).to_be_visible()
