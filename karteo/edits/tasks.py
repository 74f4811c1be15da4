"""The jobs of this room, under the name where the worker looks for them."""

from karteo.edits.rederive import rederive_people
from karteo.edits.unused import sweep_files

__all__ = ["rederive_people", "sweep_files"]
