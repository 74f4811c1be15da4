"""Ids are UUIDv7: made anywhere, also offline, and still in the order of their making."""

import re
from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new UUIDv7 as an ordinary `uuid.UUID`."""
    return uuid7()


AS_KEPT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def same_id(text: str) -> str:
    """An id in the one spelling in which ids are kept; ValueError for what is none."""
    return text if AS_KEPT.fullmatch(text) else str(UUID(text))
