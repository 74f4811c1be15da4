"""The API's frame: who is asking, JSON in and out, problems, and the routers of the other files."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

import orjson
from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.main import ExcHandler
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from karteo import __version__
from karteo.api import body, documented, problems
from karteo.identity import actor as actors
from karteo.identity.actor import Actor
from karteo.lib.errors import Forbidden

TOKEN_LIMIT = {"token": "30/m/ip"}  # wrong ones only: a right token costs no look into the cache
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


class Token(HttpBearer):
    """`Authorization: Bearer karteo_…`. Who shows a token is not asked for a cookie."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        actor = actors.by_token(token)
        if actor is None:
            if not ratelimit.consume(request, app="karteo", action="token", config=TOKEN_LIMIT, limit_get=True):
                raise HttpError(429, "Too many wrong tokens.")
            raise AuthenticationError
        return actor


class Session(APIKeyCookie):
    """The cookie of a login in the browser; whoever writes must also show the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Actor | None:
        actor = actors.by_session(request.COOKIES.get(self.param_name))
        request.auth = actor  # type: ignore[attr-defined]  # a refusal speaks his language
        if actor and request.method not in SAFE and check_csrf(request):
            raise Forbidden("csrf")
        return actor

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        return actors.by_session(key)


class Json(BaseRenderer):
    """orjson; what is JSON already (from the database) goes through as `orjson.Fragment`."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data, default=str)


class JsonIn(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise problems.UnsupportedMedia
        return body.read(request.body)


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return f"{operation.view_func.__module__.rpartition('.')[2]}_{operation.view_func.__name__}"

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: Mapping[str, Any] | None = None
    ) -> OpenAPISchema:
        return documented.with_problems(super().get_openapi_schema(path_prefix=path_prefix or "/api/"))


ROOMS = (
    "about",
    "me",
    "people",
    "teams",
    "roles",
    "views",
    "export",
    "bulk",
    "files",
    "photos",
    "records",
    "why",
    "batches",
    "home",
    "schema",
    "fields",
    "lists",
    "tags",
    "sync",
    "imports",
    "jobs",
    "privacy",
    "reads",
    "retention",
    "workspace",
)


def build() -> Api:
    """The API with every router of this room."""
    made = Api(
        title="Karteo",
        version=__version__,
        description=documented.DESCRIPTION,
        docs_url=None,
        openapi_url=None,
        urls_namespace="api",
        auth=[Token(), Session()],
        renderer=Json(),
        parser=JsonIn(),
    )
    for known in (Exception, Http404, HttpError, ValidationError):  # ninja has handlers of its own for these
        made.add_exception_handler(known, cast(ExcHandler[Exception], problems.answer))
    for name in ROOMS:
        made.add_router("", cast(Router, import_module(f"karteo.api.{name}").router))
    return made


api = build()
