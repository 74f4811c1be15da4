"""Ids are UUIDv7: made anywhere, also offline, and still in the order of their making."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new UUIDv7 as an ordinary `uuid.UUID`."""
    return uuid7()
