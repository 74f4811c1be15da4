"""Who is asking."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from karteo.identity import actor, people, tokens
from karteo.identity.models import Membership, Session, User
from tests.api.doors import browser
from tests.world import World


def key_of(world: World) -> str:
    return browser(world.bob).cookies["sessionid"].value


def test_one_query_tells_who_is_asking(world: World) -> None:
    key, (_, secret) = key_of(world), tokens.create(world.bob, "script")
    actor.by_token(secret)
    for ask, what in ((actor.by_session, key), (actor.by_token, secret)):
        with CaptureQueriesContext(connection) as queries:
            found = ask(what)
        assert found is not None
        assert len(queries) == 1
        assert (found.user_id, found.workspace_id, found.role) == (
            world.bob.user_id,
            world.workspace_id,
            "member",
        )
        assert found.team_ids == world.alice.team_ids != ()


def test_a_cookie_and_a_token_say_through_what_he_asks(world: World) -> None:
    _, secret = tokens.create(world.bob, "script")
    by_session, by_token = actor.by_session(key_of(world)), actor.by_token(secret)
    assert by_session is not None
    assert by_token is not None
    assert (by_session.source, by_token.source) == ("screen", "api")


def test_nobody_is_behind_a_session_that_is_over_or_made_up(world: World) -> None:
    key = key_of(world)
    Session.objects.filter(session_key=key).update(expire_date="2020-01-01T00:00:00Z")
    assert [actor.by_session(k) for k in (key, "", None, "made up")] == [None] * 4


def test_a_changed_password_ends_the_session(world: World) -> None:
    key, user = key_of(world), User.objects.get(id=world.bob.user_id)
    user.set_password("another cellar")
    user.save()
    assert actor.by_session(key) is None


def test_a_user_switched_off_or_without_a_seat_is_nobody(world: World) -> None:
    key = key_of(world)
    User.objects.filter(id=world.bob.user_id).update(is_active=False)
    assert actor.by_session(key) is None
    User.objects.filter(id=world.bob.user_id).update(is_active=True)
    Membership.objects.filter(workspace_id=world.workspace_id, user_id=world.bob.user_id).delete()
    assert actor.by_session(key) is None
    assert actor.by_user(world.workspace_id, world.charlie.user_id) is None


def test_a_person_of_two_workspaces_comes_into_the_one_last_used(world: World) -> None:
    assert _place(world) == world.workspace_id
    people.join(world.elsewhere.id, world.bob.email, role="reader")
    assert _place(world) == world.workspace_id
    Membership.objects.filter(workspace_id=world.workspace_id, user_id=world.bob.user_id).update(active=False)
    assert _place(world) == world.elsewhere.id
    Membership.objects.filter(workspace_id=world.workspace_id, user_id=world.bob.user_id).update(active=True)
    assert _place(world) == world.elsewhere.id


def _place(world: World) -> UUID:
    found = actor.by_session(key_of(world))
    assert found
    return found.workspace_id
