"""How one contact stands to another, read from the first to the second: Anna works for Nordwerk, Anna reports to
Bert. Each kind has the words for both directions. Seen by whoever sees both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from karteo.lib.errors import Error
from karteo.records.fields import Choice, Day, Field, Link, LongText, Text
from karteo.records.types.base import LIFE, RecordType, Row, label, option


def two_ways(key: str, there: tuple[str, str, str], back: tuple[str, str, str]) -> dict[str, Any]:
    """A kind with its words from the first to the second, and back."""
    return option(key, *there) | {"reverse": label(*back)}


RELATIONSHIPS = [
    two_ways("works_for", ("Works for", "Arbeitet bei", "任职于"), ("Employs", "Beschäftigt", "员工")),
    two_ways("reports_to", ("Reports to", "Berichtet an", "汇报给"), ("Leads", "Führt", "下属")),
    two_ways("assistant", ("Assistant of", "Assistenz von", "助理（协助）"), ("Assisted by", "Assistenz", "助理")),
    two_ways("spouse", ("Married to", "Verheiratet mit", "配偶"), ("Married to", "Verheiratet mit", "配偶")),
    two_ways("referred_by", ("Referred by", "Empfohlen von", "由…推荐"), ("Referred", "Hat empfohlen", "推荐了")),
]


class RelationshipType(RecordType):
    name = "relationship"
    plural = "relationships"
    table = "records_relationship"
    groups = ("name", "about", "custom")
    titled = "role"
    parents = ("contact_id", "other_id")
    ruled = frozenset(("contact_id", "other_id", "start_date", "end_date"))
    fields: tuple[Field, ...] = (
        Link(name="contact_id", required=True, fixed=True, label=label("Contact", "Kontakt", "联系人")),
        Choice(
            name="kind",
            required=True,
            list_name="relationship",
            label=label("Relationship", "Verbindung", "关系"),
        ),
        Link(name="other_id", required=True, fixed=True, label=label("Other contact", "Anderer Kontakt", "另一联系人")),
        Text(name="role", group="name", searched=True, label=label("Role", "Rolle", "职务")),
        Day(name="start_date", label=label("Since", "Seit", "开始日期")),
        Day(name="end_date", label=label("Until", "Bis", "结束日期")),
        LongText(name="description", searched=True, label=label("Description", "Beschreibung", "说明")),
        *LIFE,
    )

    def check(self, row: Row) -> Iterable[Error]:
        if row.get("contact_id") == row.get("other_id"):
            yield Error("other_id", "itself", {}, "A contact has no relationship with itself.")
        if row.get("start_date") and row.get("end_date") and row["end_date"] < row["start_date"]:
            yield Error("end_date", "before_start", {}, "The end lies before the start.")


RELATIONSHIP = RelationshipType()
