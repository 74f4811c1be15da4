"""What a record type is: a table, its fields, its own rules. One file per type beside this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from karteo.lib.errors import Error
from karteo.lib.text import search_text, sort_key
from karteo.records.fields import Choice, Field, LongText, Moment, Person, Text
from karteo.records.fields.items import primary_value
from karteo.records.fields.link import Link

if TYPE_CHECKING:
    from karteo.records.context import Context

Row = dict[str, Any]


def option(key: str, en: str, de: str, zh: str) -> dict[str, Any]:
    """A choice as lists keep it."""
    return {"key": key, "label": {"en": en, "de": de, "zh": zh}, "color": None, "retired": False}


def label(en: str, de: str, zh: str) -> dict[str, str]:
    return {"en": en, "de": de, "zh": zh}


LIFE: tuple[Field, ...] = (
    Moment(name="created_at", group="life", readonly=True),
    Person(name="created_by", group="life", readonly=True, label=label("Created by", "Angelegt von", "创建人")),
    Moment(name="deleted_at", group="life", readonly=True),
    Link(name="merged_into", group="life", readonly=True),
)

# What a record hangs on whose rights are those of another: notes and files.
PARENT: tuple[Field, ...] = (
    Choice(
        name="parent_type",
        group="life",
        fixed=True,
        options=(option("contact", "Contact", "Kontakt", "联系人"),),
        label=label("Belongs to", "Gehört zu", "所属类型"),
    ),
    Link(name="parent_id", group="life", fixed=True, required=True, label=label("Record", "Datensatz", "记录")),
)


@dataclass(frozen=True)
class Derived:
    """A column that the door computes: its name and its type in SQL."""

    name: str
    pg: str


FOUND = (
    Derived("name", "text"),
    Derived("sort_name", "text"),
    Derived("sorts", "jsonb"),
    Derived("search", "text"),
    Derived("search_open", "text"),
    Derived("keys", "jsonb"),
)


class RecordType:
    """One noun of the CRM."""

    name: str
    plural: str  # in the address of its doors
    table: str
    groups: tuple[str, ...]
    fields: tuple[Field, ...]
    derived: tuple[Derived, ...] = FOUND
    shown: tuple[str, ...] = ("name",)  # derived columns that stand in the wire row
    indexed: frozenset[str] = frozenset()  # expressions with an index (workspace_id, expression, id) on the living
    titled: str = ""  # the field that is its name, where `called` says no more
    owner: str = "created_by"  # the field that says whose it is
    uploaded: bool = False  # made by a door of its own, which takes its bytes
    closable: bool = False  # has `restricted` and `shared_with` of its own
    parents: tuple[str, ...] = ()  # links to contacts without which nobody sees it
    defaults: ClassVar[Row] = {}  # written when a record is made and the writer says nothing
    ruled: frozenset[str] = frozenset()  # the fields that `check` reads

    def called(self, row: Row) -> str:
        """What the record is called in histories and lists."""
        return row.get(self.titled) or ""

    def inputs(self, ctx: Context) -> frozenset[str]:
        """The fields that `derive` reads."""
        return ctx.inputs(self.name, self.reads)

    def reads(self, fields: Mapping[str, Field]) -> frozenset[str]:
        """The same, of these fields."""
        return text_inputs(fields)

    def derive(self, row: Row, ctx: Context, names: Mapping[str, str]) -> Row:
        """The derived columns of a whole row; `names` has the names of the records that it links to. Pure."""
        name = self.called(row)
        return findable(row, ctx, self.name, []) | {"name": name, "sort_name": sort_key(name)}

    def check(self, row: Row) -> Iterable[Error]:
        """What is wrong with the row as a whole, after an edit. Pure; reads the fields of `ruled`."""
        return ()

    @property
    def policy(self) -> frozenset[str]:
        """The fields that decide who may do what with a record."""
        own = {self.owner, *self.parents}
        return frozenset(own | {"restricted", "shared_with"} if self.closable else own)


def findable(row: Row, ctx: Context, type_name: str, texts: Sequence[str]) -> Row:
    """The derived columns by which a record is found and sorted; `texts` are found besides those of its fields.

    Sensitive fields are in none of them. `search_open` leaves out what a role hides, too (`Context.closed`): who may
    not read all fields searches there, so nobody guesses a hidden value by searching for it.
    """
    closed = ctx.closed(type_name)
    found: list[str] = [*texts]
    open_: list[str] = [*texts]
    phones: list[str] = []
    open_phones: list[str] = []
    keys: list[str] = []
    sorts: dict[str, str] = {}
    for name, field in ctx.fields(type_name).items():
        value = row.get(name)
        if not value or field.sensitive:
            continue
        own, dialled, mine = field.search_text(value), field.phones(value), field.keys(value, ctx)
        if mine:
            keys += mine
            dialled = [*dialled, *[key for key in mine if key.startswith("+")]]  # E.164: found from any spelling
        found += own
        phones += dialled
        if closed and name not in closed:
            open_ += own
            open_phones += dialled
        if isinstance(field, Text) and not field.key and not isinstance(field, LongText):
            sorts[name] = sort_key(value)
    for name in ("emails", "phones"):
        if first := primary_value(row.get(name)):
            sorts[name] = sort_key(first)
    return {
        "sorts": sorts,
        "search": search_text(found, phones),
        "search_open": search_text(open_, open_phones) if closed else "",
        "keys": list(dict.fromkeys(keys)),
    }


def text_inputs(fields: Mapping[str, Field]) -> frozenset[str]:
    """The fields that `findable` reads for every type."""
    return frozenset(
        name for name, f in fields.items() if f.searched or (isinstance(f, Text) and not isinstance(f, LongText))
    )
