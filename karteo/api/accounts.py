"""Below /api/auth/: of django-allauth's headless API only the doors that we need. No sign-up among them."""

from __future__ import annotations

from typing import Any

from allauth.headless.account import views as account
from allauth.headless.constants import Client
from allauth.headless.usersessions.views import SessionsView
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from karteo.api.problems import problem

DOORS: dict[str, Any] = {
    "session": account.SessionView,
    "sessions": SessionsView,
    "login": account.LoginView,
    "password/request": account.RequestPasswordResetView,
    "password/reset": account.ResetPasswordView,
}

urlpatterns: list[URLPattern] = [
    path(f"browser/v1/auth/{name}", view.as_api_view(client=Client.BROWSER)) for name, view in DOORS.items()
]


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django's CSRF check answers: the same problem as everywhere in the API."""
    return problem(request, 403, "csrf")
