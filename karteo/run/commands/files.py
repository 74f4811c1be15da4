"""Files in and out from the terminal."""
from __future__ import annotations

import argparse
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from karteo.run import prepare
from karteo.run.commands.user import the_user, the_workspace
from karteo.run.database import opened
from karteo.run.paths import data_folder
from karteo.run.trouble import Trouble

if TYPE_CHECKING:
    from karteo.identity.actor import Actor


def add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="CSV or vCard; encoding, delimiter and columns are recognised")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    parser.add_argument("--create-fields", action="store_true", help="make custom fields of columns without one")
    parser.add_argument("--encoding", help="instead of the recognised one, for example gb18030")
    parser.add_argument("--rejects", type=Path, help="where refused rows and cells go, with their reasons")
    _add_who(parser)


def add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the file to write; its ending says the format (.csv or .vcf)")
    parser.add_argument("--search", default="", help="only what this search finds")
    _add_who(parser)


def _add_who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--user", help="e-mail of the person who does it (default: the first administrator)")
    parser.add_argument("--workspace", help="the workspace's name, when there are several")


def run_import(args: argparse.Namespace) -> int:
    if not args.file.is_file():
        raise Trouble(f"There is no file {args.file}.")
    with opened(data_folder()):
        prepare.load()
        prepare.migrate()
        from karteo.bulk.commands import import_file
        from karteo.lib.errors import Refusal

        try:
            for line in import_file(
                actor(args), args.file, dry_run=args.dry_run, rejects=args.rejects, encoding=args.encoding,
                create_fields=args.create_fields,
            ):
                print(line)
        except Refusal as refusal:
            raise Trouble(str(refusal)) from None
    return 0


def run_export(args: argparse.Namespace) -> int:
    with opened(data_folder()):
        prepare.load()
        prepare.migrate()
        from karteo.bulk.commands import export_file
        from karteo.lib.errors import Refusal

        try:
            for line in export_file(actor(args), args.file, q=args.search or None):
                print(line)
        except Refusal as refusal:
            raise Trouble(str(refusal)) from None
    return 0


def actor(args: argparse.Namespace) -> Actor:
    """Who does it: the named person, or the workspace's first administrator."""
    from karteo.identity.actor import by_user
    from karteo.identity.models import Membership

    workspace = the_workspace(args.workspace)
    if args.user:
        user_id = the_user(args.user).id
    else:
        admins = Membership.objects.filter(workspace_id=workspace.id, role="admin", active=True).order_by("created_at")
        first = admins.first()
        if first is None:
            raise Trouble("The workspace has no administrator.")
        user_id = first.user_id
    found = by_user(workspace.id, user_id)
    if found is None:
        raise Trouble(f"{args.user} is not in this workspace.")
    return found


importing = SimpleNamespace(
    NAME="import", add=add_import, run=run_import,
    HELP="Bring in a file of customers as one action that can be undone; refused cells go to a file of their own.",
)
exporting = SimpleNamespace(NAME="export", add=add_export, run=run_export, HELP="Write customers to a file.")
