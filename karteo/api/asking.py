"""Who is asking, for the views."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest

from karteo.identity import actor
from karteo.identity.actor import Actor
from karteo.lib.errors import Forbidden


class ApiRequest(HttpRequest):
    """A request behind the door: `auth` is who is asking."""

    auth: Actor


def admin(request: ApiRequest) -> Actor:
    """Who is asking, if he is an administrator of his workspace; refused otherwise."""
    if not request.auth.admin:
        raise Forbidden()
    return request.auth


def by_headers(headers: dict[bytes, bytes]) -> Actor | None:
    """Who is asking, before there is a request of Django's; None for nobody, and for who owes a second factor."""
    close_old_connections()
    try:
        cookie = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return None
    session = cookie.get(settings.SESSION_COOKIE_NAME)
    scheme, _, secret = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    try:
        if scheme.lower() == "bearer":
            return actor.by_token(secret.strip())
        return actor.by_session(session.value if session else None)
    except Forbidden:
        return None
