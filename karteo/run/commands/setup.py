"""The first day: a workspace and who runs it."""
from __future__ import annotations

import argparse
import sys

from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder
from karteo.run.trouble import Trouble

NAME = "setup"
HELP = "Make a workspace with its first administrator. Without a password it prints a one-time link to set one."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--email", required=True, help="the administrator's e-mail address, the login")
    parser.add_argument("--name", default="", help="the administrator's name")
    parser.add_argument("--workspace", default="Karteo", help="the name of the firm")
    parser.add_argument("--country", default="DE", help="two letters; how phone numbers without +… are read")
    parser.add_argument("--language", default="en", choices=["en", "de", "zh"])
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(args: argparse.Namespace) -> int:
    password = sys.stdin.readline().rstrip("\n") if args.password_stdin else None
    with opened(data_folder()):
        prepare.load()
        prepare.migrate()
        from karteo.identity.setup import create_workspace
        from karteo.lib.errors import Refusal
        from karteo.run.commands.user import check_password, link

        if password is not None:
            check_password(password)
        try:
            workspace, admin = create_workspace(
                args.workspace, args.country, args.language, args.email, args.name, password
            )
        except Refusal as refusal:
            raise Trouble(str(refusal)) from None
        print(f"The workspace {workspace.name} stands; {admin.email} is its administrator.")
        if password is None:
            print(f"Set the password here, once and within a day: {link(admin)}")
    return 0
