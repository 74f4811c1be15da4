"""Open screens ask the server when the workspace's number grows. It grows also when rights do: so who was let go is out
at once, and who may see more or less sees it without a reload."""

from __future__ import annotations

from uuid import UUID

from karteo.log.append import touch


def wake(workspace_id: UUID) -> None:
    """Let every open screen of the workspace ask now. To be called when the change is committed."""
    touch(workspace_id, [])
