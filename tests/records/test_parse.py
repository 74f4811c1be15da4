"""What a field takes and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from karteo.records.fields import FieldError
from karteo.records.fields.phones import read
from tests.records.strategies import CTX

FIELDS = CTX.fields("contact")


@pytest.mark.parametrize("name", ["last_name", "temperature", "birth_date", "company_id", "owner_id", "description"])
@pytest.mark.parametrize("value", [[], {}, False, 0])
def test_only_nothing_empties_a_field(name: str, value: Any) -> None:
    assert FIELDS[name].parse(None, CTX) is FIELDS[name].parse("", CTX) is None
    with pytest.raises(FieldError):
        FIELDS[name].parse(value, CTX)


@pytest.mark.parametrize(
    "link", ["javascript:1/alert(1)", "data:5/x", "mailto:a@b.example", "ftp://x.example", "https://"]
)
def test_a_link_leads_into_the_web(link: str) -> None:
    with pytest.raises(FieldError):
        FIELDS["links"].parse([link], CTX)


@pytest.mark.parametrize(
    "link", ["nordwerk.example:8443/team", "https://nordwerk.example", "@nordwerk", "jorg.mueller"]
)
def test_a_link_is_an_address_a_host_or_a_name(link: str) -> None:
    assert FIELDS["links"].parse([link], CTX)[0]["value"] == link


@pytest.mark.parametrize(
    ("typed", "country", "found"),
    [
        ("030 12345", "DE", "+493012345"),
        ("+49 30 1234", "DE", "+49301234"),  # short, and somebody's
        ("+49 171 0000000", "DE", "+491710000000"),  # nobody's yet
        ("+41 44 668 18 00", "DE", "+41446681800"),
        ("138 1234 5678", "CN", "+8613812345678"),
        ("0171 1234567 x12", "DE", "+491711234567"),
        ("4711", "DE", None),  # from next door
        ("110", "DE", None),
        ("555 1234", "US", None),
    ],
)
def test_a_number_that_can_be_dialled_is_known_by_its_international_form(
    typed: str, country: str, found: str | None
) -> None:
    assert read(typed, country) == (found, None)


@pytest.mark.parametrize(
    ("typed", "country", "code", "digits"),
    [
        ("+49 30 12", "DE", "phone_too_short", 1),
        ("030 12", "DE", "phone_too_short", 1),
        ("+49 12", "DE", "phone_too_short", 3),
        ("+43 1 12", "DE", "phone_too_short", 1),
        ("+86 10 12", "CN", "phone_too_short", 3),
        ("+1 212 555", "US", "phone_too_short", 4),
        ("+44 2079 4609", "GB", "phone_too_short", 1),
        ("+1 212 555 01234", "US", "phone_too_long", 1),
        ("siehe Website", "DE", "phone_invalid", None),
        ("+999 1234567", "DE", "phone_invalid", None),
    ],
)
def test_a_number_with_too_few_or_too_many_digits_for_its_country_is_refused_at_its_place(
    typed: str, country: str, code: str, digits: int | None
) -> None:
    _, wrong = read(typed, country)
    assert wrong is not None
    assert (wrong.code, wrong.params.get("missing", wrong.params.get("more"))) == (code, digits)
    with pytest.raises(FieldError) as raised:
        FIELDS["phones"].parse([{"value": "+49 30 901820"}, {"value": "+49 30 12"}], CTX)
    assert (raised.value.code, raised.value.place) == ("phone_too_short", "[1].value")
