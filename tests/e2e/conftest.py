"""A real browser against the real server. Nothing here sleeps: everything waits for what it wants to see."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.e2e.browser import FLAGS, executable
from tests.e2e.desk import token
from tests.e2e.people import PASSWORD, PEOPLE, settle
from tests.e2e.server import ROOT, KarteoServer

RESULTS = ROOT / "test-results"
DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
QUIET = {"reduced_motion": "reduce"}
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = executable()
    assert path is not None, "there is no Chromium: `make browser` brings one"
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield one
        one.close()


@pytest.fixture(scope="session")
def first_day() -> Iterator[KarteoServer]:
    """A server that never runs: its data, with the people of tests/e2e/people.py, is what each module begins with."""
    one = KarteoServer()
    settle(one)
    yield one
    one.remove()


@pytest.fixture(scope="session")
def standing(first_day: KarteoServer) -> Iterator[KarteoServer]:
    """The server that the modules have one after the other; one with settings of its own takes `first_day`."""
    one = KarteoServer()
    try:
        one.take(first_day)
        one.start()
        yield one
    finally:
        one.remove()


@pytest.fixture(scope="module")
def server(standing: KarteoServer) -> KarteoServer:
    """Karteo as on its first day, with people in it; `.kill()`, `.start()`, `.url`, `.command(…)`."""
    standing.begin_anew()
    return standing


@pytest.fixture(params=["desk", "phone"])
def viewport(request: pytest.FixtureRequest) -> str:
    """Ask for this to run a test on the desk and on the phone; alone, `page` is a desk."""
    return str(request.param)


@pytest.fixture
def new_context(
    request: pytest.FixtureRequest, browser: Browser, server: KarteoServer
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes further browsers of their own (another person, another device): `new_context("phone", locale="de-DE")`."""
    made: list[BrowserContext] = []
    kept = "allow" if request.node.get_closest_marker("offline") else "block"

    def make(size: str = "desk", locale: str = "en-GB", **more: object) -> BrowserContext:
        shape = PHONE if size == "phone" else DESK
        wanted = {"base_url": server.url, "locale": locale, "service_workers": kept, **QUIET, **shape, **more}
        made.append(browser.new_context(**wanted))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """One page; it fails the test when a script breaks on it, and leaves a picture when the test fails."""
    size = request.getfixturevalue("viewport") if "viewport" in request.fixturenames else "desk"
    one = new_context(size).new_page()
    broken: list[str] = []
    one.on("pageerror", lambda error: broken.append(str(error)))
    failed = request.session.testsfailed
    yield one
    if request.session.testsfailed > failed or broken:
        picture(one, request.node.name)
    assert not broken, f"scripts broke on the page: {broken}"


@pytest.fixture
def login() -> Callable[[Page, str], None]:
    """`login(page, "alice")`: this browser is hers from now on, as after the login page (test_login.py goes through
    it); what she sees first is the test's to open."""

    def log_in(page: Page, who: str = "alice") -> None:
        page.request.get("/api/auth/browser/v1/auth/session")  # brings the cookie against forgery
        wish = {"email": PEOPLE[who].email, "password": PASSWORD}
        answer = page.request.post("/api/auth/browser/v1/auth/login", data=wish, headers=token(page))
        assert answer.status == 200, answer.text()

    return log_in


@pytest.fixture
def screenshot() -> Callable[[Page, str], Path]:
    """`screenshot(page, name)` into test-results/."""
    return picture


def picture(page: Page, name: str) -> Path:
    """A picture of the whole page as it is now."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', name)}.png"
    page.screenshot(path=path)
    return path
