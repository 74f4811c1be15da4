"""A worker alone, beside servers elsewhere."""
from __future__ import annotations

import argparse

from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

NAME = "work"
HELP = "Do background work only (imports, bulk changes, mails); as many of these as you like."


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(args: argparse.Namespace) -> int:
    with opened(data_folder()):
        prepare.load()
        prepare.migrate()
        from karteo.run.worker import work

        work()
    return 0
