"""Below /api/auth/: the second factor's doors, as django-allauth has them, with the few things that are ours."""

from __future__ import annotations

import json
from typing import Any

from allauth.headless.mfa import inputs, views
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, JsonResponse

from karteo.api.problems import problem
from karteo.identity import factors
from karteo.lib.errors import Refusal


class Once:
    """A form for codes: one that was accepted is not accepted again."""

    authenticator: Authenticator
    cleaned_data: dict[str, Any]

    def save(self) -> None:
        super().save()  # type: ignore[misc]
        factors.spent(self.authenticator, self.cleaned_data["code"])


class CodeInput(Once, inputs.AuthenticateInput):  # type: ignore[misc]  # allauth has no types
    pass


class CodeAgainInput(Once, inputs.ReauthenticateInput):  # type: ignore[misc]
    pass


class AuthenticateView(views.AuthenticateView):  # type: ignore[misc]
    input_class = CodeInput


class ReauthenticateView(views.ReauthenticateView):  # type: ignore[misc]
    input_class = CodeAgainInput


class AppView(views.ManageTOTPView):  # type: ignore[misc]
    """The authenticator app. Before there is one, GET makes a secret and its picture to scan."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().get(request, *args, **kwargs)
        if answer.status_code != 404:
            return answer
        told = json.loads(answer.content)
        told["meta"]["totp_svg"] = get_adapter().build_totp_svg(told["meta"]["totp_url"])
        return JsonResponse({**told, "status": 200})

    def delete(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = Authenticator.objects.filter(user_id=request.user.pk, type="totp")
        refused = _refused(request, list(mine.values_list("id", flat=True)))
        return refused or super().delete(request, *args, **kwargs)


class PasskeysView(views.ManageWebAuthnView):  # type: ignore[misc]
    """Passkeys: all are made so that they open the door alone, without a password."""

    def delete(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = _refused(request, [one.pk for one in self.input.cleaned_data["authenticators"]])
        return refused or super().delete(request, *args, **kwargs)


def _refused(request: HttpRequest, leaving: list[int]) -> HttpResponse | None:
    try:
        if leaving and request.user.pk:
            factors.keep_one(request.user.pk, leaving)
    except Refusal as refusal:
        return problem(request, 409, "mfa_last", refusal.errors)
    return None
