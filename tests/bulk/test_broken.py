"""Work in the background that could not go on says why: a code for programs, words in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from karteo.bulk import importing, jobs, retag
from karteo.bulk.faults import fault_of
from karteo.identity import people
from karteo.lib.errors import Forbidden, Refusal
from karteo.lib.sql import rows
from tests.api.desk import make, opened, told
from tests.api.doors import program
from tests.bulk.samples import text_file
from tests.bulk.working import small, worked
from tests.world import World

WORDS = Path(__file__).parents[2] / "karteo" / "api" / "words"


def lost(world: World) -> None:
    people.change(world.workspace_id, world.alice.user_id, role="member")


def gone(world: World) -> None:
    people.change(world.workspace_id, world.alice.user_id, active=False)


def broken(world: World) -> None:
    """What a job is to do, and what an import knows of its file, cannot be read any more."""
    rows("UPDATE bulk_job SET args = '{}' WHERE workspace_id = %s", (world.workspace_id,))
    rows("UPDATE bulk_import SET survey = '[1]' WHERE workspace_id = %s", (world.workspace_id,))


def said(world: World, path: str) -> dict[str, dict[str, Any]]:
    """What the API tells an administrator in each language."""
    door, found = program(world.bob), {}
    for language in ("en", "de", "zh"):
        told(door.ask("patch", "/api/me", {"language": language}))
        found[language] = told(door.ask("get", path))
    return found


def check(answers: dict[str, dict[str, Any]], code: str) -> None:
    """The same code, no more than a sentence, in three languages."""
    for language, one in answers.items():
        words = json.loads((WORDS / f"{language}.json").read_text())
        assert (one["status"], one["done"]) == ("failed", 0)
        assert one["error"] == {"code": code, "params": {}, "detail": words[code]}


@pytest.mark.parametrize(
    ("meanwhile", "code"), [(lost, "orderer_forbidden"), (gone, "orderer_let_go"), (broken, "broke_off")]
)
def test_a_job_that_could_not_go_on_says_why_in_the_language_of_who_asks(
    world_real: World, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[World], None], code: str
) -> None:
    small(monkeypatch)
    alice = program(world_real.alice)
    row, *_ = [make(alice, last_name=f"N{n}", tags=["fair"]) for n in range(3)]
    job = retag.start(world_real.alice, retag.Wish(("fair",), "Messe"), "")
    people.change(world_real.workspace_id, world_real.bob.user_id, role="admin")
    meanwhile(world_real)
    worked()
    check(said(world_real, f"/api/jobs/{job.id}"), code)
    assert opened(program(world_real.bob), row)["tags"] == ["fair"]


@pytest.mark.parametrize(("meanwhile", "code"), [(lost, "orderer_forbidden"), (gone, "orderer_let_go")])
def test_whoever_loses_his_rights_while_his_job_runs_changes_no_more(
    world_real: World, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[World], None], code: str
) -> None:
    small(monkeypatch)
    alice = program(world_real.alice)
    records = [make(alice, last_name=f"N{n}", tags=["fair"]) for n in range(5)]
    job = retag.start(world_real.alice, retag.Wish(("fair",), "Messe"), "")
    people.change(world_real.workspace_id, world_real.bob.user_id, role="admin")

    def progress(done: int, total: int) -> None:
        if done == 2:
            meanwhile(world_real)

    with pytest.raises((Forbidden, Refusal)) as ended:
        jobs.run(world_real.alice, job.id, retag.step, progress)
    assert fault_of(ended.value).code == code
    bob = program(world_real.bob)
    assert [opened(bob, one)["tags"] for one in records] == [["Messe"]] * 2 + [["fair"]] * 3


@pytest.mark.parametrize(("meanwhile", "code"), [(gone, "orderer_let_go"), (broken, "broke_off")])
def test_an_import_that_could_not_go_on_says_why_and_forgets_it_when_it_goes_on(
    world_real: World, tmp_path: Path, meanwhile: Callable[[World], None], code: str
) -> None:
    path = text_file(tmp_path, "Vorname,Nachname\nAnna,Adler\n")
    ready = importing.start(world_real.alice, path.name, importing.from_path(path))
    kept = ready.survey
    people.change(world_real.workspace_id, world_real.bob.user_id, role="admin")
    jobs.queue(world_real.workspace_id, ready.id, "import")
    meanwhile(world_real)
    worked()
    ((status, text),) = rows(
        "SELECT status, fault::text FROM bulk_import WHERE workspace_id = %s AND id = %s",
        (world_real.workspace_id, ready.id),
    )
    assert (status, json.loads(text)["code"]) == ("failed", code)
    rows(
        "UPDATE bulk_import SET survey = %s WHERE workspace_id = %s AND id = %s",
        (json.dumps(kept), world_real.workspace_id, ready.id),
    )
    check(said(world_real, f"/api/imports/{ready.id}"), code)
    people.change(world_real.workspace_id, world_real.alice.user_id, active=True)
    door = program(world_real.bob)
    again = told(door.ask("post", f"/api/imports/{UUID(str(ready.id))}/run"), 202)
    assert (again["status"], again["error"]) == ("running", None)
    worked()
    assert told(door.ask("get", f"/api/imports/{ready.id}"))["status"] == "done"
