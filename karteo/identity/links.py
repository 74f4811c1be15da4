"""The token in a link to set a password: void once it was used, after a day, and when another one was sent."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from karteo.identity.models import Membership, Seat


class Links(PasswordResetTokenGenerator):
    """Django's, which knows password, address and last login; and how the person is a member where he has a seat, so
    that an invitation that was withdrawn, or sent again, opens nothing any more."""

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        stands = [
            f"{one.workspace_id} {one.active} {one.invited_at}"
            for seat in Seat.objects.filter(user_id=user.pk).order_by("workspace_id")
            for one in Membership.objects.filter(workspace_id=seat.workspace_id, user_id=user.pk)
        ]
        return super()._make_hash_value(user, timestamp) + "|".join(stands)
