"""What we tell allauth: nobody signs himself up, and nobody comes in without a seat."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from karteo.identity import mails
from karteo.identity.login import seats
from karteo.identity.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """A right pair of somebody who was let go is answered like a wrong one."""
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and user.is_active and seats(user) else None

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        if isinstance(user, User) and seats(user):
            mails.send("reset", user, link=context["password_reset_url"])
