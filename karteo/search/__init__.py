"""Which records? A typed query or a filter becomes a page of rows, a count, or a condition.

`page` is the list, `count` its number, `find` the search over everything, `selection` all of a list at once: for
export and bulk actions. `condition` is the bare condition.
"""

from karteo.search.condition import condition
from karteo.search.find import find
from karteo.search.page import Page, page
from karteo.search.selection import Selection, selection
from karteo.search.size import count

__all__ = ["Page", "Selection", "condition", "count", "find", "page", "selection"]
