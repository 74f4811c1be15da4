"""Django's database sessions, with who and where as columns of their own (see `actor.py`)."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from karteo.identity.models import Session

WORKSPACE_KEY = "workspace"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        user, workspace = data.get(SESSION_KEY), data.get(WORKSPACE_KEY)
        row.user_id = UUID(user) if user else None
        row.user_hash = data.get(HASH_SESSION_KEY, "")
        row.workspace_id = UUID(workspace) if workspace else None
        return row
