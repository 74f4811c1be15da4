"""What goes wrong at start, said in one sentence."""
from __future__ import annotations

import errno


class Trouble(Exception):
    """One clear sentence for the person at the terminal; the command ends with a non-zero exit."""


def disk_is_full(error: BaseException) -> bool:
    """Whether this error, or one it came from, says that there is no space left."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if getattr(seen, "sqlstate", None) == "53100" or "No space left on device" in str(seen):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
