"""The harness: one PostgreSQL for the whole run, a database per worker, and a world of people to stand in."""
from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

from karteo.run.postgres import UNSAFE, Postgres
from tests.house import guard
from tests.world import World, make_world

EXTENSIONS = ("pg_trgm", "unaccent", "fuzzystrmatch", "btree_gin")
URL = "KARTEO_TEST_DATABASE_URL"
KEPT = ("django_migrations", "django_content_type")
# A shared or busy machine is slow now and then: that is no fault of what is tested.
hypothesis.settings.register_profile(
    "karteo", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("karteo")
server = pytest.StashKey[Postgres]()


def pytest_configure(config: pytest.Config) -> None:
    """The first process starts the server; pytest-xdist's workers inherit its address."""
    guard.install()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # argon2 is slow on purpose
    if hasattr(config, "workerinput") or os.environ.get(URL) or config.option.collectonly:
        return
    folder = Path(tempfile.mkdtemp(prefix="karteo-test-"))
    folder.chmod(0o711)
    postgres = Postgres(folder, UNSAFE)
    postgres.start()
    with psycopg.connect(postgres.url_of("template1"), autocommit=True) as template:
        for name in EXTENSIONS:
            template.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
    config.stash[server] = postgres
    os.environ[URL] = postgres.url_of("test_karteo")


def pytest_unconfigure(config: pytest.Config) -> None:
    postgres = config.stash.get(server, None)
    if postgres is not None:
        postgres.stop()
        shutil.rmtree(postgres.folder, ignore_errors=True)
        os.environ.pop(URL, None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Point Django at the test server before pytest-django makes the database."""
    from karteo.settings import database

    ours = database(os.environ[URL])
    known = connections.settings["default"]
    suffix = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = f"{ours['NAME']}_{suffix}" if suffix else str(ours["NAME"])
    known.update({key: ours[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")})
    known["NAME"] = "postgres"
    known["TEST"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[None]:
    """The database, also for tests that ask for `db_real` alone: pytest-django counts only fixtures of its own."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default": True}, serialized_aliases=set())
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def db_real(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Real transactions on real connections, for races; afterwards all tables are emptied in one statement."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            tables = [t for t in connection.introspection.table_names() if t not in KEPT]
            with connection.cursor() as cursor:
                names = ", ".join(connection.ops.quote_name(t) for t in tables)
                cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE /* across workspaces: a test ends */")
            connections.close_all()


@pytest.fixture
def world(db: None) -> World:
    """Alice, Bob, Rita and Charlie, inside a transaction that is rolled back."""
    return make_world()


@pytest.fixture
def world_real(db_real: None) -> World:
    """The same people, committed: for races and for the durable door."""
    return make_world()
