"""The jobs of this room, under the name where the worker looks for them."""

from karteo.edits.closing import derive_open
from karteo.edits.rederive import derive_resume, rederive_people
from karteo.edits.unused import sweep_files

__all__ = ["derive_open", "derive_resume", "rederive_people", "sweep_files"]
