"""A second factor set up and used through the doors, as the screens do it."""

from __future__ import annotations

from typing import Any

from django.test import TestCase

from karteo.identity.actor import Actor
from tests.api.desk import told
from tests.api.doors import Door, browser
from tests.totp import code

V1 = "/api/auth/browser/v1"
APP = f"{V1}/account/authenticators/totp"
PASSKEYS = f"{V1}/account/authenticators/webauthn"
CODES = f"{V1}/account/authenticators/recovery-codes"
SECOND = f"{V1}/auth/2fa/authenticate"


def set_up_app(door: Door) -> str:
    """An authenticator app for who is logged in; its secret."""
    begun = told(door.ask("get", APP))["meta"]
    with TestCase.captureOnCommitCallbacks(execute=True):  # the test's transaction is never committed
        told(door.ask("post", APP, {"code": code(begun["secret"])}))
    return str(begun["secret"])


def with_app(actor: Actor) -> tuple[Door, str]:
    """A logged-in browser of somebody who has just set up his app."""
    door = browser(actor)
    return door, set_up_app(door)


def pending(answer: Any) -> list[str]:
    """What a login still waits for."""
    assert answer.status_code == 401, answer.json()
    return [flow["id"] for flow in answer.json()["data"]["flows"] if flow.get("is_pending")]
