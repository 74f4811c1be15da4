"""Which records? A typed query or a filter becomes a page of rows, a count, or a condition.

`page` is the list, `count` its number, `find` the search over everything, `condition` what a bulk action selects.
"""

from karteo.search.condition import condition
from karteo.search.find import find
from karteo.search.page import Page, page
from karteo.search.size import count

__all__ = ["Page", "condition", "count", "find", "page"]
