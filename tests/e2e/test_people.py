"""People and teams: invited, given a role, let go with a hand-over, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from karteo.records.types.contact import FIELDS
from tests.e2e.desk import make, stored, until_stored
from tests.e2e.people import PEOPLE
from tests.e2e.server import KarteoServer
from tests.e2e.staff import LOCALES, Contexts, Desk, log_in, mailed_link, set_password
from tests.e2e.words import VIEWS

Login = Callable[..., None]
LABELS = {field.name: field.label for field in FIELDS}


@pytest.mark.row("S1-02", "S1-22", "S0-01")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_somebody_is_invited_sets_a_password_and_meets_the_limits_of_his_role(
    new_context: Contexts, login: Login, server: KarteoServer, size: str, language: str
) -> None:
    desk = Desk(new_context, login, size, language).tab("people")
    say, name = desk.say, f"Dora {size} {language}"
    address = f"dora.{size}.{language}@nordwerk.example"
    record = make(desk.page, kind="person", last_name="Kunde")
    desk.button("people.invite").click()
    form = desk.page.get_by_role("form", name=say("people.invite"))
    desk.button("people.inviteSubmit").click()
    expect(form.get_by_label(say("profile.name"), exact=True)).to_have_attribute("aria-invalid", "true")
    form.get_by_label(say("profile.name"), exact=True).fill(name)
    form.get_by_label(say("login.userHint")).fill(address)
    form.get_by_label(say("people.role")).select_option("reader")
    form.get_by_label(say("login.language")).select_option(language)
    form.get_by_label("Sales").check()
    desk.button("people.inviteSubmit").click()
    expect(desk.toast()).to_contain_text(address)
    line = desk.line(name)
    expect(line).to_contain_text(say("people.invited"))
    expect(line).to_contain_text("Sales")

    dora = new_context(size, locale=LOCALES[language]).new_page()
    set_password(dora, mailed_link(server, address), language)
    log_in(dora, address, language)
    dora.goto(f"/contacts/{record}")
    expect(dora.get_by_role("heading", level=1)).to_contain_text("Kunde")
    expect(dora.get_by_role("link", name=say("page.editPerson"))).to_have_count(0)
    pencil = dora.get_by_role("button", name=say("page.editField", label=LABELS["last_name"][language]), exact=True)
    expect(pencil).to_have_count(0)
    desk.tab("people")
    expect(desk.line(name)).to_contain_text(say("people.active"))
    expect(desk.line(name)).not_to_contain_text(say("people.never"))

    # A new role counts on the screen that is open, without a reload.
    dialog = desk.open_person(name)
    dialog.get_by_label(say("people.role")).select_option("manager")
    desk.button("common.save", dialog).click()
    expect(desk.toast()).to_contain_text(say("toast.saved"))
    expect(dora.get_by_role("link", name=say("page.editPerson"))).to_be_visible()
    expect(pencil).to_be_visible()


@pytest.mark.row("S1-22")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_who_is_let_go_is_out_at_once_and_what_he_owned_has_a_new_owner(
    new_context: Contexts, login: Login, server: KarteoServer, size: str, language: str
) -> None:
    desk = Desk(new_context, login, size, language)
    say, bob, rita = desk.say, PEOPLE["bob"], PEOPLE["rita"]
    people = {one["name"]: one["id"] for one in desk.page.request.get("/api/people").json()["people"]}
    owner = {"owner_id": people[bob.name]}
    open_ = make(desk.page, kind="person", last_name="Offen", **owner)
    closed = make(desk.page, kind="person", last_name="Geheim", restricted=True, **owner)
    other = new_context().new_page()
    login(other, "bob")
    other.goto(f"/contacts/{closed}")
    expect(other.get_by_role("heading", level=1)).to_contain_text("Geheim")

    desk.tab("people")
    dialog = desk.open_person(bob.name)
    desk.button("people.leave", dialog).click()
    expect(dialog.get_by_text(say("people.leaveText", name=bob.name))).to_be_visible()
    desk.button("people.leaveSubmit", dialog).click()
    heir = dialog.get_by_role("combobox", name=say("people.heir"))
    expect(heir).to_have_attribute("aria-invalid", "true")
    heir.select_option(rita.name)
    desk.button("people.leaveSubmit", dialog).click()
    expect(desk.toast()).to_contain_text(rita.name)
    expect(desk.line(bob.name)).to_contain_text(say("people.gone"))
    for record in (open_, closed):
        assert stored(desk.page, record)["owner_id"] == people[rita.name]

    # The other browser says so by itself, and lets nobody further.
    expect(other.get_by_role("link", name="Log in again")).to_be_visible()
    other.goto("/contacts")
    expect(other).to_have_url(re.compile("/login"))

    desk.button("toast.undo").click()
    for record in (open_, closed):
        until_stored(desk.page, record, **owner)
    dialog = desk.open_person(bob.name)
    desk.button("people.back", dialog).click()
    expect(desk.toast()).to_contain_text(bob.name)
    expect(desk.line(bob.name)).to_contain_text(say("people.active"))
    login(other, "bob")


@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_people_are_found_by_their_name_their_team_and_their_status(
    new_context: Contexts, login: Login, size: str, language: str
) -> None:
    desk = Desk(new_context, login, size, language).tab("people")
    lines = desk.page.get_by_role("list", name=desk.say("admin.people")).get_by_role("listitem")
    search = desk.page.get_by_label(desk.say("people.search"))
    search.fill("rita")
    expect(lines).to_have_count(1)
    search.fill("SALES berg")
    expect(lines).to_contain_text(["Bob Berg"])
    search.fill("nobody like that")
    expect(lines).to_have_count(0)
    desk.button("people.clear").click()
    expect(desk.line("Rita Roth")).to_be_visible()
    desk.page.get_by_label(desk.say("people.sort"), exact=True).select_option("login")
    expect(lines.first).to_contain_text("Alice Adler")
    desk.page.get_by_label(desk.say("people.show"), exact=True).select_option("gone")
    expect(lines).to_have_count(0)
    box = desk.button("people.invite").bounding_box()
    assert box
    assert box["height"] >= (44 if size == "phone" else 32)
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_a_team_is_made_changed_and_dissolved(new_context: Contexts, login: Login, size: str, language: str) -> None:
    desk = Desk(new_context, login, size, language).tab("teams")
    say, name = desk.say, f"Service {size} {language}"
    desk.button("teams.add").click()
    form = desk.page.get_by_role("form", name=say("teams.add"))
    form.get_by_label(say("teams.name"), exact=True).fill("Sales")
    desk.button("common.save", form).click()
    expect(form.get_by_label(say("teams.name"), exact=True)).to_have_attribute("aria-invalid", "true")
    form.get_by_label(say("teams.name"), exact=True).fill(name)
    form.get_by_label("Rita Roth").check()
    desk.button("common.save", form).click()
    expect(desk.line(name)).to_contain_text("Rita Roth")
    desk.button("teams.edit", name=name).click()
    form = desk.page.get_by_role("form", name=say("teams.change"))
    form.get_by_label("Rita Roth").uncheck()
    form.get_by_label("Bob Berg").check()
    desk.button("common.save", form).click()
    expect(desk.line(name)).to_contain_text("Bob Berg")
    expect(desk.line(name)).not_to_contain_text("Rita Roth")
    desk.button("teams.deleteOf", name=name).click()
    group = desk.page.get_by_role("group", name=say("teams.deleteOf", name=name))
    desk.button("teams.delete", group).click()
    expect(desk.toast()).to_contain_text(name)
    expect(desk.line(name)).to_have_count(0)


def test_the_last_administrator_stays_one(new_context: Contexts, login: Login) -> None:
    desk = Desk(new_context, login, "desk", "en").tab("people")
    dialog = desk.open_person("Alice Adler")
    expect(desk.button("people.leave", dialog)).to_have_count(0)
    dialog.get_by_label("Role").select_option("member")
    desk.button("common.save", dialog).click()
    expect(dialog.get_by_text("A workspace needs an administrator")).to_be_visible()


def test_who_has_not_come_yet_gets_the_link_again_or_finds_it_withdrawn(
    new_context: Contexts, login: Login, server: KarteoServer
) -> None:
    desk = Desk(new_context, login, "desk", "en").tab("people")
    desk.button("people.invite").click()
    desk.page.get_by_label("Name", exact=True).fill("Emil Ernst")
    desk.page.get_by_label("E-mail address").fill("emil@nordwerk.example")
    desk.button("people.inviteSubmit").click()
    first = mailed_link(server, "emil@nordwerk.example")
    expect(desk.line("Emil Ernst")).to_contain_text("link sent")
    desk.button("people.again", desk.open_person("Emil Ernst")).click()
    expect(desk.toast()).to_contain_text("on its way to Emil Ernst")
    desk.button("people.withdraw", desk.dialog()).click()
    expect(desk.dialog().get_by_text("no longer leads in")).to_be_visible()
    desk.button("people.withdraw", desk.dialog()).click()
    expect(desk.line("Emil Ernst")).to_contain_text("Deactivated")
    emil = new_context().new_page()
    set_password(emil, first, "en")
    emil.get_by_label("User name").fill("emil@nordwerk.example")
    emil.get_by_label("Password", exact=True).fill("a cellar without network")
    emil.get_by_role("button", name="Log in", exact=True).click()
    expect(emil.get_by_role("alert")).to_be_visible()
