"""The jobs of this room, under the name where the worker looks for them."""

from karteo.edits.rederive import rederive_people

__all__ = ["rederive_people"]
