"""Some edits, some hundred or two thousand, done together: lock, decide, derive, write, log.

The number of statements does not depend on the number of edits, but that they are written 500 at a time: what the next
ones need is worked out while the database writes the ones before. Runs inside the caller's transaction, which it
expects to end right after: the last statement takes the workspace's number (see `log.append`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from karteo.edits import store, tags
from karteo.edits.conflicts import Decision, Wrong, decide
from karteo.edits.others import name_others
from karteo.edits.parse import LIFE, Wish, read, wrong
from karteo.edits.shapes import Batch, Edit, Outcome, Patch
from karteo.identity.actor import Actor
from karteo.identity.roles import Verb
from karteo.lib.ahead import ahead
from karteo.lib.sql import rows
from karteo.log.append import BatchLine, ChangeLine, append
from karteo.records.access import allows, known_fields, may, readable_fields, scope, writable_fields
from karteo.records.context import Context
from karteo.records.fields import Field, FieldError, Link
from karteo.records.fields.dates import stamp
from karteo.records.registry import TYPES
from karteo.records.types.base import RecordType

PART = 500  # rows that one statement writes


@dataclass(slots=True)
class Work:
    """One record while its edits are done."""

    row: Patch
    created: bool = False
    before: Patch = field(default_factory=dict)  # first value of each changed field

    def write(self, writes: Patch) -> None:
        for name, value in writes.items():
            self.before.setdefault(name, self.row.get(name))
            self.row[name] = value


class Chunk:
    """The edits of one record type in one transaction."""

    def __init__(
        self,
        actor: Actor,
        ctx: Context,
        batch: Batch,
        type_name: str,
        edits: Sequence[Edit],
        born: dict[str, set[UUID]],
    ) -> None:
        self.actor, self.ctx, self.batch, self.edits = actor, ctx, batch, edits
        self.type: RecordType = TYPES[type_name]
        self.fields: dict[str, Field] = ctx.fields(type_name)
        self.writable = writable_fields(actor, type_name, ctx)
        self.known = known_fields(actor, type_name, ctx)
        self.inputs = self.type.inputs(ctx)
        self.readable = set(readable_fields(actor, type_name, ctx))
        self.blank: Patch = {name: kind.empty for name, kind in self.fields.items()}
        self.required = [name for name, kind in self.fields.items() if kind.required]
        self.defaults = self._defaults()
        self.born = born  # records that this action makes, by type
        self.work: dict[UUID, Work] = {}

    def plan(self) -> list[Outcome]:
        """Lock and decide; nothing is written yet."""
        wishes = self._read()
        tags.spell(self.actor.workspace_id, self.fields, wishes)
        touched = {name for wish in wishes for name in wish.patch}
        seen = {name for edit in self.edits for name in edit.base or () if name in self.fields}
        whole = "created_at" in touched or not touched.isdisjoint(self.inputs | self.type.ruled)
        needed = set(self.fields) if whole else touched | seen | set(LIFE) | self.type.policy
        found = store.lock(self.actor, self.type, self.fields, needed, {edit.record for edit in self.edits})
        self.work = {record: Work(row) for record, row in found.items()}
        self._check_targets(wishes)
        outcomes = [self._decide(edit, wish) for edit, wish in zip(self.edits, wishes, strict=True)]
        self.born[self.type.name] -= {outcome.record for outcome in outcomes if outcome.status == "refused"}
        name_others(self.actor.workspace_id, outcomes)
        return outcomes

    def _read(self) -> list[Wish]:
        """Each patch is read once, also when a bulk edit gives the same one to every record."""
        known: dict[int, Wish] = {}
        for edit in self.edits:
            if id(edit.patch) not in known:
                known[id(edit.patch)] = read(edit.patch, self.fields, self.writable, self.batch, self.ctx)
        return [known[id(edit.patch)] for edit in self.edits]

    def _check_targets(self, wishes: list[Wish]) -> None:
        """That the records and people pointed to exist, for all edits at once."""
        distinct = {id(wish): wish for wish in wishes}.values()
        made = {edit.record for edit, wish in zip(self.edits, wishes, strict=True) if wish.patch.get("created_at")}
        self.born[self.type.name] = made
        asked: dict[str, set[UUID]] = {}
        for wish in distinct:
            for name, ids in wish.links.items():
                asked.setdefault(self._target(name), set()).update(UUID(one) for one in ids)
        there = {}
        for target, records in asked.items():
            born = self.born.get(target, set())
            there[target] = born | store.existing(self.actor, TYPES[target], records - born)
        for wish in distinct:
            for name, ids in wish.links.items():
                if any(UUID(one) not in there[self._target(name)] for one in ids):
                    wish.errors[name] = wrong(name, FieldError("no_such_record", "There is no such record."))
            for name, ids in wish.users.items():
                if any(one not in self.ctx.users() for one in ids):
                    wish.errors[name] = wrong(name, FieldError("no_such_user", "There is no such person here."))

    def _target(self, name: str) -> str:
        """The type of the records that a link field points to."""
        kind = self.fields[name]
        return kind.target if isinstance(kind, Link) else self.type.name

    def _decide(self, edit: Edit, wish: Wish) -> Outcome:
        work, patch = self.work.get(edit.record), wish.patch
        errors = dict(wish.errors)
        for name in edit.base.keys() & self.fields.keys() if edit.base else ():
            unread = name not in self.known or (self.fields[name].sensitive and name not in patch)
            if unread and not self.batch.undo_of:
                errors[name] = wrong(name, FieldError("forbidden", "You may not read this field."))
        if fault := self._life(work, patch):
            errors[""] = fault
        elif work is not None:
            errors |= self._fixed(work, patch)
        if errors:
            return self._outcome(edit, "refused", errors)
        if work is None:
            work = self.work[edit.record] = Work(self.blank.copy(), created=True)
            # the default is written like any value, so that the log alone makes the row
            said = self.defaults | patch
            decision = Decision({n: v for n, v in said.items() if not self.fields[n].same(v, self.blank[n])})
        else:
            if patch.get("deleted_at") and work.row.get("deleted_at"):
                patch = patch | {"deleted_at": work.row["deleted_at"]}  # in the bin is in the bin, since when it is
            decision = decide(self.fields, work.row, patch, edit.base, self.ctx)
        if not self.batch.undo_of:
            errors = self._check_row(work, decision.writes) | self._retired(work, decision.writes)
        if errors:
            if work.created and not work.before:
                del self.work[edit.record]
            return self._outcome(edit, "refused", errors)
        work.write(decision.writes)
        for name in decision.clashes:
            if self.fields[name].sensitive:  # the look at it would not be logged
                decision.clashes[name] |= {"theirs": None, "sensitive": True}
        outcome = self._outcome(edit, "conflict" if decision.clashes else "done", decision.clashes)
        outcome.changed = bool(decision.writes)
        return outcome

    def _defaults(self) -> Patch:
        """What stands on a new record when its writer says nothing. Who sees only his own keeps what he makes."""
        own: Patch = {"created_by": str(self.actor.user_id)} | self.type.defaults
        if self.type.owner != "created_by" and scope(self.actor, "read", self.type.name) != "all":
            own[self.type.owner] = str(self.actor.user_id)
        return own

    def _fixed(self, work: Work, patch: Patch) -> Wrong:
        """Fields that are said once, when the record is made."""
        if self.batch.undo_of:
            return {}
        return {
            name: wrong(name, FieldError("fixed", "This is said when the record is made, and stays."))
            for name, value in patch.items()
            if self.fields[name].fixed and not self.fields[name].same(work.row.get(name), value)
        }

    def _life(self, work: Work | None, patch: Patch) -> dict[str, Any] | None:
        """What speaks against the edit as a whole: rights, and a record that is not there, or is already."""
        birth, death = patch.get("created_at"), patch.get("deleted_at")
        verb: Verb = "create" if birth else "delete" if death else "edit"
        forbidden = wrong("", FieldError("forbidden", "You may not do this.", {"verb": verb}))
        if not may(self.actor, verb, self.type.name):
            return forbidden
        if work is None and not birth:
            return wrong("", FieldError("not_found", "There is no such record."))
        if work is not None and birth:
            return wrong("", FieldError("exists", "This record exists already."))
        verbs: list[Verb] = [verb, "edit"] if death and patch.keys() - {"deleted_at"} else [verb]
        if work is not None and not all(allows(self.actor, one, self.type.name, work.row) for one in verbs):
            return forbidden
        if work is not None and work.row.get("deleted_at") and "deleted_at" not in patch:
            return wrong("", FieldError("in_bin", "This record is in the recycle bin."))
        return None

    def _check_row(self, work: Work, writes: Patch) -> Wrong:
        """The rules that look at the whole row: what the edit breaks, judged by what its writer may read, so that
        no refusal tells of the rest."""
        if not work.created and self.type.ruled.isdisjoint(writes):
            return {}
        row, already = work.row, {}
        if not work.created:
            row = {name: value for name, value in work.row.items() if name in self.readable}
            already = {e.place: e.code for e in self.type.check(row)}
        row = row | writes
        errors = {
            e.place: {"code": e.code, "params": e.params, "detail": e.detail, "place": e.place}
            for e in self.type.check(row)
            if e.place in writes or already.get(e.place) != e.code
        }
        if work.created:
            errors |= {
                name: wrong(name, FieldError("required", "This field cannot be empty."))
                for name in self.required
                if self.fields[name].same(row.get(name), self.blank[name])
            }
        return errors

    def _retired(self, work: Work, writes: Patch) -> Wrong:
        """What may stay on a record but is not to be chosen any more; what is brought back from history may be."""
        if self.batch.source == "undo":
            return {}
        faults = {
            name: self.fields[name].admits(value, work.row.get(name) if name in self.readable else None, self.ctx)
            for name, value in writes.items()
        }
        return {name: wrong(name, fault) for name, fault in faults.items() if fault}

    def _outcome(self, edit: Edit, status: Any, fields: Wrong) -> Outcome:
        return Outcome(edit.record, status, fields, self.type.name, edit.id)

    def write(self) -> list[ChangeLine]:
        """Write what was decided; returns the lines for the log."""
        changed = {record: work for record, work in self.work.items() if work.before or work.created}
        statements = self._statements(changed, self._names(changed))
        for sql, params in ahead(statements) if len(changed) > PART else statements:
            rows(sql, params)
        return [
            ChangeLine(self.type.name, record, {name: [before, work.row[name]] for name, before in work.before.items()})
            for record, work in changed.items()
        ]

    def _anew(self, work: Work) -> bool:
        """Whether the derived columns of the record may be others now."""
        return work.created or not self.inputs.isdisjoint(work.before)

    def _names(self, changed: Mapping[UUID, Work]) -> dict[str, str]:
        """The names of the records that those to be derived point to, as far as they stand there already."""
        pointing = [
            (name, kind)
            for name, kind in self.fields.items()
            if isinstance(kind, Link) and kind.target == self.type.name
        ]
        linked = {
            UUID(link)
            for work in changed.values()
            if self._anew(work)
            for name, kind in pointing
            for link in kind.links(work.row.get(name))
        }
        new = {record for record, work in changed.items() if self._anew(work)}
        return store.names(self.actor.workspace_id, self.type, linked - new) if linked else {}

    def _statements(self, changed: Mapping[UUID, Work], names: dict[str, str]) -> Iterator[store.Statement]:
        """What writes the records, some hundred at a time. Companies first, so that people who are written together
        with theirs find its name."""
        stamps = {"changed_at": stamp(self.batch.at), "changed_by": str(self.actor.user_id)}
        touched = {name for work in changed.values() if not work.created for name in work.before}
        ordered = sorted(changed.items(), key=lambda item: item[1].row.get("kind") != "company")
        for at in range(0, len(ordered), PART):
            born: dict[UUID, Patch] = {}
            kept: dict[UUID, Patch] = {}
            derived = False
            for record, work in ordered[at : at + PART]:
                row = work.row
                if self._anew(work):
                    found = self.type.derive(row, self.ctx, names)
                    if not row.get("restricted"):  # its name must not stand where others find it
                        names[str(record)] = found["name"]
                    row, derived = row | found, derived or not work.created
                (born if work.created else kept)[record] = row
            if born:
                yield store.insert(self.actor.workspace_id, self.type, self.fields, born, stamps)
            if kept:
                yield store.update(self.actor.workspace_id, self.type, self.fields, touched, kept, derived, stamps)


def head(actor: Actor, batch: Batch) -> BatchLine:
    """The batch as the log keeps it."""
    return BatchLine(batch.id, actor.user_id, batch.source, batch.why, batch.at, batch.undo_of)


def run(actor: Actor, ctx: Context, batch: Batch, edits: Sequence[Edit], *, atomic: bool) -> list[Outcome]:
    """Do the edits and log them. `atomic`: one refusal refuses them all; else each stands for itself."""
    by_type: dict[str, list[Edit]] = {name: [] for name in TYPES}  # in this order: what others hang on first
    for edit in edits:
        by_type.setdefault(edit.type, []).append(edit)
    born: dict[str, set[UUID]] = {}
    outcomes: dict[int, Outcome] = {}
    chunks: list[Chunk] = []
    for type_name, some in by_type.items():
        if not some:
            continue
        if type_name not in TYPES:
            fault = wrong("", FieldError("unknown_type", f"There is no record type {type_name[:40]}."))
            outcomes |= {id(edit): Outcome(edit.record, "refused", {"": fault}, type_name, edit.id) for edit in some}
            continue
        chunk = Chunk(actor, ctx, batch, type_name, some, born)
        outcomes |= {id(edit): outcome for edit, outcome in zip(some, chunk.plan(), strict=True)}
        chunks.append(chunk)
    result = [outcomes[id(edit)] for edit in edits]
    if atomic and any(outcome.status == "refused" for outcome in result):
        return [_refused_too(outcome) for outcome in result]
    lines = [line for chunk in chunks for line in chunk.write()]
    if lines:
        number = append(actor.workspace_id, head(actor, batch), lines)
        for outcome in result:
            outcome.number = number if outcome.changed else None
    return result


def _refused_too(outcome: Outcome) -> Outcome:
    if outcome.status != "refused":
        fault = wrong("", FieldError("not_stored", "Another edit of the same action was refused."))
        outcome = Outcome(outcome.record, "refused", {"": fault}, outcome.type, outcome.edit)
    return outcome
