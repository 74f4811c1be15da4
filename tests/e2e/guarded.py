"""People with a second factor in a real browser: made for each test, logged in, with a device for passkeys."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.e2e.desk import token
from tests.e2e.people import PASSWORD
from tests.e2e.server import KarteoServer
from tests.e2e.words import LOCALES, Contexts, send_password, words
from tests.totp import code


def invite(server: KarteoServer, *people: tuple[str, str, str]) -> None:
    """People (local part of the address, language, workspace) with the usual password, by a program beside the server.

    A workspace that there is not is made, with its first person as administrator.
    """
    done = server.run_python(PROGRAM.format(people=people, password=PASSWORD))
    assert done.returncode == 0, done.stderr


PROGRAM = """
from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

with opened(data_folder()):
    prepare.load()
    from karteo.identity import people, setup
    from karteo.identity.models import Workspace
    for name, language, firm in {people!r}:
        place, who = Workspace.objects.filter(name=firm).first(), (name + "@nordwerk.example", name.title())
        if place:
            people.join(place.id, *who, "member", language, {password!r})
        else:
            setup.create_workspace(firm, "DE", language, *who, {password!r})
"""


class Person:
    """Somebody at a screen of a size, speaking a language."""

    def __init__(self, contexts: Contexts, name: str, size: str = "desk", language: str = "en") -> None:
        self.email = name if "@" in name else f"{name}@nordwerk.example"
        self.contexts, self.size, self.language = contexts, size, language
        self.say = words(language)
        self.page = self.another()
        self.secret = ""

    def another(self) -> Page:
        """Another browser of the same person, which knows nothing yet."""
        return self.contexts(self.size, locale=LOCALES[self.language]).new_page()

    def password(self, page: Page | None = None) -> Page:
        """User name and password, and the button."""
        page = page or self.page
        if "/login" not in page.url:
            page.goto("/login")
        send_password(page, self.email, self.say)
        return page

    def come_in(self) -> Person:
        self.inside(self.password())
        return self

    def inside(self, page: Page | None = None) -> None:
        (page or self.page).wait_for_url(re.compile(r"^(?!.*/login).*$"))
        assert (page or self.page).request.get("/api/me").json()["user"]["email"] == self.email

    def leave(self) -> None:
        """Out, and to the login page."""
        self.page.request.delete("/api/auth/browser/v1/auth/session", headers=token(self.page))
        self.page.goto("/login")

    def button(self, key: str, page: Page | None = None, **params: Any) -> Locator:
        return (page or self.page).get_by_role("button", name=self.say(key, **params), exact=True)

    def card(self) -> Locator:
        """The second factor on the profile."""
        if not self.page.url.endswith("/profile"):
            self.page.goto("/profile")
        return self.page.get_by_role("region", name=self.say("factor.title"))

    def type_code(self, ahead: int = 0, page: Page | None = None) -> None:
        """The code of the app, at the login."""
        (page or self.page).get_by_label(self.say("factor.code"), exact=True).fill(code(self.secret, ahead))
        self.button("login.submit", page=page).click()

    def set_up_app(self) -> list[str]:
        """By the form that is open: reads the key, confirms with a code; the recovery codes that are shown then."""
        key = self.page.get_by_test_id("totp-secret")
        self.secret = key.inner_text().replace(" ", "")
        self.page.get_by_label(self.say("factor.codeOfApp")).fill(code(self.secret))
        self.button("factor.confirm").click()
        return self.kept_codes()

    def kept_codes(self) -> list[str]:
        shown = self.page.get_by_test_id("recovery-codes")
        expect(shown).to_be_visible()
        return shown.get_by_role("listitem").all_inner_texts()


class Device:
    """Chromium's own virtual authenticator: a device that holds passkeys and whose finger is always right."""

    def __init__(self, page: Page) -> None:
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        self.id = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def keys(self) -> list[dict[str, Any]]:
        held: list[dict[str, Any]] = self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.id})[
            "credentials"
        ]
        return held

    def refuses(self) -> None:
        """The wrong finger from now on."""
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": False})
