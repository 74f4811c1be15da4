"""A number that is written with its country is read without the library, and as the library reads it."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karteo.records.fields import phones

CODES = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
written = st.builds(
    "+{}{}{}".format,
    st.sampled_from(CODES) | st.integers(1, 999),
    st.sampled_from(("", " ", "-")),
    st.from_regex(r"[0-9]{1,5}([ -]?[0-9]{1,5}){0,3}", fullmatch=True),
)


@settings(max_examples=1000, deadline=None)
@given(text=written)
def test_what_is_read_at_once_is_what_the_library_reads(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phones, "_worldwide", lambda _: None)
        slowly = phones.read.__wrapped__(text, "DE")
    if found := phones._worldwide(text):
        assert slowly == (found, None)


@pytest.mark.parametrize("text", ["+49 30 1234567", "+86 138 1234 5678", "+1 212-555-0100", "+43 1 5880"])
def test_the_usual_spelling_is_read_at_once(text: str) -> None:
    assert phones._worldwide(text)


@pytest.mark.parametrize(
    "text",
    [
        "+49 (0)30 1234567",
        "+49 030 1234567",
        "030 1234567",
        "+39 06 1234567",
        "+999 1234567",
        "+375 88 2653229",  # an 8 that is dialled at home only
        "+55 90 963917814",
        "+54 230 15375874",  # 15 at home, 9 from abroad
    ],
)
def test_what_has_something_to_be_taken_out_is_left_to_the_library(text: str) -> None:
    assert phones._worldwide(text) is None
