"""The words of the screens in the language that a test speaks, from the same files that the screens read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.e2e.desk import token
from tests.e2e.people import PASSWORD
from tests.e2e.server import ROOT

Login = Callable[..., None]
Contexts = Callable[..., BrowserContext]
Say = Callable[..., str]
LOCALES = {"en": "en-GB", "de": "de-DE", "zh": "zh-CN"}

VIEWS = [("desk", "en"), ("phone", "de"), ("phone", "zh")]
"""Both sizes and all languages, without all six of them each time."""


@cache
def _texts(language: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for file in sorted((ROOT / "web" / "src" / "i18n" / language).glob("*.json")):
        for name, texts in json.loads(file.read_text()).items():
            found[name] = {**found.get(name, {}), **texts}  # some names stand in two files
    return found


def words(language: str) -> Say:
    """`say("photo.of", name="Anna")` is what a screen says in this language."""

    def say(key: str, **params: object) -> str:
        at: Any = _texts(language)
        for part in key.split("."):
            at = at[part]
        return re.sub(r"{{(\w+)}}", lambda hole: str(params[hole[1]]), str(at))

    return say


def speak(page: Page, language: str) -> Say:
    """The person who is logged in takes this language; its words."""
    answer = page.request.patch("/api/me", data={"language": language}, headers=token(page))
    assert answer.status == 200, answer.text()
    return words(language)


def send_password(page: Page, address: str, say: Say) -> None:
    """The usual password at the login that is open, and the button."""
    page.get_by_label(say("login.user")).fill(address)
    page.get_by_label(say("login.password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=say("login.submit"), exact=True).click()
