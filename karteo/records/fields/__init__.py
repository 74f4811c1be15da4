"""The field types, by the name that the API and custom fields use for them."""

from karteo.records.fields.addresses import Addresses
from karteo.records.fields.base import Field, FieldError, Merge, Value
from karteo.records.fields.boolean import Boolean
from karteo.records.fields.choice import Choice, MultiChoice
from karteo.records.fields.dates import Day, Moment
from karteo.records.fields.emails import Emails
from karteo.records.fields.link import Link, Person
from karteo.records.fields.links import Links
from karteo.records.fields.longtext import LongText
from karteo.records.fields.money import Money
from karteo.records.fields.number import Number
from karteo.records.fields.phones import Phones
from karteo.records.fields.photo import Photo
from karteo.records.fields.tags import Tags
from karteo.records.fields.text import Text
from karteo.records.fields.users import People

FIELD_TYPES: dict[str, type[Field]] = {
    cls.type: cls
    for cls in (
        Text,
        LongText,
        Boolean,
        Number,
        Money,
        Choice,
        MultiChoice,
        Tags,
        Day,
        Moment,
        Link,
        Person,
        Emails,
        Phones,
        Links,
        Addresses,
        People,
        Photo,
    )
}
CUSTOM_TYPES = (
    "text",
    "longtext",
    "number",
    "money",
    "boolean",
    "choice",
    "multichoice",
    "date",
    "datetime",
    "link",
    "user",
)

__all__ = [
    "CUSTOM_TYPES",
    "FIELD_TYPES",
    "Addresses",
    "Boolean",
    "Choice",
    "Day",
    "Emails",
    "Field",
    "FieldError",
    "Link",
    "Links",
    "LongText",
    "Merge",
    "Moment",
    "Money",
    "MultiChoice",
    "Number",
    "People",
    "Person",
    "Phones",
    "Photo",
    "Tags",
    "Text",
    "Value",
]
