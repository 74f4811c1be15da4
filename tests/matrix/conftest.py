"""The cast is made once for a file of tests: every call that is made is taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.matrix.cast import Cast, make_cast
from tests.world import make_world


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block._from_testcase = True  # type: ignore[attr-defined]  # a test's own, so that durable ones may stand in it
        with block:
            yield make_cast(make_world())
            transaction.set_rollback(True)
