"""What a field takes and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from karteo.records.fields import FieldError
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
