"""What we tell allauth: nobody signs himself up, and nobody comes in without a seat."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from karteo.identity import mails
from karteo.identity.login import seats
from karteo.identity.models import User

EVENTS = {  # the mails of allauth that we send, in words of our own: mails/factor.<language>.txt
    "mfa/email/totp_activated": "app_added",
    "mfa/email/totp_deactivated": "app_removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "recovery_renewed",
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """A right pair of somebody who was let go is answered like a wrong one."""
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and user.is_active and seats(user) else None

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        found = self.authenticate(context.request, email=user.get_username(), password=password)
        return found is not None and found.pk == user.pk

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **about: Any) -> HttpResponse | None:
        """Whichever way he comes, by passkey too: without a seat he stays outside."""
        if isinstance(user, User) and seats(user):
            answer: HttpResponse | None = super().pre_login(request, user, **about)
            return answer
        clear_login(request)
        refused: HttpResponse = self.respond_user_inactive(request, user)
        return refused

    def is_reauthentication_required(self, *, app: str, **about: Any) -> bool:
        """Who has come in within the last minutes has just shown who he is."""
        came = [one["at"] for one in get_authentication_records(context.request, context.request.user)]
        fresh = bool(came) and time.time() - max(came) < app_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and bool(super().is_reauthentication_required(app=app, **about))

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        if isinstance(user, User) and seats(user):
            mails.send("reset", user, link=context["password_reset_url"])

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, context: Any = None, email: str | None = None
    ) -> None:
        if template_prefix in EVENTS and isinstance(user, User):
            mails.send("factor", user, event=EVENTS[template_prefix])
