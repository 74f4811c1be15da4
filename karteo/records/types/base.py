"""What a record type is: a table, its fields, its own rules. One file per type beside this one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from karteo.lib.errors import Error
from karteo.records.fields import Field, Moment
from karteo.records.fields.link import Link

if TYPE_CHECKING:
    from karteo.records.context import Context

Row = dict[str, Any]

LIFE: tuple[Field, ...] = (
    Moment(name="created_at", group="life", readonly=True),
    Moment(name="deleted_at", group="life", readonly=True),
    Link(name="merged_into", group="life", readonly=True),
)


@dataclass(frozen=True)
class Derived:
    """A column that the door computes: its name and its type in SQL."""

    name: str
    pg: str


class RecordType(ABC):
    """One noun of the CRM."""

    name: str
    table: str
    groups: tuple[str, ...]
    fields: tuple[Field, ...]
    derived: tuple[Derived, ...]
    shown: tuple[str, ...]  # derived columns that stand in the wire row

    @abstractmethod
    def inputs(self, ctx: Context) -> frozenset[str]:
        """The fields that `derive` reads."""

    @abstractmethod
    def derive(self, row: Row, ctx: Context, names: Mapping[str, str]) -> Row:
        """The derived columns of a whole row; `names` has the names of the records that it links to. Pure."""

    @abstractmethod
    def check(self, row: Row, ctx: Context) -> Iterable[Error]:
        """What is wrong with the row as a whole, after an edit. Pure."""
