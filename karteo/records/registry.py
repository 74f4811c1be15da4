"""Which record types there are. To add a noun: its file in `types/`, and its line here."""

from karteo.records.types.base import RecordType
from karteo.records.types.contact import CONTACT

TYPES: dict[str, RecordType] = {record_type.name: record_type for record_type in (CONTACT,)}


def types() -> dict[str, RecordType]:
    """All record types by name."""
    return TYPES
