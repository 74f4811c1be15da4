"""The first administrator comes in by a one-time link; there is no default account."""

from __future__ import annotations

import pytest
from django.db import connection

from karteo.identity import mails
from karteo.identity.models import Seat, User
from karteo.identity.setup import create_workspace
from karteo.lib.errors import Refusal
from tests.api.doors import AUTH, browser


def workspaces() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM identity_workspace /* across workspaces: there shall be none */")
        return int(cursor.fetchone()[0])


@pytest.mark.row("S1-02")
def test_the_first_administrator_sets_a_password_by_a_link_that_works_once(db: None) -> None:
    workspace, user = create_workspace("Acme", "cn", "zh", "Boss@Acme.example", "Boss")
    assert (workspace.country, user.email, user.has_usable_password()) == ("CN", "boss@acme.example", False)
    link = mails.set_password_link(user, "https://crm.acme.example/")
    assert link.startswith("https://crm.acme.example/reset/")
    door, key = browser(), link.rpartition("/")[2]
    door.ask("get", f"{AUTH}/session")
    door.ask("post", f"{AUTH}/password/reset", {"key": key, "password": "a cellar in Shanghai"})
    assert door.log_in("boss@acme.example", "a cellar in Shanghai").status_code == 200
    assert door.ask("get", "/api/me").json()["role"] == "admin"
    again = browser()
    again.ask("get", f"{AUTH}/session")
    assert (
        again.ask("post", f"{AUTH}/password/reset", {"key": key, "password": "mine now, the cellar"}).status_code == 400
    )


def test_a_fresh_database_has_no_account(db: None) -> None:
    assert not User.objects.exists()
    assert workspaces() == 0


def test_a_refused_administrator_leaves_no_workspace_behind(db: None) -> None:
    with pytest.raises(Refusal) as refused:
        create_workspace("Acme", "DE", "fr", "nonsense")
    assert [(e.place, e.code) for e in refused.value.errors] == [("email", "email"), ("language", "choice")]
    assert workspaces() == 0
    assert not Seat.objects.exists()
