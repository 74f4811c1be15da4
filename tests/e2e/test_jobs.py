"""Work on thousands of records: followed on the screen, stopped, taken back, and what was left alone is named."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.e2e.card import EVERYWHERE, Contexts, Login, Say, person
from tests.e2e.desk import change, stored, toast, token, until_stored
from tests.e2e.people import PEOPLE
from tests.e2e.server import KarteoServer, until
from tests.e2e.staff import Desk
from tests.e2e.test_tags_admin import line, rename, undo

MANY = 4500
CROWD = f"""
from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

with opened(data_folder()):
    prepare.load()
    from karteo.identity.models import Workspace
    from tests.search.crowd import crowd, fill
    fill(Workspace.objects.get(name="Nordwerk").id, crowd({MANY}))
"""
AT_SERVER = """
from karteo.run import prepare
from karteo.run.database import opened
from karteo.run.paths import data_folder

def half(actor, batch):
    from django.db import transaction
    from karteo.bulk import jobs, undoing
    from karteo.lib.sql import rows
    with transaction.atomic():
        job = undoing.start(actor, batch)
        rows("DELETE FROM procrastinate_jobs WHERE args->>'id' = %s", (str(job.id),))
    def leave(done, total):
        raise InterruptedError
    try:
        jobs.run(actor, job.id, undoing.step, leave)
    except InterruptedError:
        print(job.id)

with opened(data_folder()):
    prepare.load()
    from uuid import UUID
    from karteo.bulk import jobs
    from karteo.identity.actor import by_user
    from karteo.identity.models import Workspace
    workspace = Workspace.objects.get(name="Nordwerk").id
"""
FIGURES = {"en": "{:,}", "de": "{:_}", "zh": "{:,}"}


@pytest.fixture(scope="module", autouse=True)
def crowded(server: KarteoServer) -> None:
    """Thousands of contacts, all with "example" in their address."""
    filled = server.run_python(CROWD)
    assert filled.returncode == 0, filled.stderr


def figure(count: int, language: str) -> str:
    return FIGURES[language].format(count).replace("_", ".")


def over(page: Page, job: str) -> dict[str, Any]:
    """Wait for the end of a job, as the API tells it."""
    found: dict[str, Any] = {}

    def ended() -> bool:
        found.update(page.request.get(f"/api/jobs/{job}").json())
        return found["status"] not in ("running", "stopping")

    until(ended, "the end of the job", 120)
    return found


def give(page: Page, **patch: Any) -> str:
    """Give all of them something, through the API; the action."""
    wish = {"q": "example", "patch": patch}
    answer = page.request.post("/api/contacts/bulk", data=wish, headers=token(page))
    assert answer.status == 202, answer.text()
    assert over(page, answer.json()["id"])["changed"] == MANY
    return str(answer.json()["batch"])


def by_hand(server: KarteoServer, page: Page, program: str) -> str:
    """Do something at the server as the person of the page; what it prints."""
    user = page.request.get("/api/me").json()["user"]["id"]
    done = server.run_python(AT_SERVER + f'    actor = by_user(workspace, UUID("{user}"))\n    {program}')
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def begun(server: KarteoServer, page: Page, batch: str) -> str:
    """The undo of an action after its first chunk, its worker gone; the job."""
    job = by_hand(server, page, f'half(actor, UUID("{batch}"))')
    assert page.request.get(f"/api/jobs/{job}").json()["done"] == 2000
    return job


def found_again(server: KarteoServer, page: Page, job: str) -> None:
    """A worker comes upon it."""
    by_hand(server, page, f'jobs.queue(workspace, UUID("{job}"))')


def renamed(page: Page, say: Say, tag: str, new: str) -> None:
    """On the screen of tags, one is given another name."""
    page.goto("/admin?tab=tags")
    expect(line(page, tag)).to_be_visible()
    rename(page, say, tag, new)


def progress(within: Locator) -> Locator:
    return within.get_by_role("progressbar")


@EVERYWHERE
def test_a_long_undo_shows_how_far_it_is_and_then_what_it_left_alone(
    new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    one, other = (row["id"] for row in page.request.get("/api/contacts?q=example&limit=2").json()["rows"])
    give(page, position=f"First {size} {language}")
    give(page, position=f"Second {size} {language}")
    change(page, other, position="Newer")
    page.goto(f"/contacts/{one}/history")
    newest = page.get_by_role("main").get_by_role("listitem").filter(has_text=f"Second {size} {language}").first
    newest.get_by_role("button", name=say("history.undo"), exact=True).click()
    told = toast(page)
    expect(progress(told)).to_be_visible()
    expect(told.get_by_role("button", name=say("job.stop"), exact=True)).to_be_visible()
    expect(told).to_contain_text(say("job.undone_other", n=figure(MANY - 1, language)), timeout=120_000)
    expect(told).to_contain_text(say("job.left_one", n=1))
    expect(told).to_contain_text(str(stored(page, other)["name"]))
    assert stored(page, one)["position"] == f"First {size} {language}"
    assert stored(page, other)["position"] == "Newer"
    told.get_by_role("button", name=say("common.close"), exact=True).click()
    expect(told.locator("[data-job]")).to_have_count(0)


@EVERYWHERE
def test_an_undo_that_was_stopped_stands_as_partly_undone_and_the_same_button_does_the_rest(
    server: KarteoServer, new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    one = page.request.get("/api/contacts?q=example&limit=1").json()["rows"][0]["id"]
    batch = give(page, position=f"Half {size} {language}")
    job = begun(server, page, batch)
    page.goto(f"/contacts/{one}/history")
    all_, some, rest = (figure(n, language) for n in (MANY, 2000, MANY - 2000))
    expect(toast(page)).to_contain_text(say("job.running.undo", n=some, of=all_))
    toast(page).get_by_role("button", name=say("job.stop"), exact=True).click()
    expect(toast(page).get_by_role("button", name=say("job.stopping"), exact=True)).to_be_visible()
    found_again(server, page, job)
    expect(toast(page)).to_contain_text(say("job.stopped", n=some, of=all_), timeout=120_000)
    expect(toast(page)).to_contain_text(say("job.rest"))
    toast(page).get_by_role("button", name=say("common.close"), exact=True).click()

    item = page.locator(f'[data-batch="{batch}"]')
    expect(item).to_contain_text(say("job.partlyOf", n=some, of=all_))
    item.get_by_role("button", name=say("history.undo"), exact=True).click()
    expect(progress(toast(page))).to_be_visible()
    expect(toast(page)).to_contain_text(say("job.undone_other", n=rest), timeout=120_000)
    expect(item).not_to_contain_text(say("job.partly"))
    expect(item).to_contain_text(say("history.undone"))
    expect(item.get_by_role("button", name=say("history.undo"), exact=True)).to_have_count(0)


def test_an_import_that_is_half_taken_back_says_so_and_is_taken_back_whole(
    server: KarteoServer, new_context: Contexts, login: Login
) -> None:
    page, say = person(new_context, login, "phone", "de")
    lines = ["Vorname,Nachname", *(f"Half{n},Import" for n in range(MANY))]
    file: FilePayload = {"name": "half.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    answer = page.request.post("/api/imports", multipart={"file": file}, headers=token(page))
    assert answer.status == 201, answer.text()
    path = f"/api/imports/{answer.json()['id']}"
    page.request.post(f"{path}/run", headers=token(page))
    until(lambda: page.request.get(path).json()["status"] == "done", "the import", 120)
    job = begun(server, page, answer.json()["batch"])
    page.request.post(f"/api/jobs/{job}/cancel", headers=token(page))
    found_again(server, page, job)
    assert over(page, job)["status"] == "cancelled"
    page.goto("/import")
    entry = page.get_by_role("region", name=say("import.earlier"), exact=True).get_by_role("listitem").first
    expect(entry).to_contain_text(say("job.partlyOf", n="2.000", of=figure(MANY, "de")))
    entry.get_by_role("button", name=say("import.undo"), exact=True).click()
    expect(entry).to_contain_text(say("job.undone_other", n=figure(MANY - 2000, "de")), timeout=120_000)
    page.reload()
    expect(entry).to_contain_text(say("import.undone"))


@EVERYWHERE
def test_who_loads_the_page_anew_sees_his_work_again_and_wherever_he_goes(
    new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    tag = f"reload {size} {language}"
    give(page, tags=[tag])
    renamed(page, say, tag, f"again {size} {language}")
    expect(progress(page.get_by_role("main"))).to_be_visible()
    page.reload()
    expect(progress(toast(page))).to_be_visible()
    expect(toast(page).get_by_role("button", name=say("job.stop"), exact=True)).to_be_visible()
    page.get_by_role("link", name=say("shell.contacts"), exact=True).click()
    expect(toast(page)).to_contain_text(say("job.changed_other", n=figure(MANY, language)), timeout=120_000)


@EVERYWHERE
def test_work_that_cannot_go_on_says_why_in_the_language_of_the_screen(
    server: KarteoServer, new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    one = page.request.get("/api/contacts?q=example&limit=1").json()["rows"][0]["id"]
    # a job of which nobody knows what it is to do, and that waits for a worker
    job = by_hand(server, page, f'print(jobs.order(actor, "tags", {{}}, [("contact", [UUID("{one}")])]).id)')
    page.goto("/")
    expect(toast(page)).to_contain_text(say("job.running.tags", n=0, of=1))
    found_again(server, page, job)
    expect(toast(page)).to_contain_text(say("job.failed", n=0, of=1), timeout=120_000)
    expect(toast(page)).to_contain_text(say("job.why.broke_off"))
    assert page.request.get(f"/api/jobs/{job}").json()["error"]["code"] == "broke_off"


@EVERYWHERE
def test_work_that_was_taken_up_tells_its_end_in_the_history_that_is_open(
    server: KarteoServer, new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    batch = give(page, position=f"Open {size} {language}")
    job = begun(server, page, batch)
    all_ = page.request.get("/api/contacts?q=example&limit=200").json()["rows"]
    back = next(row["id"] for row in all_ if row["position"] != f"Open {size} {language}")
    page.goto(f"/contacts/{back}")
    item = page.locator(f'[data-batch="{batch}"]')
    expect(item).to_contain_text(say("job.partlyOf", n=figure(2000, language), of=figure(MANY, language)))
    found_again(server, page, job)
    expect(toast(page)).to_contain_text(say("job.undone_other", n=figure(MANY, language)), timeout=120_000)
    expect(item).not_to_contain_text(say("job.partly"))
    expect(item).to_contain_text(say("history.undone"))


@EVERYWHERE
def test_a_hand_over_is_shown_in_one_place_also_after_a_reload(
    server: KarteoServer, new_context: Contexts, login: Login, size: str, language: str
) -> None:
    desk = Desk(new_context, login, size, language)
    page, say, bob, rita = desk.page, desk.say, PEOPLE["bob"].name, PEOPLE["rita"].name
    people = {one["name"]: one["id"] for one in page.request.get("/api/people").json()["people"]}
    one = page.request.get("/api/contacts?q=example&limit=1").json()["rows"][0]["id"]
    args = json.dumps({"person": people[bob], "to": people[rita]})
    ordered = f'jobs.order(actor, "handover", {args}, [("contact", [UUID("{one}")])])'
    change(page, one, owner_id=people[bob])
    job = by_hand(server, page, f"print({ordered}.id)")  # waits for a worker
    desk.tab("people")
    expect(progress(desk.line(bob))).to_be_visible()
    for _ in range(2):  # followed at the edge, too, and not shown there
        page.wait_for_event("response", lambda answer: answer.url.endswith(f"/api/jobs/{job}"))
    expect(toast(page).locator("[data-job]")).to_have_count(0)
    page.get_by_role("link", name=say("shell.contacts"), exact=True).click()
    expect(progress(toast(page))).to_be_visible()
    desk.tab("people")
    found_again(server, page, job)
    expect(progress(desk.line(bob))).to_have_count(0, timeout=120_000)
    expect(toast(page)).to_contain_text(say("job.changed_one", n=1))
    expect(page.locator("[data-job]")).to_have_count(1)
    desk.button("toast.undo", toast(page)).click()
    until_stored(page, one, owner_id=people[bob])
    change(page, one, owner_id=people[rita])  # whoever comes next gives all of them to Bob


@EVERYWHERE
def test_an_import_that_runs_is_found_again_from_wherever_one_is(
    server: KarteoServer, new_context: Contexts, login: Login, size: str, language: str
) -> None:
    page, say = person(new_context, login, size, language)
    name = f"later-{size}-{language}.csv"
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": f"Vorname,Nachname\nLater,{language}".encode()}
    made = page.request.post("/api/imports", multipart={"file": file}, headers=token(page)).json()["id"]
    page.goto("/import")
    unfinished = page.get_by_role("region", name=say("import.notOver"), exact=True).get_by_role("listitem")
    mine = unfinished.filter(has_text=name)
    expect(mine).to_contain_text(say("import.state.ready"))

    imported = f'import_ = importing.one(actor, UUID("{made}")); importing.begin(actor, import_)'
    by_hand(server, page, f"from karteo.bulk import importing; {imported}")  # waits for a worker
    page.goto("/contacts")
    told = toast(page).locator("[data-job=import]")
    expect(told).to_contain_text(say("import.toast.running", name=name, n=0, of=1))
    told.get_by_role("link", name=say("import.open"), exact=True).click()
    expect(page.get_by_role("heading", name=say("import.titleOf", name=name))).to_be_visible()
    expect(told).to_have_count(0)  # the page says it
    page.get_by_role("link", name=say("shell.import"), exact=True).click()
    expect(mine).to_contain_text(say("import.state.running", n=0, of=1))
    expect(told).to_have_count(0)
    by_hand(server, page, f'jobs.queue(workspace, UUID("{made}"), "import")')
    expect(told).to_contain_text(say("import.toast.done", name=name), timeout=120_000)
    expect(mine).to_have_count(0)
    told.get_by_role("link", name=say("import.report"), exact=True).click()
    expect(page.get_by_role("heading", name=say("import.done"))).to_be_visible()
    page.get_by_role("link", name=say("shell.import"), exact=True).click()
    earlier = page.get_by_role("region", name=say("import.earlier"), exact=True)
    earlier.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=say("import.done"))).to_be_visible()


def test_thousands_of_contacts_get_another_tag_and_the_old_one_back(new_context: Contexts, login: Login) -> None:
    page, say = person(new_context, login, "desk", "en")
    give(page, tags=["fair"])
    renamed(page, say, "fair", "messe")
    expect(progress(page.get_by_role("main"))).to_be_visible()
    expect(toast(page)).to_contain_text("4,500", timeout=120_000)
    undo(page, say)
    expect(progress(toast(page))).to_be_visible()
    expect(toast(page)).to_contain_text("4,500 records are as they were before.", timeout=120_000)
    expect(line(page, "fair")).to_contain_text("4,500")


def test_a_job_is_stopped_and_what_was_done_is_said(new_context: Contexts, login: Login) -> None:
    page, say = person(new_context, login, "phone", "en")
    give(page, tags=["stop me"])
    renamed(page, say, "stop me", "stopped")
    main = page.get_by_role("main")
    main.get_by_role("button", name=say("job.stop"), exact=True).click()
    end = main.locator("[data-status=cancelled]")
    expect(end).to_be_visible(timeout=120_000)
    done = int(re.sub(r"\D", "", end.inner_text().split("of")[0]))
    assert done in (0, 2000)  # stopped before its first chunk, or after
    expect(line(page, "stop me")).to_contain_text(figure(MANY - done, "en"))


def test_who_leaves_the_page_sees_at_its_edge_how_far_the_job_is(new_context: Contexts, login: Login) -> None:
    page, say = person(new_context, login, "desk", "en")
    give(page, tags=["left"])
    renamed(page, say, "left", "found")
    expect(progress(page.get_by_role("main"))).to_be_visible()
    page.get_by_role("link", name="Home").first.click()
    expect(progress(toast(page))).to_be_visible()
    expect(toast(page)).to_contain_text("4,500 records changed.", timeout=120_000)


def test_thousands_are_handed_over_and_the_list_of_people_tells_how_far_it_is(
    new_context: Contexts, login: Login
) -> None:
    desk = Desk(new_context, login, "desk", "en")
    people = {one["name"]: one["id"] for one in desk.page.request.get("/api/people").json()["people"]}
    bob, rita = PEOPLE["bob"].name, PEOPLE["rita"].name
    give(desk.page, owner_id=people[bob])
    desk.tab("people")
    dialog = desk.open_person(bob)
    desk.button("people.leave", dialog).click()
    dialog.get_by_role("combobox", name=desk.say("people.heir")).select_option(rita)
    desk.button("people.leaveSubmit", dialog).click()
    expect(progress(desk.line(bob))).to_be_visible()
    expect(progress(desk.line(bob))).to_have_count(0, timeout=120_000)
    owns = desk.page.request.get(f"/api/people/{people[rita]}").json()["owns"]
    assert owns["contact"] == MANY
