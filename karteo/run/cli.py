"""The command `karteo`."""
from __future__ import annotations

import argparse
import os
import sys

from karteo import __version__
from karteo.run.commands import check, demo, files, serve, setup, user, work
from karteo.run.trouble import Trouble, disk_is_full

COMMANDS = (serve, work, setup, demo, files.importing, files.exporting, user, check)
EPILOG = "Settings are environment variables (docs/configuration.md); the first are DATABASE_URL and KARTEO_URL."


def parser() -> argparse.ArgumentParser:
    """All commands with their arguments."""
    top = argparse.ArgumentParser(prog="karteo", description="A self-hosted CRM.", epilog=EPILOG)
    top.add_argument("--version", action="version", version=f"karteo {__version__}")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        one = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add(one)
        one.set_defaults(run=command.run)
    return top


def main(arguments: list[str] | None = None) -> None:
    """Run one command. What goes wrong for a known reason is one sentence on stderr and exit 1."""
    chosen = parser().parse_args(arguments)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    try:
        sys.exit(chosen.run(chosen) or 0)
    except Trouble as trouble:
        reason = str(trouble)
    except BrokenPipeError:
        os._exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if not disk_is_full(error):
            raise
        reason = "The disk is full: there is no space left for Karteo's data."
    print(f"karteo: {reason}", file=sys.stderr)
    sys.exit(1)
