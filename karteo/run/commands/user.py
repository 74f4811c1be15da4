"""The people, from the terminal: for who is locked out."""
from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder
from karteo.run.trouble import Trouble

if TYPE_CHECKING:
    from karteo.identity.models import Membership, User, Workspace

NAME = "user"
HELP = "List people, add one, change a role, let one in or out, make a one-time link for a new password."


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["list", "add", "role", "in", "out", "link", "reset-mfa"])
    parser.add_argument("email", nargs="?", help="whom it is about (not for list)")
    parser.add_argument("--workspace", help="the workspace's name, when there are several")
    parser.add_argument("--name", default="", help="the person's name (add)")
    parser.add_argument("--role", default="member", choices=["admin", "member", "reader"])


def run(args: argparse.Namespace) -> int:
    if args.what != "list" and not args.email:
        raise Trouble(f"`karteo user {args.what}` needs an e-mail address.")
    with opened(data_folder()):
        prepare.load()
        prepare.migrate()
        from karteo.lib.errors import NotFound, Refusal

        try:
            one(args)
        except Refusal as refusal:
            raise Trouble(str(refusal)) from None
        except NotFound:
            raise Trouble(f"Nobody with the address {args.email} is in this workspace.") from None
    return 0


def one(args: argparse.Namespace) -> None:
    """Do what the arguments say, and tell."""
    from karteo.identity import people

    if args.what == "list":
        for workspace, member, user in everybody():
            print(f"{workspace.name}\t{user.email}\t{member.role}\t{'in' if member.active else 'out'}")
        return
    workspace = the_workspace(args.workspace)
    if args.what == "add":
        user = people.join(workspace.id, args.email, args.name, args.role, workspace.language)
    else:
        user = the_user(args.email)
    if args.what == "role":
        people.change(workspace.id, user.id, role=args.role)
    elif args.what in ("in", "out"):
        people.change(workspace.id, user.id, active=args.what == "in")
    elif args.what == "reset-mfa":
        from karteo.identity import factors

        factors.remove_all(user, "Karteo")
    if args.what in ("add", "link"):
        print(f"Set the password here, once and within a day: {link(user)}")
    else:
        print("Done.")


def everybody() -> Iterator[tuple[Workspace, Membership, User]]:
    """All members of all workspaces."""
    from karteo.identity.models import Membership, User, Workspace

    for workspace in Workspace.objects.order_by("name"):
        for member in Membership.objects.filter(workspace_id=workspace.id):
            yield workspace, member, User.objects.get(id=member.user_id)


def the_workspace(name: str | None) -> Workspace:
    """The one that is named, or the only one there is."""
    from karteo.identity.models import Workspace

    found = list(Workspace.objects.filter(**({"name": name} if name else {}))[:2])
    if not found:
        none = "There is no workspace yet; `karteo setup` makes one."
        raise Trouble(f"There is no workspace {name}." if name else none)
    if len(found) > 1:
        raise Trouble("There are several workspaces; say which one by --workspace.")
    return found[0]


def the_user(email: str) -> User:
    """The user with this address."""
    from karteo.identity.models import User

    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise Trouble(f"There is nobody with the address {email}.")
    return found


def link(user: User) -> str:
    """A one-time link to the page where this user sets a password."""
    from django.conf import settings

    from karteo.identity.mails import set_password_link

    return set_password_link(user, settings.URL)


def check_password(password: str) -> None:
    """Refuse a password that the login page would refuse."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password)
    except ValidationError as error:
        raise Trouble(" ".join(error.messages)) from None
