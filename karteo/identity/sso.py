"""The firm's own log-in by OpenID Connect: who gets in by it, and where we ask."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from karteo.identity.login import seats
from karteo.identity.mails import send
from karteo.identity.models import User

SECONDS = 8


class Elsewhere(requests.RequestException):
    """The provider sent us to a host that is not configured."""


class Session(requests.Session):
    """Asks the configured provider and nobody else: not where a document or a redirection would lead."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False  # neither proxies nor passwords from the surroundings

    def request(self, method: str, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        address = urlsplit(url if isinstance(url, str) else url.decode())
        if address.netloc not in settings.OIDC_HOSTS or address.scheme != urlsplit(settings.OIDC_URL).scheme:
            raise Elsewhere(f"{address.scheme}://{address.netloc} is not in KARTEO_OIDC_URL or KARTEO_OIDC_HOSTS")
        kwargs["allow_redirects"] = False
        kwargs.setdefault("timeout", SECONDS)
        return super().request(method, url, *args, **kwargs)


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Only who was invited comes in; nobody is made here."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """The one of the settings; there are none in the database."""
        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for found in apps.values() for app in found]

    def get_requests_session(self) -> requests.Session:
        return Session()

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Finds the person: by the provider's number for him, else by his verified address (and keeps the number)."""
        told = sociallogin.account.extra_data
        sociallogin.account.extra_data = {}  # we need to know who it is, not what else is known about him
        if not told.get("id_token") or told["id_token"].get("sub") != told.get("userinfo", told["id_token"]).get("sub"):
            raise PermissionDenied("the two answers speak of different people")
        known = sociallogin.account.pk is not None
        user = sociallogin.user if known else _by_address(sociallogin)
        if not isinstance(user, User) or not user.is_active or not seats(user):
            raise PermissionDenied("nobody here")
        if not known:
            # A person has one number at the provider: the latest that his address vouches for.
            SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider).delete()
            sociallogin.user = user
            send("factor", user, event="sso", by=settings.OIDC_NAME)
        sociallogin.account.user = user
        sociallogin.account.save()


def _by_address(sociallogin: SocialLogin) -> User | None:
    """The user whose address the provider says it has verified; some say so in a word instead of a truth value."""
    sure = [one.email for one in sociallogin.email_addresses if one.verified is True or one.verified == "true"]
    return User.objects.filter(email__in=[email.lower() for email in sure]).first()
