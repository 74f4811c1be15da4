"""The content security policy on every answer of Django's, and that nobody keeps it who was not told to."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Next = Callable[[HttpRequest], HttpResponseBase]


def with_policy(get_response: Next) -> Next:
    """Middleware. The built pages get the same policy from the server that hands them out (karteo/run)."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    policy = "; ".join(" ".join((name, *values)) for name, values in directives.items())

    def respond(request: HttpRequest) -> HttpResponseBase:
        answer = get_response(request)
        answer.headers.setdefault("Content-Security-Policy", policy)  # a file has a stricter one
        answer.headers.setdefault("Cache-Control", "no-store")  # pictures and files say what is right for them
        return answer

    return respond
