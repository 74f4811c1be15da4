"""Workspaces, people, teams, roles, seats, sessions, tokens, devices."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from karteo.identity.roles import READY
from karteo.lib.clock import now
from karteo.lib.ids import new_id
from karteo.lib.tenant import TableClass, Tenant

LANGUAGES = ["en", "de", "zh"]
ROLES = list(READY)


class Users(BaseUserManager["User"]):
    def add(self, **values: Any) -> User:
        """A new user; `password` None means: nobody can log in before one is set by mail."""
        password = values.pop("password", None)
        user = self.model(**{**values, "email": values["email"].strip().lower()})
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One who can log in, whatever the workspace. What he may do there says his membership."""

    table_class: TableClass = "local"
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True, max_length=254)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)

    objects: ClassVar[Users] = Users()

    def get_full_name(self) -> str:
        return self.name or self.email


class Seat(models.Model):
    """Where a user has a membership: the lookup from the (global) user to his (tenant) workspaces."""

    table_class: TableClass = "local"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    workspace_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "workspace_id"], name="identity_seat_once")]


class Session(AbstractBaseSession):
    """A login. User, hash and workspace are columns, so that one query tells who is asking."""

    table_class: TableClass = "local"

    user_id = models.UUIDField(null=True, db_index=True)
    user_hash = models.CharField(max_length=128, default="")
    workspace_id = models.UUIDField(null=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store

    class Meta(AbstractBaseSession.Meta):
        db_table = "identity_session"


class Token(models.Model):
    """A personal key to the API. Only its hash is kept; `prefix` is what people recognise it by."""

    table_class: TableClass = "local"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    workspace_id = models.UUIDField()
    name = models.CharField(max_length=200)
    prefix = models.CharField(max_length=16)
    hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(default=now)
    last_used = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)


class Workspace(models.Model):
    """One firm and all that is its own. A tenant table too: distributed by its id."""

    table_class: TableClass = "tenant"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, db_index=False)
    country = models.CharField(max_length=2, default="DE")  # how a phone number without +… is read
    language = models.CharField(max_length=2, default="en")
    settings = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now)


class Membership(Tenant):
    """What one person may do in one workspace."""

    user_id = models.UUIDField()
    role = models.CharField(max_length=60, default="member")  # the key of a role
    active = models.BooleanField(default=True)
    last_login = models.DateTimeField(null=True)
    invited_at = models.DateTimeField(null=True)  # when the last link to set a password was mailed
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "user_id"], name="identity_membership_once"),
        ]


class Role(Tenant):
    """A role that the workspace made, or a ready-made one that it changed (same key). See `roles.py`."""

    key = models.CharField(max_length=60)
    label = models.JSONField(default=dict)  # {"en": …, "de": …, "zh": …}
    rights = models.JSONField(default=dict)
    position = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace_id", "key"], name="identity_role_once")]


class Team(Tenant):
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace_id", "name"], name="identity_team_name_once")]


class TeamMember(Tenant):
    team_id = models.UUIDField()
    user_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "user_id", "team_id"], name="identity_teammember_once"),
        ]
        indexes = [models.Index(fields=["workspace_id", "team_id", "user_id"], name="identity_teammember_of_team")]


class Device(Tenant):
    """A browser that keeps a copy and an outbox. Its `id` is made there; `last_n` = its last action here."""

    user_id = models.UUIDField()
    last_n = models.BigIntegerField(default=0)
    status = models.CharField(max_length=10, default="active")  # or ended
    last_seen = models.DateTimeField(default=now)
    created_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "user_id"], name="identity_device_of_user")]
