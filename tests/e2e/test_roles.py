"""Roles: looked at, copied, limited field by field; and what their people then see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from karteo.records.types.contact import FIELDS
from tests.e2e.desk import make, stored, token
from tests.e2e.staff import LOCALES, Contexts, Desk
from tests.e2e.words import VIEWS, speak

Login = Callable[..., None]
SPOKEN = {"en": "English", "de": "Deutsch", "zh": "中文"}
LABELS = {field.name: field.label for field in FIELDS}


@pytest.fixture
def desk(new_context: Contexts, login: Login, size: str, language: str) -> Desk:
    """An administrator at the roles."""
    return Desk(new_context, login, size, language).tab("roles")


@pytest.mark.row("S1-22", "S0-01")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_a_hidden_field_is_nowhere_and_one_to_read_has_no_pencil(
    desk: Desk, new_context: Contexts, login: Login, size: str, language: str
) -> None:
    say, name = desk.say, f"Innendienst {size} {language}"
    source, description, birthday = (LABELS[one][language] for one in ("source", "description", "birth_date"))
    fields = {"source": "Messe Hannover", "description": "Vertraulich", "birth_date": "1980-05-17"}
    record = make(desk.page, kind="person", last_name="Kunde", **fields)
    member = next(one for one in desk.page.request.get("/api/roles").json()["roles"] if one["key"] == "member")
    desk.button("roles.copyOf", name=member["label"][language]).click()
    form = desk.page.get_by_role("form", name=say("roles.new"))
    form.get_by_label(f"{say('roles.name')} ({SPOKEN[language]})").fill(name)
    expect(desk.field(LABELS["last_name"][language], "hidden")).to_be_disabled()
    search = form.get_by_label(say("roles.fieldsSearch"))
    for label, right in ((source, "hidden"), (description, "hidden"), (birthday, "read")):
        search.fill(label)
        desk.field(label, right).check(force=True)
    search.fill("")
    form.get_by_label(say("roles.fieldsOnly", n=3)).check()
    expect(form.get_by_role("radiogroup")).to_have_count(3)
    desk.cell("contact", "delete").select_option("own")
    desk.button("common.save", form).first.click()
    expect(desk.toast()).to_contain_text(say("toast.saved"))

    bob = new_context(size, locale=LOCALES[language]).new_page()
    login(bob, "bob")
    speak(bob, language)
    bob.goto(f"/contacts/{record}")
    page = bob.get_by_role("main")
    expect(page).to_contain_text("Messe Hannover")
    desk.tab("people")
    dialog = desk.open_person("Bob Berg")
    dialog.get_by_label(say("people.role")).select_option(name)
    expect(dialog).to_contain_text(say("roles.hiddenCount_other", count=2))
    desk.button("common.save", dialog).click()

    # On the page that is open: gone without a reload, and no way to it.
    expect(page).not_to_contain_text("Messe Hannover")
    expect(page).not_to_contain_text("Vertraulich")
    expect(bob.get_by_role("group", name=source, exact=True)).to_have_count(0)
    expect(bob.get_by_role("group", name=birthday, exact=True)).to_contain_text("1980")
    expect(bob.get_by_role("button", name=say("page.editField", label=birthday), exact=True)).to_have_count(0)
    relation = LABELS["relation"][language]
    bob.get_by_role("link", name=say("page.editPerson")).click()
    form = bob.get_by_role("form")
    expect(form.get_by_label(relation).first).to_be_visible()
    expect(form.get_by_label(source, exact=True)).to_have_count(0)
    expect(form.get_by_label(description, exact=True)).to_have_count(0)
    answer = bob.request.patch(
        f"/api/contacts/{record}", data={"patch": {"birth_date": "1990-01-01"}}, headers=token(bob)
    )
    assert answer.status == 403
    assert stored(desk.page, record)["birth_date"] == "1980-05-17"
    assert "source" not in stored(bob, record)

    # Back, so that the next one finds Bob as he was.
    dialog = desk.open_person("Bob Berg")
    dialog.get_by_label(say("people.role")).select_option("member")
    desk.button("common.save", dialog).click()
    expect(desk.toast()).to_contain_text(say("toast.saved"))
    desk.tab("roles")
    desk.button("roles.deleteOf", name=name).click()
    expect(desk.toast()).to_contain_text(name)
    expect(desk.line(name)).to_have_count(0)


@pytest.mark.row("S1-22")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_what_makes_no_sense_is_said_at_its_place_and_a_changed_role_is_put_back(
    desk: Desk, size: str, language: str
) -> None:
    say = desk.say
    roles = {one["key"]: one for one in desk.page.request.get("/api/roles").json()["roles"]}
    reader = roles["reader"]["label"][language]
    expect(desk.line(roles["admin"]["label"][language])).to_contain_text(say("roles.adminText"))
    desk.button("roles.edit", name=reader).click()
    desk.cell("contact", "read").select_option("own")
    desk.cell("contact", "edit").select_option("team")
    desk.button("common.save").last.click()
    expect(desk.cell("contact", "edit")).to_have_attribute("aria-invalid", "true")
    alert = desk.page.get_by_role("alert")
    expect(alert).to_be_in_viewport()
    alert.get_by_role("button", name=say("fault.wider_than_read")).click()
    expect(desk.cell("contact", "edit")).to_be_in_viewport()
    expect(desk.cell("contact", "edit")).to_be_focused()
    box = desk.cell("contact", "edit").bounding_box()
    assert box
    assert box["height"] >= (44 if size == "phone" else 32)
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk.cell("contact", "edit").select_option("own")
    note = desk.page.get_by_role("group", name=say("roles.type.note"), exact=True)
    note.get_by_label(say("roles.like")).uncheck()
    desk.cell("note", "delete").select_option("own")
    desk.button("common.save").first.click()
    expect(desk.line(reader)).to_contain_text(say("roles.changed"))
    desk.button("roles.restoreOf", name=reader).click()
    expect(desk.line(reader)).to_contain_text(say("roles.ready"))
    found = {one["key"]: one for one in desk.page.request.get("/api/roles").json()["roles"]}
    assert found["reader"]["rights"] == roles["reader"]["rights"]


@pytest.mark.parametrize(("size", "language"), [("desk", "en")])
def test_a_role_that_somebody_has_cannot_be_deleted(desk: Desk) -> None:
    desk.button("roles.new").click()
    desk.page.get_by_role("form", name="New role").get_by_role("textbox").first.fill("Trainee")
    desk.button("common.save").first.click()
    expect(desk.line("Trainee")).to_contain_text("nobody")
    rita = next(one for one in desk.page.request.get("/api/people").json()["people"] if one["name"] == "Rita Roth")
    headers = token(desk.page)
    desk.page.request.patch(f"/api/people/{rita['id']}", data={"role": "trainee"}, headers=headers)
    desk.tab("roles")
    expect(desk.line("Trainee")).to_contain_text("1 person")
    expect(desk.button("roles.deleteOf", name="Trainee")).to_be_disabled()
    desk.page.request.patch(f"/api/people/{rita['id']}", data={"role": "reader"}, headers=headers)
    desk.tab("roles")
    desk.button("roles.deleteOf", name="Trainee").click()
    expect(desk.line("Trainee")).to_have_count(0)


@pytest.mark.row("S1-22")
@pytest.mark.parametrize(("size", "language"), VIEWS)
def test_save_stays_in_reach_and_the_rights_of_fields_take_a_thumb(desk: Desk, size: str, language: str) -> None:
    desk.button("roles.new").click()
    save = desk.button("common.save")
    last = desk.page.get_by_role("radiogroup").last
    least = 44 if size == "phone" else 32
    for place in (desk.page.get_by_role("heading", level=1), desk.cell("contact", "read"), last):
        place.scroll_into_view_if_needed()
        expect(save).to_be_in_viewport(ratio=1)
        save.click(trial=True)  # nothing lies above it
    for segment in last.locator("label").all():
        box = segment.bounding_box()
        assert box
        assert box["height"] >= least
        assert box["width"] >= 44
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk.button("common.cancel").click()
    expect(desk.button("roles.new")).to_be_visible()
