"""A browser or a program at the API's door: what comes back is read as JSON."""

from __future__ import annotations

from typing import Any

from django.test import Client

from karteo.identity import tokens
from karteo.identity.actor import Actor
from tests.world import PASSWORD

AUTH = "/api/auth/browser/v1/auth"
Wish = dict[str, Any] | list[Any] | str | None


class Door(Client):
    """Django's test client with CSRF checks on, speaking JSON; a browser shows the CSRF cookie by itself."""

    def __init__(self, **headers: str) -> None:
        super().__init__(enforce_csrf_checks=True, raise_request_exception=False, headers=headers)

    def ask(self, method: str, path: str, wish: Wish = None, **headers: str) -> Any:
        shown = self.cookies.get("csrftoken")
        if shown and "X-CSRFToken" not in headers:
            headers["X-CSRFToken"] = shown.value
        body = {} if wish is None else {"data": wish, "content_type": "application/json"}
        call = getattr(super(), method)
        return call(path, headers=headers, **body)

    def log_in(self, email: str, password: str = PASSWORD) -> Any:
        self.ask("get", f"{AUTH}/session")
        return self.ask("post", f"{AUTH}/login", {"email": email, "password": password})


def browser(actor: Actor | None = None) -> Door:
    """A browser, with the actor logged in by his password."""
    door = Door()
    if actor is not None:
        assert door.log_in(actor.email).status_code == 200
    return door


def program(actor: Actor) -> Door:
    """A program with a token of the actor's."""
    return Door(Authorization=f"Bearer {tokens.create(actor, 'a program')[1]}")
