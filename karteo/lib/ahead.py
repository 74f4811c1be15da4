"""Making the next one while the present one is used."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
END: Any = object()


def ahead(them: Iterable[T]) -> Generator[T]:
    """The same, one after another, but the next is made in a thread of its own meanwhile. Worth it where whoever uses
    them waits for the database; whatever makes them asks it nothing, for a connection belongs to its thread."""
    coming = iter(them)
    with ThreadPoolExecutor(1) as thread:
        next_ = thread.submit(next, coming, END)
        while (one := next_.result()) is not END:
            next_ = thread.submit(next, coming, END)
            yield one
