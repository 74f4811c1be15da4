"""`make bench`: prints a table, asserts nothing. `python -m benchmarks --sizes 10000` for a quick look."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table

from karteo.run.postgres import Postgres
from tests.e2e.server import KarteoServer

console = Console(width=150)


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--sizes", default="10000,100000,1000000", help="contacts per workspace")
    parser.add_argument("--quick", action="store_true", help="only single operations, each more often, one client")
    parser.add_argument("--plain", action="store_true", help="contacts without tags, custom fields, photos, owners")
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="karteo-bench-"))
        folder.chmod(0o711)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        postgres = Postgres(folder)
        postgres.start()
        stack.callback(postgres.stop)
        os.environ |= {
            "DATABASE_URL": postgres.url,
            "DJANGO_SETTINGS_MODULE": "karteo.settings",
            "KARTEO_DATA": str(folder),
        }
        server = KarteoServer(DATABASE_URL=postgres.url, KARTEO_PROCESSES="2")
        stack.callback(server.remove)
        server.start("--no-worker")
        assert postgres.process is not None
        measure_all(server, postgres.url, postgres.process.pid, sizes, chosen.quick, chosen.plain)


def measure_all(server: KarteoServer, url: str, postgres: int, sizes: list[int], quick: bool, plain: bool) -> None:
    """One table per size."""
    import django

    django.setup()
    from benchmarks import measure, stage

    assert server.process is not None
    meter = measure.Meter(server.process.pid, postgres)
    for size in sizes:
        console.print(f"Loading {size:,} contacts …")
        place, actor = stage.place(url, server.port, size, plain)
        table = Table(title=f"{size:,} contacts: ms per operation, one client; CPU is ours + the database's")
        for head in (
            "operation",
            "wall",
            "CPU",
            "floor wall",
            "floor CPU",
            "CPU ÷ floor",
            "8 clients /s",
            "floor /s",
            "others",
        ):
            table.add_column(head, justify="left" if head in ("operation", "others") else "right")
        for line in stage.quick(meter, place) if quick else stage.lines(meter, place, actor):
            table.add_row(*line)
        console.print(table)


if __name__ == "__main__":
    main()
