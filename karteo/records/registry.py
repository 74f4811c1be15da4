"""Which record types there are. To add a noun: its file in `types/`, and its line here."""

from karteo.records.types.base import RecordType
from karteo.records.types.contact import CONTACT
from karteo.records.types.file import FILE
from karteo.records.types.note import NOTE
from karteo.records.types.relationship import RELATIONSHIP

# What others hang on comes first: it is there when an action makes both.
TYPES: dict[str, RecordType] = {one.name: one for one in (CONTACT, RELATIONSHIP, NOTE, FILE)}


def types() -> dict[str, RecordType]:
    """All record types by name."""
    return TYPES
