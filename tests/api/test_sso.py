"""The firm's own log-in, against a real OpenID provider."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail

from karteo.identity import people
from karteo.identity.models import User
from karteo.identity.sso import Elsewhere, Session
from tests.api.desk import told
from tests.api.doors import AUTH, Door, browser, program
from tests.api.guarded import SECOND, with_app
from tests.oidc import Provider
from tests.totp import code
from tests.world import World

Come = Callable[..., Any]


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    one = Provider()
    yield one
    one.stop()


@pytest.fixture
def sso(provider: Provider, settings: Any) -> Provider:
    """Karteo, configured to use the provider."""
    app = {**settings.OIDC_APP, "client_id": "karteo", "secret": "a secret", "name": "Nordwerk ID"}
    app["settings"] = {"server_url": provider.url, "verified_email": False}
    settings.OIDC_URL, settings.OIDC_NAME = provider.url, "Nordwerk ID"
    settings.OIDC_HOSTS = [urlsplit(provider.url).netloc]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return provider


def begin(door: Door, back: str = "/contacts") -> str:
    """The provider's address, as the login page gets it."""
    door.ask("get", f"{AUTH}/session")
    return str(told(door.ask("post", f"{AUTH}/sso", {"next": back}))["url"])


def come(provider: Provider, door: Door, sub: str, back: str = "/contacts") -> str:
    """The whole way: to the provider, back to us; the page where one ends."""
    there = provider.log_in(begin(door, back), sub)
    parts = urlsplit(there)
    assert (parts.hostname, parts.path) == ("testserver", "/api/auth/oidc/callback")
    answer = door.get(f"{parts.path}?{parts.query}")
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def test_who_was_invited_comes_in_by_his_verified_address(world: World, sso: Provider) -> None:
    sso.person("b-1", email="Bob@Nordwerk.example", email_verified=True, name="Robert", picture="/bob.png")
    door = browser()
    assert told(door.ask("get", f"{AUTH}/entrance"))["sso"] == "Nordwerk ID"
    assert come(sso, door, "b-1") == "/login?next=%2Fcontacts"
    me = told(door.ask("get", "/api/me"))
    assert (me["user"]["name"], me["user"]["email"]) == ("Bob Berg", world.bob.email)
    assert [m.to for m in mail.outbox] == [[world.bob.email]]
    assert "Nordwerk ID" in mail.outbox[0].subject
    assert SocialAccount.objects.get().extra_data == {}
    assert browser().log_in(world.bob.email).status_code == 200  # his password stays what it is


def test_from_then_on_he_is_known_by_his_number_there_and_told_no_more(world: World, sso: Provider) -> None:
    sso.person("b-2", email=world.bob.email, email_verified=True)
    come(sso, browser(), "b-2")
    sso.person("b-2", email="robert.berg@elsewhere.example", email_verified=True)
    door = browser()
    come(sso, door, "b-2")
    assert told(door.ask("get", "/api/me"))["user"]["email"] == world.bob.email
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email": "nobody@nordwerk.example", "email_verified": True}, "not invited"),
        ({"email": "bob@nordwerk.example", "email_verified": False}, "not verified"),
        ({"email": "bob@nordwerk.example", "email_verified": "false"}, "not verified, in a word"),
        ({"email": "bob@nordwerk.example"}, "nothing said about it"),
        ({"name": "Bob Berg"}, "no address"),
    ],
)
def test_nobody_else_comes_in_and_nobody_is_made(world: World, sso: Provider, claims: Any, why: str) -> None:
    before = User.objects.count()
    sso.person("stranger", **claims)
    door = browser()
    ended = come(sso, door, "stranger")
    assert parse_qs(urlsplit(ended).query)["error"] == ["permission_denied"], why
    assert door.ask("get", "/api/me").status_code == 401
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_an_operator_may_vouch_for_a_provider_that_does_not_say_verified(
    world: World, sso: Provider, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["verified_email"] = True
    sso.person("b-3", email=world.bob.email)
    door = browser()
    come(sso, door, "b-3")
    told(door.ask("get", "/api/me"))


def test_who_was_let_go_stays_outside(world: World, sso: Provider) -> None:
    sso.person("b-4", email=world.bob.email, email_verified=True)
    come(sso, browser(), "b-4")
    people.change(world.workspace_id, world.bob.user_id, active=False)
    door = browser()
    assert "error=permission_denied" in come(sso, door, "b-4")
    assert door.ask("get", "/api/me").status_code == 401


def test_a_second_factor_is_asked_for_here_too(world: World, sso: Provider) -> None:
    _, secret = with_app(world.bob)
    sso.person("b-5", email=world.bob.email, email_verified=True)
    door = browser()
    assert come(sso, door, "b-5") == "/login?next=%2Fcontacts"
    assert door.ask("get", "/api/me").status_code == 401
    assert told(door.ask("get", f"{AUTH}/entrance"))["second"] == ["totp"]
    told(door.ask("post", SECOND, {"code": code(secret)}))
    told(door.ask("get", "/api/me"))


def test_the_way_there_carries_a_challenge_and_a_state_that_counts_once(world: World, sso: Provider) -> None:
    door = browser()
    asked = parse_qs(urlsplit(begin(door)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    sso.person("b-6", email=world.bob.email, email_verified=True)
    there = urlsplit(sso.log_in(begin(door), "b-6"))
    stranger = browser()  # a link made by others, opened in another browser
    stranger.ask("get", f"{AUTH}/session")
    assert "error=" in stranger.get(f"{there.path}?{there.query}")["Location"]
    assert stranger.ask("get", "/api/me").status_code == 401
    door.get(f"{there.path}?{there.query}")
    told(door.ask("get", "/api/me"))
    assert "error=" in door.get(f"{there.path}?{there.query}")["Location"]


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example"])
def test_the_way_back_leads_nowhere_else(world: World, sso: Provider, back: str) -> None:
    sso.person("b-7", email=world.bob.email, email_verified=True)
    assert come(sso, browser(), "b-7", back) == "/login?next=%2F"


def test_where_it_is_the_only_way_the_others_are_closed(world: World, sso: Provider, settings: Any) -> None:
    settings.OIDC_ONLY = True
    door = browser()
    entrance = told(door.ask("get", f"{AUTH}/entrance"))
    assert (entrance["password"], entrance["passkey"]) == (False, False)
    assert told(door.log_in(world.bob.email), 403)["type"].endswith("sso_only")
    assert door.ask("post", f"{AUTH}/password/request", {"email": world.bob.email}).status_code == 403
    assert door.ask("get", f"{AUTH}/webauthn/login").status_code == 403
    wish = {"email": "nina@nordwerk.example", "name": "Nina"}
    told(program(world.alice).ask("post", "/api/people", wish), 201)
    assert "/login" in mail.outbox[-1].body  # no password is asked of her
    assert "/reset/" not in mail.outbox[-1].body
    sso.person("b-8", email=world.bob.email, email_verified=True)
    come(sso, door, "b-8")
    told(door.ask("get", "/api/me"))


def test_without_the_setting_there_is_no_such_way(world: World) -> None:
    door = browser()
    door.ask("get", f"{AUTH}/session")
    assert door.ask("post", f"{AUTH}/sso", {"next": "/"}).status_code == 404
    assert told(door.ask("get", f"{AUTH}/entrance"))["sso"] is None
    assert door.get("/api/auth/oidc/callback?state=x&code=y").status_code == 404


def test_a_provider_that_is_away_is_told(world: World, sso: Provider, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://localhost:9"
    settings.OIDC_HOSTS = ["localhost:9"]
    door = browser()
    door.ask("get", f"{AUTH}/session")
    assert told(door.ask("post", f"{AUTH}/sso", {"next": "/"}), 503)["type"].endswith("sso_away")


def test_only_the_configured_host_is_asked(world: World, sso: Provider, settings: Any) -> None:
    told_by_others = ["http://elsewhere.example/token", "http://localhost:1/jwks", f"https{sso.url[4:]}/jwks"]
    for address in told_by_others:
        with pytest.raises(Elsewhere):
            Session().get(address)
    assert Session().get(f"{sso.url}/jwks").status_code == 200
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://elsewhere.example"
    door = browser()
    door.ask("get", f"{AUTH}/session")
    assert door.ask("post", f"{AUTH}/sso", {"next": "/"}).status_code == 503
