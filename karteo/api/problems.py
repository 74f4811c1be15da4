"""Every refusal of the API in one form: RFC 9457, with place, code, and words in the reader's language."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any
from uuid import uuid4

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language_from_request
from ninja.errors import HttpError, Throttled, ValidationError

from karteo.api import words
from karteo.lib.errors import Error, Forbidden, NotFound, Refusal

MEDIA_TYPE = "application/problem+json"
CODES = {
    400: "malformed",
    401: "login_needed",
    403: "forbidden",
    404: "not_found",
    405: "method",
    409: "conflict",
    413: "too_big",
    415: "media_type",
    422: "refused",
    429: "too_many",
    500: "unexpected",
    503: "unavailable",
}
log = logging.getLogger("karteo.api")


class Conflict(Exception):
    """Fields changed meanwhile: `more` (outcome, row, …) is added to the problem's members."""

    def __init__(self, errors: Iterable[Error] = (), **more: Any) -> None:
        self.errors = list(errors)
        self.more = more
        super().__init__("conflict")


class UnsupportedMedia(Exception):
    """The body is not of a type this door takes."""


def language(request: HttpRequest) -> str:
    """The language of who is asking; of his browser before he is known."""
    known = getattr(getattr(request, "auth", None), "language", None)
    return known or get_language_from_request(request)[:2]


def problem(
    request: HttpRequest,
    status: int,
    code: str = "",
    errors: Iterable[Error] = (),
    detail: str = "",
    **more: Any,
) -> HttpResponse:
    """The answer for `status`: words come from the catalogue by `code`, else `detail` as it is."""
    tongue, code = language(request), code or CODES.get(status, "refused")
    body = {
        "type": f"urn:karteo:problem:{code}",
        "title": words.say(tongue, CODES.get(status, "refused")),
        "status": status,
        "detail": words.say(tongue, code, default=detail),
        "errors": [{**asdict(e), "detail": _sentence(tongue, e)} for e in errors],
        **more,
    }
    answer = HttpResponse(orjson.dumps(body, default=str), status=status, content_type=MEDIA_TYPE)
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def _sentence(tongue: str, error: Error) -> str:
    """In English whoever refused says it best; other languages have one sentence for each code."""
    if tongue == "en" and error.detail:
        return error.detail
    return words.say(tongue, error.code, error.params, error.detail or error.code)


def answer(request: HttpRequest, exc: Exception) -> HttpResponse:
    """The problem for whatever went wrong behind a door."""
    match exc:
        case Refusal():
            return problem(request, exc.status, errors=exc.errors)
        case ValidationError():
            return problem(request, 422, errors=[_shape(e) for e in exc.errors])
        case Forbidden():
            return problem(request, 403, exc.code, detail=exc.detail)
        case PermissionDenied():
            return problem(request, 403)
        case NotFound() | Http404():
            return problem(request, 404)
        case Conflict():
            return problem(request, 409, errors=exc.errors, **exc.more)
        case RequestDataTooBig():
            return problem(request, 413)
        case Throttled():
            return problem(request, 429)
        case HttpError() if isinstance(exc.__cause__, UnsupportedMedia):
            return problem(request, 415)
        case HttpError():
            return problem(request, exc.status_code)
        case DataError():
            log.warning("A value the database does not take: %s", exc)
            return problem(request, 422, errors=[Error("", "value")])
        case SuspiciousOperation():
            return problem(request, 400)
    incident = uuid4().hex[:12]
    log.error("%s %s failed, incident %s", request.method, request.path, incident, exc_info=exc)
    return problem(request, 500, incident=incident)


def _shape(error: dict[str, Any]) -> Error:
    """One fault that pydantic found: the place without where it was read from and how the view calls it."""
    source, *path = error["loc"]
    path = path[1:] if source in ("body", "form", "file") else path
    place = ""
    for step in path:
        place += f"[{step}]" if isinstance(step, int) else f".{step}" if place else str(step)
    code = {"missing": "required", "extra_forbidden": "unknown_field"}.get(error["type"], error["type"])
    params = {k: v for k, v in error.get("ctx", {}).items() if isinstance(v, str | int | float | bool)}
    return Error(place, code, params, words.say("en", code, params, error["msg"]))


Next = Callable[[HttpRequest], HttpResponseBase]


def in_problems(get_response: Next) -> Next:
    """Middleware: what Django itself refuses below /api/ (method, path, CSRF) is a problem too, no page."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        given = get_response(request)
        if given.status_code < 400 or not request.path.startswith("/api/"):
            return given
        if "json" in given.headers.get("Content-Type", "") or given.streaming:
            return given
        told = problem(request, given.status_code)
        for header in ("Allow", "Retry-After"):
            if header in given.headers:
                told[header] = given.headers[header]
        told.cookies.update(given.cookies)
        return told

    return respond
