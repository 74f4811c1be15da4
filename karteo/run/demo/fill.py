"""Writes the demo workspace, once, through the one door like everybody else."""
from __future__ import annotations

import os
from random import Random

from karteo.edits.apply import apply
from karteo.edits.apply_many import apply_many
from karteo.edits.shapes import Batch, Edit
from karteo.identity import people
from karteo.identity.actor import Actor, by_user
from karteo.identity.models import Workspace
from karteo.identity.setup import create_workspace
from karteo.run.demo.care import care
from karteo.run.demo.people import Maker

EMAIL = "demo@karteo.example"
PASSWORD = "karteo-demo"
WORDS = {
    "en": ("Demo Ltd", "GB", "Sam Demo", "New number, heard on the phone"),
    "de": ("Demo GmbH", "DE", "Sam Demo", "Neue Nummer, am Telefon erfahren"),
    "zh": ("演示公司", "CN", "演示用户", "电话中得知新号码"),
}
COLLEAGUES = {"en": ("Ella Brook", "Tom Hill"), "de": ("Ella Bach", "Tom Berg"), "zh": ("林小雨", "高志远")}


def once(language: str | None = None) -> int:
    """Fill a database that has no workspace yet; returns how many customers were written (0: there was one)."""
    if Workspace.objects.exists():
        return 0
    language = language or of_terminal()
    firm, country, name, why = WORDS[language]
    workspace, user = create_workspace(firm, country, language, EMAIL, name, PASSWORD)
    staff = [user.id]
    for number, colleague in enumerate(COLLEAGUES[language]):
        email = f"colleague{number + 1}@karteo.example"
        staff.append(people.join(workspace.id, email, colleague, "member", language).id)
    actors = [actor for one in staff if (actor := by_user(workspace.id, one, "demo")) is not None]
    edits = list(Maker(language, staff).edits())
    summary = apply_many(actors[0], Batch(source="demo"), edits)
    if summary.problems:
        raise ValueError(f"A demo customer was refused: {summary.problems[0][1].fields}")
    care(language, actors, edits, _some_history(actors, edits, why))
    return summary.done


def _some_history(actors: list[Actor], edits: list[Edit], why: str) -> list[Edit]:
    """A few later corrections by different people, so that there is something to look back on; of whom."""
    rnd = Random(7)
    chosen = rnd.sample([e for e in edits if e.patch.get("phones")], 25)
    for edit in chosen:
        phones = [dict(one) for one in edit.patch["phones"]]
        digits = f"{rnd.randint(0, 99):02}"
        phones[0]["value"] = phones[0]["value"][:-2] + digits
        change = Edit(edit.record, {"phones": phones}, {"phones": edit.patch["phones"]})
        apply(rnd.choice(actors), Batch(source="demo", why=why), [change])
    return chosen


def of_terminal() -> str:
    """The language of the terminal: en, de or zh."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        value = os.environ.get(name, "")[:2].lower()
        if value in WORDS:
            return value
    return "en"
