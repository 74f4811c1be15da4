"""Doors of the login page that are our own: where this browser stands, and the way to the firm's log-in."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.core.internal import ratelimit
from allauth.headless.base.views import APIView
from allauth.headless.internal.authkit import AuthenticationStatus
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from requests import RequestException

from karteo.api.problems import problem
from karteo.identity import actor, factors
from karteo.identity.models import User

SSO_LIMIT = {"sso": settings.ACCOUNT_RATE_LIMITS["login"]}
log = logging.getLogger("karteo.api")


class EntranceView(APIView):  # type: ignore[misc]  # allauth has no types
    """The ways in, who waits for his second factor here, who must set one up, and how one shows again who he is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        stage = AuthenticationStatus(request).get_pending_stage()
        person = stage.login.user if stage else None
        here = actor.by_session(request.session.session_key, owing=True)
        return JsonResponse(
            {
                "password": not settings.OIDC_ONLY,
                "passkey": not settings.OIDC_ONLY,
                "sso": settings.OIDC_NAME if settings.OIDC_URL else None,
                "second": sorted(set(factors.main_factors(person.pk).values_list("type", flat=True)) if person else []),
                "inside": here is not None,
                "mfa_missing": here is not None and factors.missing(here.workspace_id, here.user_id),
                "proof": factors.proofs(request.user) if isinstance(request.user, User) else [],
            }
        )


class SsoView(APIView):  # type: ignore[misc]
    """Answers with the provider's address, to be opened by the page: no form leaves our own site (see the policy)."""

    handle_json_input = True

    def post(self, request: HttpRequest) -> HttpResponse:
        if not settings.OIDC_URL:
            return problem(request, 404)
        if not ratelimit.consume(request, app="karteo", action="sso", config=SSO_LIMIT):
            return problem(request, 429)
        back = str((self.data or {}).get("next") or "/")
        try:
            provider = get_adapter().get_provider(request, settings.OIDC_ID)
            way = provider.redirect(
                request, "login", next_url=f"/login?{urlencode({'next': _ours(back)})}", headless=True
            )
        except (RequestException, ValueError, KeyError) as trouble:
            log.warning("The OpenID provider cannot be asked: %s", trouble)
            return problem(request, 503, "sso_away")
        return JsonResponse({"url": way["Location"]})


def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Where the provider sends the person back to. Whatever goes wrong leads to the login page, with a reason."""
    try:
        answer: HttpResponseBase = oidc.callback(request, provider_id)
    except (RequestException, ValueError, KeyError) as trouble:
        log.warning("The OpenID provider did not answer as it should: %s", trouble)
        return HttpResponseRedirect("/login?error=sso_away")
    return answer


def unless_sso_only(view: Any) -> Any:
    """The door, closed where people come in by the firm's own log-in and in no other way."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.OIDC_ONLY:
            return problem(request, 403, "sso_only")
        answer: HttpResponseBase = view(request, *args, **kwargs)
        return answer

    return guarded


def _ours(path: str) -> str:
    """The path if it is one of ours, else the start page."""
    parts = urlsplit(path)
    return path if path.startswith("/") and not path.startswith("//") and not parts.netloc and "\\" not in path else "/"
