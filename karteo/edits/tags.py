"""Tags are written as the workspace spells them: `vip` where `VIP` is known becomes `VIP`, whoever writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from karteo.edits.parse import Wish
from karteo.records.fields import Field, Tags
from karteo.records.spelling import spelled, tag_key


def spell(workspace_id: UUID, fields: Mapping[str, Field], wishes: Iterable[Wish]) -> None:
    """Put the known spellings into the wishes, and make the tags that are new: for all of them at once, and not a
    statement where none speaks of tags. An undo's too: what a tag is called now is not taken back with it."""
    lists = {
        id(wish.patch[name]): (wish, name, wish.patch[name])
        for wish in wishes
        for name in wish.patch
        if isinstance(fields[name], Tags) and wish.patch[name]
    }
    words = {word: None for _, _, value in lists.values() for word in value if isinstance(word, str) and tag_key(word)}
    known = spelled(workspace_id, words) if words else {}
    for wish, name, value in lists.values():
        wish.patch[name] = list(dict.fromkeys(known.get(word, word) for word in value))
