"""The next one is made while the present one is used."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from karteo.lib.ahead import ahead


def test_they_come_in_their_order() -> None:
    assert list(ahead(range(100))) == list(range(100))
    assert list(ahead([])) == []


def test_the_next_is_begun_before_it_is_asked_for() -> None:
    begun = threading.Event()

    def two() -> Iterator[int]:
        yield 1
        begun.set()
        yield 2

    coming = ahead(two())
    assert next(coming) == 1
    assert begun.wait(10)
    assert next(coming) == 2


def test_what_goes_wrong_goes_wrong_at_its_place() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("the second")

    coming = ahead(broken())
    assert next(coming) == 1
    with pytest.raises(ValueError, match="the second"):
        next(coming)


def test_whoever_stops_leaves_no_thread() -> None:
    before = threading.active_count()
    coming = ahead(range(10))
    next(coming)
    coming.close()
    assert threading.active_count() == before
