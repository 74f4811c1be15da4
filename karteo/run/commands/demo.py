"""The demo workspace, without starting the server."""
from __future__ import annotations

import argparse

from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

NAME = "demo"
HELP = "Fill an empty database with a demo workspace in your language; its login is printed."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", choices=["en", "de", "zh"], help="instead of the language of your terminal")


def run(args: argparse.Namespace) -> int:
    with opened(data_folder()):
        prepare.load()
        prepare.migrate()
        from karteo.run.demo import fill

        made = fill.once(args.language)
        print(f"{made} customers were written." if made else "There is a workspace already; nothing was written.")
        if made:
            print(f"Log in with {fill.EMAIL} and the password {fill.PASSWORD}")
    return 0
