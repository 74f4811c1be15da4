"""The guard stands in front of every connection of the test-suite, also those of other threads."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection

from karteo.identity.models import Membership
from karteo.lib.ids import new_id
from tests.house.guard import Crossed, watch


@pytest.mark.django_db
def test_a_statement_without_its_workspace_is_refused() -> None:
    with pytest.raises(Crossed, match="identity_membership"), connection.cursor() as cursor:
        cursor.execute("select count(*) from identity_membership")


@pytest.mark.django_db
def test_the_orm_is_watched_too() -> None:
    with pytest.raises(Crossed):
        Membership.objects.filter(role="admin").count()
    assert Membership.objects.filter(workspace_id=new_id(), role="admin").count() == 0


@pytest.mark.django_db
def test_a_reason_lets_it_through() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from identity_membership /* across workspaces: to see that it can be said */")
        assert cursor.fetchone()


@pytest.mark.django_db(transaction=True)
def test_it_stands_in_every_thread() -> None:
    seen: list[bool] = []

    def look() -> None:
        connection.ensure_connection()
        seen.append(watch in connection.execute_wrappers)
        connection.close()

    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [True]
