"""Generated values for every field type, canonical as the door stores them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from karteo.records.context import DEFAULT_LISTS, Context
from karteo.records.fields.items import one_primary

CTX = Context(UUID(int=1), 1, "DE", "en", {name: tuple(found) for name, found in DEFAULT_LISTS.items()}, {})

words = st.text(st.sampled_from("abzäßéあ王 -'1"), min_size=1, max_size=12).map(str.strip).filter(bool)
texts = st.none() | words
lines = st.none() | st.lists(st.sampled_from(["one", "two", "three", "four", "five"]), min_size=1, max_size=6).map(
    "\n".join
)
ids = st.sampled_from([str(UUID(int=n)) for n in range(1, 6)])
phones = st.integers(100_000, 999_999).map(lambda n: f"+49 30 {n}")
emails = st.from_regex(r"[a-z]{1,6}\.[a-z]{1,6}@[a-z]{2,8}\.example", fullmatch=True)


def items(
    values: st.SearchStrategy[Any], kinds: tuple[str, ...] = ("work", "home")
) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Lists of items with ids from a small pool, so that three versions of one list share some."""
    item = st.fixed_dictionaries({"id": ids, "value": values, "kind": st.sampled_from(kinds), "primary": st.booleans()})
    return st.lists(item, max_size=4, unique_by=lambda i: i["id"]).map(one_primary)


tags = st.lists(st.sampled_from(["VIP", "fair", "Messe", "新"]), max_size=4, unique=True)
BY_FIELD: dict[str, st.SearchStrategy[Any]] = {
    "first_name": texts,
    "last_name": words,
    "position": texts,
    "company_name": texts,
    "description": lines,
    "gender": st.sampled_from([None, "male", "female", "diverse"]),
    "temperature": st.sampled_from([None, "cold", "warm", "hot"]),
    "birth_year": st.none() | st.integers(1900, 2020),
    "birth_year_estimated": st.sampled_from([None, True, False]),
    "birth_date": st.none() | st.dates().filter(lambda d: d.year >= 1000).map(lambda d: d.isoformat()),
    "phones": items(phones),
    "emails": items(emails),
    "tags": tags,
    "addresses": items(st.fixed_dictionaries({"city": words})),
}
