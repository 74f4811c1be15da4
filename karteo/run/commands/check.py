"""Is the database fit for Karteo, and does the log agree with the rows?"""
from __future__ import annotations

import argparse

from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

NAME = "check"
HELP = "Look whether the database is fit for Karteo and whether the rows are what the log says."


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(args: argparse.Namespace) -> int:
    with opened(data_folder()):  # version, encoding, extensions and letters are looked at here
        print("The database is fit: version, encoding, extensions, letters.")
        prepare.load()
        prepare.migrate()
        from karteo.history import verify
        from karteo.identity.models import Workspace
        from karteo.records.registry import types

        wrong = 0
        for workspace in Workspace.objects.order_by("name"):
            for name in types():
                differing = list(verify.rebuild(workspace.id, name))
                wrong += len(differing)
                print(f"{workspace.name}: {len(differing)} values of type {name} differ from the log.")
                for one in differing[:20]:
                    print(f"  {one.record} {one.field or '(all)'}: row {one.row!r}, log {one.log!r}")
    return 1 if wrong else 0
