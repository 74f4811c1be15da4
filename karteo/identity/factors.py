"""The second factor: whose it is, whether it is needed, how its secrets rest, and who loses it."""

from __future__ import annotations

import base64
import logging
from typing import Any
from uuid import UUID

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac

from karteo.identity import mails
from karteo.identity.models import Membership, Seat, Session, User, Workspace
from karteo.lib.errors import Error, NotFound, Refusal

log = logging.getLogger("karteo.identity")
MAIN = ("totp", "webauthn")  # recovery codes only stand in for one of these


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """What we tell allauth's second factor: our name, and that secrets rest encrypted."""

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # Never an empty secret: everybody can compute its codes.
            log.error("A second factor cannot be read: KARTEO_SECRET_KEY is not the one it was stored with")
            raise self.validation_error("incorrect_code") from None

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().rpartition(":")[0] or context.request.get_host(), "name": "Karteo"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.get_full_name()}


def _keys() -> MultiFernet:
    """Keys of this purpose alone, made from the server's secret; the newest encrypts, all decrypt."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [salted_hmac("karteo.identity.factors", "", secret=one, algorithm="sha256").digest() for one in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])


def main_factors(user_id: UUID) -> Any:
    """The person's factors that count: an app or passkeys."""
    return Authenticator.objects.filter(user_id=user_id, type__in=MAIN)


def proofs(user: User) -> list[str]:
    """By what this person can show once more that it is he."""
    known = sorted(set(main_factors(user.id).values_list("type", flat=True)))
    return [*(["password"] if user.has_usable_password() else []), *known]


def required(user_id: UUID) -> bool:
    """Whether a workspace where this person is active wants a second factor of him."""
    places = list(Seat.objects.filter(user_id=user_id).values_list("workspace_id", flat=True))
    active = [
        place
        for place in places
        if Membership.objects.filter(workspace_id=place, user_id=user_id, active=True).exists()
    ]
    return Workspace.objects.filter(id__in=active, settings__require_mfa=True).exists()


def missing(workspace_id: UUID, user_id: UUID) -> bool:
    """Whether this workspace wants a second factor of a person who has none."""
    wanted = Workspace.objects.filter(id=workspace_id, settings__require_mfa=True).exists()
    return wanted and not main_factors(user_id).exists()


def keep_one(user_id: UUID, leaving: list[int]) -> None:
    """Refuses to take away the last factor where one is required."""
    if not main_factors(user_id).exclude(id__in=leaving).exists() and required(user_id):
        raise Refusal([Error("", "mfa_last", {}, "Your workspace requires a second factor; add another one first.")])


def spent(factor: Authenticator, code: str) -> None:
    """A code that was used counts no more, as long as the clocks' tolerance would let it."""
    if factor.type == "totp":
        key = TOTP(factor)._get_used_cache_key(code)
        cache.set(key, "y", timeout=settings.MFA_TOTP_TOLERANCE * 60 + 30)


def overview(workspace_id: UUID) -> list[dict[str, Any]]:
    """Everybody who is active here, by name, with the factors he has."""
    active = Membership.objects.filter(workspace_id=workspace_id, active=True).values_list("user_id", flat=True)
    users = list(User.objects.filter(id__in=list(active), is_active=True).order_by("name", "email"))
    kinds: dict[UUID, list[str]] = {}
    for user_id, kind in Authenticator.objects.filter(user__in=users).values_list("user_id", "type"):
        kinds.setdefault(user_id, []).append(kind)
    return [
        {
            "id": user.id,
            "name": user.get_full_name(),
            "email": user.email,
            "app": "totp" in kinds.get(user.id, []),
            "passkeys": kinds.get(user.id, []).count("webauthn"),
        }
        for user in users
    ]


def reset(workspace_id: UUID, user_id: UUID, by: str) -> None:
    """Takes all factors of a person away and ends his logins; he is told by mail.

    Refused where he also belongs to another workspace: what guards that one is not ours to take away.
    """
    if not Membership.objects.filter(workspace_id=workspace_id, user_id=user_id).exists():
        raise NotFound("person")
    if Seat.objects.filter(user_id=user_id).exclude(workspace_id=workspace_id).exists():
        raise Refusal([Error("", "mfa_elsewhere", {}, "This person also belongs to another workspace.")])
    remove_all(User.objects.get(id=user_id), by)


def remove_all(user: User, by: str) -> None:
    """Without asking anybody: for an administrator's reset, and for the operator at the terminal."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        Session.objects.filter(user_id=user.id).delete()
    mails.send("factor", user, event="reset", by=by)
