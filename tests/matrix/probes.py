"""What is tried: every door with every record, guesses by searching, an import that matches. Each probe tells what
is wrong, in words; nothing is the right answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from karteo.api.http import api
from karteo.bulk import jobs
from karteo.history import undo
from tests.api.bring import read
from tests.api.doors import Door, program
from tests.files.samples import picture
from tests.matrix.calls import CALLS, Call, Ids
from tests.matrix.cast import BY_KEY, CASES, HIDDEN, HUB, LOCKED, MIXED, Case, Cast
from tests.matrix.oracle import locked, may, sees, sees_kind
from tests.matrix.walk import RECORDS, Answer, knock, leaks, schema_doors, taken_back, unpacked

DOORS = schema_doors(api.get_openapi_schema())
PICTURE = picture().decode("latin-1")
ANY = set(range(200, 500))


def ids_of(cast: Cast, key: str, word: str = "name") -> Ids:
    """What a call about this record may send."""
    sent = {"hub": cast.ids[HUB]["record"], "word": cast.words[key][word], "picture": PICTURE, "relationship": "x"}
    return sent | cast.ids[key]


def findings(cast: Cast, person: str, operation: str, cases: Iterable[Case] = CASES) -> Iterator[str]:
    """One door as one person, with every record: leaks, and answers that are not right."""
    (method, path), call = DOORS[operation], CALLS[operation]
    door = program(cast.people[person])
    for case in cases if call.verb not in ("admin", "self") or call.kind else CASES[:1]:
        if RECORDS.get(call.kind, "record") not in cast.ids[case.key]:
            continue
        ids = ids_of(cast, case.key)
        answer = knock(door, method, path, call, ids)
        told = f"{person} {operation} {case.key}: {answer.status} {answer.text[:200]}"
        for leak in leaks(cast, person, answer, ids, call.shows):
            yield f"leaks {leak}: {told}"
        if answer.status not in wanted(person, call, case.key):
            yield f"answers wrongly: {told}"


def wanted(person: str, call: Call, key: str) -> set[int]:
    """The answers that are right."""
    case, kind = BY_KEY[key], call.kind or "contact"
    if person == "charlie":
        return {404, 422} if call.kind else ANY
    if call.verb == "admin":
        return ANY if person == "alice" else {403, 404, 422}
    if call.loose or call.verb == "self" or (call.partly and sees(person, case)):
        return ANY
    if not sees_kind(person, kind, case):
        return {call.unknown} if may(person, call.verb, kind, case) else {call.unknown, 403}
    if not may(person, call.verb, kind, case):
        return {403}
    if case.binned and call.verb in ("edit", "create"):
        return {200, 201, 422}
    if call is CALLS["relationships_create"] and (key == HUB or not sees(person, BY_KEY[HUB])):
        return {422}
    return {200, 201}


GUESSED = ("name", "position", "description", "emails", "tags", "c_hidden", "c_secret", "note", "file")
FILTERED = ("position", "description", "emails", "c_hidden", "c_secret")


def hides(person: str, name: str) -> bool:
    return name == "c_secret" or (person == "clara" and name in HIDDEN)


def get(door: Door, path: str, asked: dict[str, str]) -> Answer:
    answer = door.ask("get", f"{path}?{urlencode(asked)}")
    return Answer(answer.status_code, answer.content.decode())


def guesses(cast: Cast, person: str, cases: Iterable[Case] = CASES) -> Iterator[str]:
    """Who knows a word tries it: found is only what he sees, by a field that he may read."""
    door = program(cast.people[person])
    for case in cases:
        for name in GUESSED:
            word = cast.words[case.key][name]
            found = sees(person, case) and not hides(person, name) and not (case.nameless and name == "name")
            found = found and name not in ("note", "file") and not case.binned
            spelled = [word, f'"{word}"', f"*{word[2:-2]}*"]
            for typed in spelled + ([f"{word}@nordwerk.example"] if name == "emails" else []):
                count = json.loads(get(door, "/api/contacts/count", {"q": typed}).text)["count"]
                hits = {row["id"] for row in json.loads(get(door, "/api/contacts", {"q": typed}).text)["rows"]}
                if (cast.ids[case.key]["record"] in hits) != found or count != len(hits):
                    yield f"{person} finds {case.key} by {name} typed {typed}: {count}"
            if name in FILTERED and person != "charlie":
                yield from _filtered(door, person, name, word, found)


def _filtered(door: Door, person: str, name: str, word: str, found: bool) -> Iterator[str]:
    asked = {"filter": json.dumps({"field": name, "op": "contains", "value": word})}
    answer = get(door, "/api/contacts/count", asked)
    right = answer.status == 422 if hides(person, name) else (json.loads(answer.text)["count"] > 0) == found
    if not right:
        yield f"{person} filters by {name}: {answer.text[:200]}"
    if hides(person, name) and get(door, "/api/contacts", {"sort": name}).status != 422:
        yield f"{person} sorts by {name}"


def matches(cast: Cast, person: str) -> Iterator[str]:
    """A file with the address of a record: known is only whom its person sees."""
    door = program(cast.people[person])
    for case in CASES:
        if case.nameless or case.firm:
            continue
        said = cast.words[case.key]
        head = f"Last name,{'Position' if person == 'clara' else 'E-mail'}\n"
        line = f"{said['name']},{said['position'] if person == 'clara' else said['emails'] + '@nordwerk.example'}\n"
        with taken_back():
            file = SimpleUploadedFile("a.csv", (head + line).encode())
            answer = door.post("/api/imports", {"file": file})
        told: dict[str, Any] = answer.json()
        text = json.dumps(told)
        for leak in leaks(cast, person, Answer(answer.status_code, text), said):
            yield f"{person} imports {case.key} and learns {leak}"
        if not sees(person, case) and cast.ids[case.key]["record"] in text:
            yield f"{person} imports {case.key} and finds it"


def mixed(cast: Cast, person: str) -> Iterator[str]:
    """An action on two records tells of those that he sees."""
    answer = program(cast.people[person]).ask("get", f"/api/batches/{cast.both}")
    seen = [key for key in MIXED if sees(person, BY_KEY[key])]
    told = answer.json()["counts"]["records"] if answer.status_code == 200 else 0
    if told != len(seen):
        yield f"{person} is told of {told} records, and sees {seen}"
    for leak in leaks(cast, person, Answer(answer.status_code, answer.content.decode())):
        yield f"{person} reads {leak} in an action"


def writes(cast: Cast, person: str) -> Iterator[str]:
    """Fields that he may only read, or not at all, are not written, and not guessed by saying what one saw."""
    door, record = program(cast.people[person]), cast.ids[HUB]["record"]
    for name in (*HIDDEN, *LOCKED):
        patch = {name: [] if name in ("emails", "tags") else "y"}
        base = {name: cast.words[HUB][name]}
        tried: dict[str, tuple[str, str, Any]] = {
            "changes": ("patch", f"/api/contacts/{record}", {"patch": patch}),
            "looks at changing": ("post", "/api/contacts/bulk/look", {"ids": [record], "patch": patch}),
            "changes many": ("post", "/api/contacts/bulk", {"ids": [record], "patch": patch}),
        }
        if hides(person, name):
            tried["guesses"] = ("patch", f"/api/contacts/{record}", {"patch": {"nickname": "z"}, "base": base})
        for doing, (method, path, body) in tried.items():
            with taken_back():
                answer = door.ask(method, path, body)
            if (answer.status_code in (403, 422)) != locked(person, name):
                yield f"{person} {doing} {name}: {answer.status_code} {answer.content.decode()[:200]}"


def lost(cast: Cast, person: str, before: Case, after: Case) -> set[str]:
    """The ids of the contact and of what hangs on it that he saw and sees no longer."""
    if not sees(person, before) or sees(person, after):
        return set()
    ids = {cast.ids[before.key].get(key) for kind, key in RECORDS.items() if sees_kind(person, kind, before)}
    if before.key == HUB:
        ids |= {cast.ids[case.key].get("relationship") for case in CASES if sees(person, case)}
    return {one for one in ids if one}


def feed(cast: Cast, person: str) -> Iterator[str]:
    """A device is told nothing of what changes where its person does not see it; and that it is gone, when he did."""
    door, alice = program(cast.people[person]), program(cast.people["alice"])
    for case in CASES:
        record, wish = cast.ids[case.key]["record"], {"department": "z"}
        rita = str(cast.people["rita"].user_id)
        for patch in (wish, {"restricted": True, "shared_with": [rita]}, {"restricted": True, "owner_id": rita}):
            with taken_back():
                asked: dict[str, Any] = {"device": str(uuid4()), "cursor": None, "actions": []}
                asked["cursor"] = door.ask("post", "/api/sync", asked).json()["cursor"]
                alice.ask("patch", f"/api/contacts/{record}", {"patch": patch})
                told = door.ask("post", "/api/sync", asked).json()
            after = case
            if patch is not wish and not case.binned:
                owner, chosen = ("rita", case.chosen) if "owner_id" in patch else (case.owner, ("rita",))
                after = replace(case, restricted=True, owner=owner, chosen=chosen)
            if after == case and patch is not wish:
                continue
            gone, there = {one["id"] for one in told["gone"]}, {row["id"] for row in told["rows"]}
            right = (lost(cast, person, case, after), sees(person, after) and not case.binned)
            if person != "charlie" and (gone, record in there) != right:
                yield f"{person} is told of {case.key} {patch}: gone {gone}, rows {there}"


def undoes(cast: Cast, person: str) -> Iterator[str]:
    """Who takes an action back is not told how fields stand that he may not read, nor that they were changed."""
    door, alice, record = program(cast.people[person]), program(cast.people["alice"]), cast.ids[HUB]["record"]
    with taken_back():
        for patch in ({"description": "y", "department": "y"}, {"description": "zqlaterqz"}):
            alice.ask("patch", f"/api/contacts/{record}", {"patch": patch})
        batches = alice.ask("get", "/api/batches?limit=2").json()["items"]
        answer = door.ask("post", f"/api/batches/{batches[1]['id']}/undo", {})
    told = answer.content.decode()
    if person == "clara" and ("description" in told or "zqlater" in told):
        yield f"{person} takes back and learns {told}"
    seen = [key for key in MIXED if sees(person, BY_KEY[key])]
    with taken_back(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(jobs, "AT_ONCE", 0)  # so few are as many as a job has
        patched.setattr(undo, "PAGE", 1)
        job = door.ask("post", f"/api/batches/{cast.both}/undo", {}).json().get("job")
    if job and job["total"] != len(seen):
        yield f"{person} takes back {job['total']} records, and sees {seen}"


def fields(cast: Cast, person: str) -> Iterator[str]:
    """A field that he may not read is named nowhere; of a sensitive one the name is told, never a value."""
    past = f"/api/contacts/{cast.ids[HUB]['record']}/history"
    for path in ("/api/fields", "/api/schema", "/api/home", past):
        told = program(cast.people[person]).ask("get", path).content.decode()
        if person == "clara" and "c_hidden" in told:
            yield f"{person} reads of c_hidden in {path}"


def reaches(cast: Cast, person: str) -> Iterator[str]:
    """What he may do to his own only, he does not do to what he only sees."""
    door = program(cast.people[person])
    for case in CASES:
        ids = [cast.ids[case.key]["record"]]
        looked = door.ask("post", "/api/contacts/bulk/look", {"ids": ids, "patch": {"department": "y"}})
        sent = door.ask("post", "/api/contacts/export", {"ids": ids, "columns": ["position"]})
        mine = sees(person, case) and may(person, "bulk", "contact", case) and not case.binned
        count = looked.json()["count"] if looked.status_code == 200 else 0
        text = unpacked(read(sent))
        if (count == 1, cast.words[case.key]["position"] in text) != (mine, mine):
            yield f"{person} reaches {case.key}: {looked.content.decode()[:200]} {text[:200]}"


def imports(cast: Cast, person: str) -> Iterator[str]:
    """A dry run tells nothing of fields that its person does not read."""
    door = program(cast.people[person])
    for case in CASES:
        said = cast.words[case.key]
        for name, heading in (("c_secret", "c_secret"), ("c_hidden", "c_hidden"), ("description", "Description")):
            text = f"Last name,Position,{heading}\n{said['name']},{said['position']},another\n"
            with taken_back():
                answer = door.post("/api/imports", {"file": SimpleUploadedFile("a.csv", text.encode())})
            told = Answer(answer.status_code, answer.content.decode())
            for leak in leaks(cast, person, told, {"name": said["name"], "position": said["position"]}):
                yield f"{person} imports {case.key} with {name} and learns {leak}"


def recalls(cast: Cast, person: str) -> Iterator[str]:
    """Who takes his own change back on a device is not told whether what he says of a hidden field is right."""
    door, record = program(cast.people[person]), cast.ids[HUB]["record"]
    for name in HIDDEN if person == "clara" else ():
        with taken_back():
            wish = {"patch": {"department": "y"}}
            batch = door.ask("patch", f"/api/contacts/{record}", wish).json()["batch"]
            base = {"department": "y", name: cast.words[HUB][name]}
            edit = {
                "id": str(uuid4()),
                "type": "contact",
                "record": record,
                "patch": {"department": None},
                "base": base,
            }
            undo = {"n": 1, "batch": str(uuid4()), "source": "undo", "undo_of": batch, "edits": [edit]}
            asked: dict[str, Any] = {"device": str(uuid4()), "cursor": None, "actions": [undo]}
            told = door.ask("post", "/api/sync", asked).json()
        if told["outcomes"][0]["outcomes"][0]["status"] != "refused":
            yield f"{person} says on a device what stands in {name}: {told}"
