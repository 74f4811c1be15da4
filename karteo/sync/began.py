"""From which number on a device has followed the feed: what it may be told to have lost.

A cursor's number is the device's own word. Whoever names one from before he came, or from before his role or teams saw
more, would be told of records that he never saw ("this one is gone"). So the number at which a device began travels
in the epoch, signed; what is lost is judged from there on.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from karteo.identity.actor import Actor
from karteo.lib.clock import now
from karteo.lib.sql import rows

OPENED = timedelta(minutes=1)  # a record may have been opened on the device shortly before it asked for the first time


def sealed(epoch: str, number: int) -> str:
    """The epoch for a device that begins at this number."""
    return f"{epoch}.{number}.{_seal(epoch, number)}"


def opened(stated: str, epoch: str) -> int | None:
    """Where a device of this epoch began; None when what it states is no epoch of ours, or of another time."""
    ours, _, rest = stated.removeprefix(epoch).partition(".")
    number, _, seal = rest.partition(".")
    if ours or not stated.startswith(epoch) or not (number.isascii() and number.isdigit() and len(number) < 20):
        return None
    return int(number) if constant_time_compare(seal, _seal(epoch, int(number))) else None


def beginning(actor: Actor, head: int) -> int:
    """The number at which a device begins that asks for the first time now."""
    ((first,),) = rows(
        "SELECT min(c.number) FROM log_change c JOIN log_batch b ON b.workspace_id = c.workspace_id"
        " AND b.id = c.batch_id"
        " WHERE b.workspace_id = %s AND c.workspace_id = %s AND b.at > %s",
        (actor.workspace_id, actor.workspace_id, now() - OPENED),
    )
    return head if first is None else min(int(first) - 1, head)


def _seal(epoch: str, number: int) -> str:
    return salted_hmac("karteo.sync.began", f"{epoch}.{number}", algorithm="sha256").hexdigest()[:32]
