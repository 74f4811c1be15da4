"""How a workspace spells its tags: one spelling for each, whatever its case and accents, and a colour.

A tag lives on the records that carry it. `records_tag` only remembers how it is spelled and coloured: a line there
that no record uses is shown nowhere, and gives its spelling up to whoever writes the word next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from karteo.lib.ids import new_id
from karteo.lib.sql import Where, rows
from karteo.lib.text import fold

TABLE = "records_contact"


def tag_key(word: str) -> str:
    """What two spellings of one tag share: no case, no accents, single spaces."""
    return " ".join(fold(word).split())


def spelled(workspace_id: UUID, words: Iterable[str]) -> dict[str, str]:
    """word → how the workspace spells it. A new word becomes a tag; of two people who write the same new one at
    the same moment, the second waits for the first here. Runs in the transaction that writes the records."""
    keys: dict[str, str] = {}
    for word in words:
        keys.setdefault(tag_key(word), word)
    if not keys:
        return {}
    held = _known(workspace_id, keys)
    if missing := keys.keys() - held.keys():
        if not held:
            _first(workspace_id)
        _add(workspace_id, {key: keys[key] for key in missing})
        held = _known(workspace_id, keys)
    _give_up(workspace_id, held, {key: word for key, word in keys.items() if held[key] != word})
    return {word: held[tag_key(word)] for word in words}


def _known(workspace_id: UUID, keys: Collection[str]) -> dict[str, str]:
    """Locked for sharing: who renames a tag waits until the records that are being written have it."""
    return dict(
        rows(
            "SELECT t.key, t.label FROM records_tag t WHERE t.workspace_id = %s AND t.key = ANY(%s)"
            " ORDER BY t.key FOR SHARE",
            (workspace_id, sorted(keys)),
        )
    )


def _add(workspace_id: UUID, words: dict[str, str]) -> None:
    """In the order of their keys, so that no two writers wait for each other."""
    ordered = sorted(words)
    rows(
        "INSERT INTO records_tag (workspace_id, id, key, label)"
        " SELECT %s, v.id, v.key, v.label FROM unnest(%s::uuid[], %s::text[], %s::text[]) v (id, key, label)"
        " ORDER BY v.key ON CONFLICT (workspace_id, key) DO NOTHING",
        (workspace_id, [new_id() for _ in ordered], ordered, [words[key] for key in ordered]),
    )


def _give_up(workspace_id: UUID, held: dict[str, str], wished: dict[str, str]) -> None:
    """A spelling that no record has is no spelling: the new one takes its place. Changes `held`."""
    if not wished:
        return
    mine = (workspace_id, sorted(wished))
    # Who writes a record with it at this moment is waited for; only then it can be seen whether one has it.
    rows(
        "SELECT t.key FROM records_tag t WHERE t.workspace_id = %s AND t.key = ANY(%s) ORDER BY t.key FOR UPDATE", mine
    )
    for key, label in rows(
        "SELECT r.key, r.label FROM records_tag r WHERE r.workspace_id = %s AND r.key = ANY(%s) ORDER BY r.key", mine
    ):
        held[key] = label
        if label != wished[key] and not _has(workspace_id, label):
            spell(workspace_id, key, wished[key])
            held[key] = wished[key]


def _has(workspace_id: UUID, label: str) -> bool:
    """Whether a record has the tag in this spelling, in the bin too."""
    return bool(
        rows(
            f"SELECT 1 FROM {TABLE} t WHERE t.workspace_id = %s AND t.tags @> jsonb_build_array(%s::text) LIMIT 1",
            (workspace_id, label),
        )
    )


def _first(workspace_id: UUID) -> None:
    """Tags from the time before they were remembered, each in the spelling that most records have."""
    if rows("SELECT 1 FROM records_tag WHERE workspace_id = %s LIMIT 1", (workspace_id,)):
        return
    remember(workspace_id, [word for word, _ in used(Where("t.workspace_id = %s", (workspace_id,)))])


def remember(workspace_id: UUID, words: Iterable[str]) -> None:
    """Make lines for words that have none; of two spellings the first one counts."""
    keys: dict[str, str] = {}
    for word in words:
        keys.setdefault(tag_key(word), word)
    _add(workspace_id, keys)


def spell(workspace_id: UUID, key: str, label: str) -> None:
    """How the tag is spelled from now on. Waits for writers who have just read the old spelling."""
    rows(
        "UPDATE records_tag SET label = %s WHERE workspace_id = %s AND key = %s",
        (label, workspace_id, key),
    )


def paint(workspace_id: UUID, keys: Collection[str], color: str) -> None:
    """Give tags their colour ('' = none)."""
    rows(
        "UPDATE records_tag SET color = nullif(%s, '') WHERE workspace_id = %s AND key = ANY(%s)",
        (color, workspace_id, list(keys)),
    )


def known_as(workspace_id: UUID, words: Collection[str]) -> list[str]:
    """The words as the workspace spells them, for questions: nothing is made."""
    keys = {tag_key(word) for word in words}
    found = dict(
        rows("SELECT key, label FROM records_tag WHERE workspace_id = %s AND key = ANY(%s)", (workspace_id, list(keys)))
    )
    return [found.get(tag_key(word), word) for word in words]


def used(where: Where, rest: str = "") -> list[tuple[str, int]]:
    """(word, records), most used first."""
    return rows(
        "SELECT w.word, count(*) FROM"
        f" (SELECT t.tags FROM {TABLE} t WHERE {where.sql} AND t.tags <> '[]' {rest}) t,"
        " jsonb_array_elements_text(t.tags) w (word) GROUP BY w.word ORDER BY 2 DESC, 1",
        where.params,
    )


def spellings(workspace_id: UUID, keys: Collection[str]) -> list[str]:
    """Every spelling of these tags that a record has, in the bin too."""
    return [w for w, _ in used(Where("t.workspace_id = %s", (workspace_id,))) if tag_key(w) in keys]
