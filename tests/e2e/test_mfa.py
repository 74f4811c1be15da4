"""The second factor on the screens: set up, asked for, lost, required. Both sizes, three languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import toast
from tests.e2e.guarded import Device, Person, invite
from tests.e2e.people import PASSWORD
from tests.e2e.server import KarteoServer, until
from tests.e2e.words import Contexts
from tests.totp import code

VIEWS = [("desk", "en"), ("phone", "de"), ("phone", "zh")]
EVERYWHERE = pytest.mark.parametrize(("size", "language"), VIEWS)
Make = Callable[..., Person]


@pytest.fixture(scope="module", autouse=True)
def crowd(server: KarteoServer) -> None:
    """Somebody of their own for each test and language: what one sets up is not in the other's way."""
    tests = ("app", "wrong", "recovery", "key", "both", "proof", "tongue")
    people = [(f"{test}-{language}", language, "Nordwerk") for test in tests for _, language in VIEWS]
    firms = [("boss", "Strict"), ("led", "Strict"), ("idle", "Strict"), ("chief", "Kind"), ("lost", "Kind")]
    people += [(f"{name}-{language}", language, f"{firm} {language}") for name, firm in firms for _, language in VIEWS]
    invite(server, *people, ("alone-en", "en", "Alone"))


@pytest.fixture
def person(new_context: Contexts) -> Make:
    return lambda name, size="desk", language="en": Person(new_context, f"{name}-{language}", size, language)


@EVERYWHERE
def test_an_app_is_set_up_in_the_profile_and_asked_for_at_the_next_login(
    person: Make, size: str, language: str, screenshot: Callable[..., Path], tmp_path: Path
) -> None:
    who = person("app", size, language).come_in()
    card = who.card()
    card.get_by_role("button", name=who.say("factor.setUp")).click()
    picture = card.get_by_role("img", name=who.say("factor.picture"))
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    screenshot(who.page, f"mfa-set-up-{size}-{language}")
    codes = who.set_up_app()
    assert len(set(codes)) == 10
    screenshot(who.page, f"mfa-codes-{size}-{language}")
    with who.page.expect_download() as waiting:
        who.page.get_by_role("link", name=who.say("factor.download")).click()
    file = tmp_path / "codes.txt"
    waiting.value.save_as(file)
    assert [line for line in file.read_text().splitlines() if line.isdigit()] == codes
    who.button("factor.kept").click()
    expect(card.get_by_role("button", name=who.say("factor.removeApp"))).to_be_visible()
    assert who.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    other = who.password(who.another())
    expect(other.get_by_role("heading", name=who.say("factor.title"))).to_be_visible()
    screenshot(other, f"mfa-second-step-{size}-{language}")
    other.reload()  # the step outlives a reload
    who.type_code(page=other)
    who.inside(other)


@EVERYWHERE
def test_a_wrong_code_is_said_at_its_field_and_stays_to_be_corrected(person: Make, size: str, language: str) -> None:
    who = person("wrong", size, language).come_in()
    who.card().get_by_role("button", name=who.say("factor.setUp")).click()
    box = who.page.get_by_label(who.say("factor.codeOfApp"))
    box.fill("000000")
    who.button("factor.confirm").click()
    expect(who.page.get_by_text(who.say("fault.incorrect_code"))).to_be_visible()
    expect(box).to_have_value("000000")
    expect(box).to_have_attribute("aria-invalid", "true")
    who.set_up_app()
    other = who.password(who.another())
    field = other.get_by_label(who.say("factor.code"), exact=True)
    field.fill("000000")
    who.button("login.submit", page=other).click()
    expect(other.get_by_text(who.say("fault.incorrect_code"))).to_be_visible()
    expect(field).to_have_value("000000")
    who.type_code(page=other)
    who.inside(other)


@EVERYWHERE
def test_a_recovery_code_opens_once_and_new_ones_end_the_old(person: Make, size: str, language: str) -> None:
    who = person("recovery", size, language).come_in()
    who.card().get_by_role("button", name=who.say("factor.setUp")).click()
    codes = who.set_up_app()
    for attempt in (0, 1):
        other = who.password(who.another())
        who.button("factor.useRecovery", page=other).click()
        other.get_by_label(who.say("factor.recoveryCode"), exact=True).fill(codes[0])
        who.button("login.submit", page=other).click()
        if attempt == 0:
            who.inside(other)
        else:
            expect(other.get_by_text(who.say("fault.incorrect_code"))).to_be_visible()
    who.button("factor.kept").click()
    who.button("factor.renew").click()
    assert not set(who.kept_codes()) & set(codes)


@EVERYWHERE
def test_a_passkey_opens_without_a_password(
    person: Make, size: str, language: str, screenshot: Callable[..., Path]
) -> None:
    who = person("key", size, language).come_in()
    device = Device(who.page)
    card = who.card()
    who.button("factor.addPasskey").click()
    who.page.get_by_label(who.say("factor.passkeyName")).fill("My telephone")
    who.button("factor.makePasskey").click()
    assert len(who.kept_codes()) == 10
    assert len(device.keys()) == 1
    who.button("factor.kept").click()
    expect(card.get_by_text("My telephone")).to_be_visible()
    screenshot(who.page, f"mfa-passkey-{size}-{language}")

    who.leave()
    screenshot(who.page, f"mfa-login-{size}-{language}")
    who.button("factor.logInByPasskey").click()
    who.inside()

    card = who.card()
    card.get_by_role("button", name=who.say("factor.removePasskey", name="My telephone")).click()
    expect(card.get_by_text("My telephone")).to_have_count(0)
    who.leave()
    who.button("factor.logInByPasskey").click()
    expect(who.page.get_by_role("alert")).to_contain_text(who.say("fault.incorrect_code"))


@EVERYWHERE
def test_a_passkey_is_the_second_step_after_the_password_and_the_wrong_finger_is_told(
    person: Make, size: str, language: str
) -> None:
    who = person("both", size, language).come_in()
    device = Device(who.page)
    who.card()
    who.button("factor.addPasskey").click()
    who.button("factor.makePasskey").click()
    who.kept_codes()
    who.button("factor.kept").click()
    who.leave()
    who.password()
    who.button("factor.byPasskey").click()
    who.inside()
    who.leave()
    device.refuses()
    who.button("factor.logInByPasskey").click()
    expect(who.page.get_by_role("alert")).to_contain_text(who.say("fault.passkey_cancelled"), timeout=90_000)


@EVERYWHERE
def test_who_came_in_long_ago_is_asked_once_more(
    person: Make, server: KarteoServer, size: str, language: str, screenshot: Callable[..., Path]
) -> None:
    who = person("proof", size, language).come_in()
    done = server.run_python(AGO)
    assert done.returncode == 0, done.stderr
    who.card().get_by_role("button", name=who.say("factor.setUp")).click()
    key = who.page.get_by_test_id("totp-secret").inner_text().replace(" ", "")
    who.page.get_by_label(who.say("factor.codeOfApp")).fill(code(key))
    who.button("factor.confirm").click()
    dialog = who.page.get_by_role("dialog", name=who.say("factor.proof"))
    expect(dialog).to_be_visible()
    screenshot(who.page, f"mfa-proof-{size}-{language}")
    box = dialog.get_by_label(who.say("login.password"), exact=True)
    box.fill("not mine")
    dialog.get_by_role("button", name=who.say("factor.go")).click()
    expect(dialog.get_by_text(who.say("fault.incorrect_password"))).to_be_visible()
    expect(box).to_have_value("not mine")
    box.fill(PASSWORD)
    dialog.get_by_role("button", name=who.say("factor.go")).click()
    assert len(who.kept_codes()) == 10


@EVERYWHERE
def test_a_language_chosen_at_the_login_outlives_a_reload_and_wins_over_the_profile(
    person: Make, size: str, language: str
) -> None:
    names = {"en": "English", "de": "Deutsch", "zh": "中文"}
    chosen = {"en": "de", "de": "zh", "zh": "en"}[language]
    who = person("tongue", size, language)
    who.page.goto("/login")
    who.page.get_by_role("button", name=names[chosen]).click()
    expect(who.page.locator("html")).to_have_attribute("lang", chosen)
    who.page.reload()
    other = Person(lambda *_, **__: who.page.context, f"tongue-{language}", size, chosen)
    other.page.close()
    other.page = who.page
    other.password()
    other.inside()
    assert who.page.request.get("/api/me").json()["user"]["language"] == chosen


@EVERYWHERE
def test_an_administrator_requires_it_and_everybody_is_led_to_set_one_up(
    person: Make, size: str, language: str, screenshot: Callable[..., Path]
) -> None:
    led = person("led", size, language).come_in()  # sits at his screen when it happens
    boss = person("boss", size, language).come_in()
    boss.page.goto("/admin?tab=security")
    tick = boss.page.get_by_role("checkbox", name=boss.say("security.require"))
    expect(tick).to_be_disabled()  # nobody requires of others what he has not
    boss.page.get_by_role("main").get_by_role("link", name=boss.say("shell.profile")).click()
    boss.card().get_by_role("button", name=boss.say("factor.setUp")).click()
    boss.set_up_app()
    boss.button("factor.kept").click()
    boss.page.goto("/admin?tab=security")
    tick.click()
    expect(tick).to_be_checked()
    expect(boss.page.get_by_text(boss.say("security.none_other", count=2))).to_be_visible()
    screenshot(boss.page, f"mfa-security-{size}-{language}")
    assert boss.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    led.page.reload()
    expect(led.page.get_by_role("heading", name=led.say("factor.needed"))).to_be_visible()
    assert led.page.request.get("/api/contacts").status == 403
    led.page.goto("/contacts")
    expect(led.page.get_by_role("heading", name=led.say("factor.needed"))).to_be_visible()
    screenshot(led.page, f"mfa-needed-{size}-{language}")
    led.button("factor.setUpApp").click()
    assert len(led.set_up_app()) == 10
    led.button("factor.keptGoOn").click()
    led.page.wait_for_url(re.compile("/contacts"))  # where he wanted to go
    led.card().get_by_role("button", name=led.say("factor.removeApp")).click()
    expect(led.card().get_by_role("alert")).to_contain_text(led.say("fault.mfa_last"))


@EVERYWHERE
def test_an_administrator_helps_who_has_lost_his(person: Make, server: KarteoServer, size: str, language: str) -> None:
    lost = person("lost", size, language).come_in()
    lost.card().get_by_role("button", name=lost.say("factor.setUp")).click()
    lost.set_up_app()
    boss = person("chief", size, language).come_in()
    boss.page.goto("/admin?tab=security")
    boss.button("security.resetOf", name=f"Lost-{language.title()}").click()
    expect(toast(boss.page)).to_contain_text(boss.say("security.resetDone", name=f"Lost-{language.title()}"))
    other = lost.password(lost.another())
    lost.inside(other)
    until(lambda: boss.email.split("@")[0].title() in server.log.read_text(), "the mail that says who did it")


def test_the_operator_helps_the_administrator_who_has_lost_his(person: Make, server: KarteoServer) -> None:
    boss = person("alone").come_in()
    boss.card().get_by_role("button", name=boss.say("factor.setUp")).click()
    boss.set_up_app()
    done = server.command("user", "reset-mfa", boss.email, "--workspace", "Alone")
    assert done.returncode == 0, done.stderr
    boss.inside(boss.password(boss.another()))


AGO = """
from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

with opened(data_folder()):
    prepare.load()
    from karteo.identity.models import Session
    for one in Session.objects.all():
        store = Session.get_session_store_class()(one.session_key)
        records = store.get("account_authentication_methods") or []
        store["account_authentication_methods"] = [{**record, "at": record["at"] - 3600} for record in records]
        store.save()
"""
