"""Django, loaded and migrated."""
from __future__ import annotations

import os


def load() -> None:
    """Settings, models and logs. DATABASE_URL and the secret key have to stand before."""
    import django
    from django.conf import settings

    from karteo.run import logs

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "karteo.settings")
    logs.set_up(settings.LOG_LEVEL, settings.LOG_JSON)
    django.setup()


def migrate() -> bool:
    """Bring the tables up to date; whether there was something to do. Raises Trouble on data of a newer Karteo."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from karteo import __version__
    from karteo.run.trouble import Trouble

    loader = MigrationExecutor(connection).loader
    unknown = sorted(
        f"{app}.{name}" for app, name in loader.applied_migrations
        if app in loader.migrated_apps and not {(app, name)} & {*loader.graph.nodes, *loader.replacements}
    )
    if unknown:
        raise Trouble(
            f"The data was written by a newer Karteo than this one ({__version__}): it knows {unknown[0]}; "
            "start the newer one, or use another data folder."
        )
    if not [key for key in loader.graph.leaf_nodes() if key not in loader.applied_migrations]:
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True
