"""Database connections that last, and are noticed when they are dead."""
from __future__ import annotations

import select

from django.db import DEFAULT_DB_ALIAS, connections


def drop_dead() -> None:
    """Close this thread's connection when the server has hung up, so that the next query opens a new one.

    An idle connection has nothing to say: when its socket can be read, it is the server's farewell. That costs
    one system call, where Django's own check asks the database before every request.
    """
    wrapper = connections[DEFAULT_DB_ALIAS]
    raw = wrapper.connection
    if raw is None:
        return
    if not raw.closed:
        poll = select.poll()
        poll.register(raw.fileno(), select.POLLIN)
        if not poll.poll(0):
            return
    wrapper.close()
