"""What colleagues add to customers: notes, one of them with a mention; who leads whom; a team, and one in sales."""

from __future__ import annotations

from random import Random
from typing import Any

from karteo.edits.apply import apply
from karteo.edits.shapes import Batch, Edit
from karteo.identity.actor import Actor
from karteo.identity.models import Membership, Team, TeamMember
from karteo.lib.ids import new_id

BORN = "2026-01-01T00:00:00Z"
NOTES = {
    "en": ("Prefers a call before ten.", "Asked for the new price list.", "@{name} please call back on Monday."),
    "de": ("Am besten vor zehn Uhr anrufen.", "Wünscht die neue Preisliste.", "@{name} bitte am Montag zurückrufen."),
    "zh": ("最好在上午十点前致电。", "想要新的价目表。", "@{name} 请周一回电。"),
}
TEAM = {"en": "Sales", "de": "Vertrieb", "zh": "销售部"}


def care(language: str, actors: list[Actor], edits: list[Edit], corrected: list[Edit]) -> None:
    """Notes on the corrected contacts, a relationship in some companies, and the second colleague in sales."""
    rnd, boss = Random(11), actors[0]
    for number, edit in enumerate(corrected):
        text = NOTES[language][number % 3]
        patch: dict[str, Any] = {"created_at": BORN, "parent_id": str(edit.record), "text": text.format(name=boss.name)}
        if "{name}" in text:
            patch |= {"mentions": [str(boss.user_id)], "pinned": True}
        apply(rnd.choice(actors[1:]), Batch(source="demo"), [Edit(new_id(), patch, type="note")])
    staff: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.patch.get("company_id"):
            staff.setdefault(edit.patch["company_id"], []).append(edit)
    pairs = [people[:2] for people in staff.values() if len(people) > 1][:20]
    links = [
        Edit(
            new_id(),
            {"created_at": BORN, "contact_id": str(one.record), "other_id": str(two.record), "kind": "reports_to"},
            type="relationship",
        )
        for one, two in pairs
    ]
    apply(boss, Batch(source="demo"), links)
    team = Team.objects.create(workspace_id=boss.workspace_id, name=TEAM[language])
    for one in actors[1:]:
        TeamMember.objects.create(workspace_id=boss.workspace_id, team_id=team.id, user_id=one.user_id)
    Membership.objects.filter(workspace_id=boss.workspace_id, user_id=actors[-1].user_id).update(role="seller")
