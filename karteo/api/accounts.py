"""Below /api/auth/: of django-allauth's headless API only the doors that we need. No sign-up among them."""

from __future__ import annotations

from functools import wraps
from typing import Any

from allauth.headless.account import views as account
from allauth.headless.constants import Client
from allauth.headless.mfa import views as mfa
from allauth.headless.usersessions.views import SessionsView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from karteo.api import body, entrance, factors
from karteo.api.problems import problem

ALWAYS: dict[str, Any] = {
    "auth/entrance": entrance.EntranceView,
    "auth/sso": entrance.SsoView,
    "auth/session": account.SessionView,
    "auth/sessions": SessionsView,
    "auth/reauthenticate": account.ReauthenticateView,
    "auth/2fa/authenticate": factors.AuthenticateView,
    "auth/2fa/reauthenticate": factors.ReauthenticateView,
    "auth/webauthn/authenticate": mfa.AuthenticateWebAuthnView,
    "auth/webauthn/reauthenticate": mfa.ReauthenticateWebAuthnView,
    "account/authenticators": mfa.AuthenticatorsView,
    "account/authenticators/totp": factors.AppView,
    "account/authenticators/webauthn": factors.PasskeysView,
    "account/authenticators/recovery-codes": mfa.ManageRecoveryCodesView,
}
OURS: dict[str, Any] = {  # closed where people come in by the firm's own log-in only
    "auth/login": account.LoginView,
    "auth/webauthn/login": mfa.LoginWebAuthnView,
    "auth/password/request": account.RequestPasswordResetView,
    "auth/password/reset": account.ResetPasswordView,
}


def door(name: str, view: Any) -> Any:
    """The view, behind a look at what was sent: allauth falls over what is no JSON that can be kept, and over passkeys
    that lack a part."""
    inner = view.as_api_view(client=Client.BROWSER)
    lacking: tuple[type[Exception], ...] = (KeyError, TypeError, ValueError) if "webauthn" in name else ()

    @wraps(inner)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if request.method != "GET" and request.body:
                body.read(request.body)
        except ValueError:
            return problem(request, 400)
        try:
            answer: HttpResponseBase = inner(request, *args, **kwargs)
        except lacking:
            return problem(request, 400)
        return answer

    return answered


urlpatterns: list[URLPattern] = [
    *[path(f"browser/v1/{name}", door(name, view)) for name, view in ALWAYS.items()],
    *[path(f"browser/v1/{name}", entrance.unless_sso_only(door(name, view))) for name, view in OURS.items()],
    path("oidc/callback", entrance.callback, {"provider_id": settings.OIDC_ID}, name="openid_connect_callback"),
]


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django's CSRF check answers: the same problem as everywhere in the API."""
    return problem(request, 403, "csrf")
