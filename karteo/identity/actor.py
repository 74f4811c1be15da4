"""Who is asking, found with one indexed query a request; so a deactivation counts at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from django.db import connection
from django.utils.crypto import constant_time_compare, salted_hmac

from karteo.identity import roles
from karteo.identity.roles import Rights
from karteo.lib.clock import now
from karteo.lib.errors import Forbidden

Role = str
Source = Literal["screen", "api", "import", "bulk", "undo", "sync", "demo", "command"]
HASH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"


NOTHING = roles.rights("")


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one workspace, with what decides what he may do there."""

    user_id: UUID
    workspace_id: UUID
    role: str
    team_ids: tuple[UUID, ...] = ()
    name: str = ""
    email: str = ""
    language: str = "en"
    country: str = "DE"
    source: Source = "screen"
    rights: Rights = NOTHING
    teammates: tuple[UUID, ...] = ()  # everybody in my teams

    @property
    def admin(self) -> bool:
        """Whether he administers the workspace."""
        return self.rights.admin

    @property
    def fingerprint(self) -> str:
        """Differs when he may see other records or fields than before."""
        seen = ",".join(str(one) for one in sorted((self.user_id, *self.team_ids, *self.teammates)))
        return hashlib.sha256(f"{self.rights.fingerprint} {seen}".encode()).hexdigest()[:12]


COLUMNS = """
SELECT u.id, m.workspace_id, m.role, ARRAY(SELECT t.team_id FROM identity_teammember t
         WHERE t.workspace_id = m.workspace_id AND t.user_id = m.user_id ORDER BY t.team_id),
       u.name, u.email, u.language, w.country, r.rights::text,
       ARRAY(SELECT DISTINCT o.user_id FROM identity_teammember t JOIN identity_teammember o
         ON o.workspace_id = t.workspace_id AND o.team_id = t.team_id
         WHERE t.workspace_id = m.workspace_id AND t.user_id = m.user_id), """
JOINS = """
  JOIN identity_user u ON u.id = s.user_id AND u.is_active
  JOIN identity_membership m ON m.workspace_id = s.workspace_id AND m.user_id = s.user_id AND m.active
  JOIN identity_workspace w ON w.id = s.workspace_id
  LEFT JOIN identity_role r ON r.workspace_id = m.workspace_id AND r.key = m.role
"""
OWES = """COALESCE(w.settings->'require_mfa' = 'true', FALSE) AND NOT EXISTS (
         SELECT 1 FROM mfa_authenticator a WHERE a.user_id = u.id AND a.type IN ('totp', 'webauthn'))"""
BY_SESSION = f"""{COLUMNS} u.password, s.user_hash, {OWES} FROM identity_session s {JOINS}
 WHERE s.session_key = %s AND s.expire_date > %s"""
BY_TOKEN = f"""{COLUMNS} s.id, s.last_used FROM identity_token s {JOINS}
 WHERE s.hash = %s AND s.ended_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > %s)"""
BY_USER = f"""{COLUMNS} '' FROM (SELECT %s::uuid AS workspace_id, %s::uuid AS user_id) s {JOINS}"""
EVERYBODY = f"""{COLUMNS} '' FROM (SELECT workspace_id, user_id FROM identity_membership
 WHERE workspace_id = %s) s {JOINS} ORDER BY u.name, u.id"""
SEEN = "UPDATE identity_token SET last_used = %s WHERE id = %s"


def by_session(key: str | None, *, owing: bool = False) -> Actor | None:
    """The person behind a session cookie; None when it is over, has no seat, or the password changed.

    Who owes the second factor that his workspace requires is refused at every door but those that let it be (`owing`).
    """
    row = _row(BY_SESSION, (key, now())) if key else None
    if row is None:
        return None
    *who, password, user_hash, owes = row
    if not constant_time_compare(user_hash, salted_hmac(HASH_SALT, password, algorithm="sha256").hexdigest()):
        return None
    if owes and not owing:
        raise Forbidden("mfa_required")
    return _actor(who, "screen")


def by_token(secret: str) -> Actor | None:
    """The person behind a bearer token, or None. Notes the use of it, once a minute at most."""
    at = now()
    row = _row(BY_TOKEN, (hashlib.sha256(secret.encode()).digest(), at))
    if row is None:
        return None
    *who, token, last_used = row
    if last_used is None or at - last_used > timedelta(minutes=1):
        with connection.cursor() as cursor:
            cursor.execute(SEEN, (at, token))
    return _actor(who, "api")


def by_user(workspace_id: UUID, user_id: UUID, source: Source = "command") -> Actor | None:
    """A person as an actor outside a request: commands, jobs, tests."""
    row = _row(BY_USER, (workspace_id, user_id))
    return None if row is None else _actor(list(row[:-1]), source)


def everybody(workspace_id: UUID) -> list[Actor]:
    """All active people of the workspace as actors, by name: who could see or do what."""
    with connection.cursor() as cursor:
        cursor.execute(EVERYBODY, (workspace_id,))
        return [_actor(list(row[:-1]), "command") for row in cursor.fetchall()]


def _row(sql: str, params: tuple[Any, ...]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


def _actor(who: list[Any], source: Source) -> Actor:
    user, workspace, role, teams, name, email, language, country, stored, mates = who
    allowed = roles.rights(role, stored)
    return Actor(user, workspace, role, tuple(teams), name, email, language, country, source, allowed, tuple(mates))
