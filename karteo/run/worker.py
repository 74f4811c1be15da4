"""Background work: jobs wait in the same database as the data they are about."""
from __future__ import annotations

from django.db import connections

CONCURRENCY = 2


def work() -> None:
    """Take jobs until SIGTERM; a job that runs gets half a minute to end."""
    from procrastinate.contrib.django import app

    connections.close_all()
    connections.settings["default"]["CONN_HEALTH_CHECKS"] = True  # a job may come after hours
    with app.replace_connector(app.connector.get_worker_connector()) as ours:  # type: ignore[attr-defined]
        ours.run_worker(concurrency=CONCURRENCY, shutdown_graceful_timeout=30, delete_jobs="successful")
