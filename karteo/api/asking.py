"""Who is asking, for the views."""

from __future__ import annotations

from django.http import HttpRequest

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
