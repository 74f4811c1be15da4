"""Work in a process of its own that is killed in the middle, as when the power goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit
from uuid import UUID

from django.db import connection

from tests.world import World

CHILD = """
import sys
from uuid import UUID
import django
django.setup()
from karteo.bulk import jobs, undoing
from karteo.bulk.run import run
from karteo.identity.actor import by_user
what, workspace, user, id = sys.argv[1], *map(UUID, sys.argv[2:])
actor, progress = by_user(workspace, user), lambda done, total: print(done, flush=True)
run(actor, id, progress) if what == "import" else jobs.run(actor, id, undoing.step, progress)
"""


def killed(world: World, what: str, id: UUID) -> int:
    """Go on with an "import" or an "undo" and kill it after its next chunk (`kill -9`). How much was through then;
    -1 when there was nothing left to do."""
    address = urlsplit(os.environ["KARTEO_TEST_DATABASE_URL"])
    url = address._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, what, str(world.workspace_id), str(world.alice.user_id), str(id)],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "karteo.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    line = child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    child.wait(30)
    child.stdout.close()
    return int(line or -1)
