"""The exchange with a device: nothing lost, nothing done twice, nothing left behind."""

from __future__ import annotations

import pytest

from karteo.identity import people
from karteo.lib.ids import new_id
from tests.api.desk import Device, change, devices_converge, history, make, opened, told
from tests.api.doors import browser, program
from tests.world import World


def test_without_a_cursor_it_starts_at_the_head_with_no_rows(world: World) -> None:
    alice = program(world.alice)
    row = make(alice)
    answer = Device(alice).sync()
    assert answer["rows"] == answer["gone"] == []
    assert answer["cursor"]["number"] == history(alice, row)[0]["number"]
    assert not answer["more"]


def test_an_action_is_done_and_its_row_comes_in_the_same_answer(world: World) -> None:
    alice = program(world.alice)
    row, device = make(alice), Device(alice)
    device.sync()
    answer = device.sync(device.action(row, {"position": "Chefin"}, {"position": None}))
    (outcome,) = answer["outcomes"][0]["outcomes"]
    assert (outcome["status"], outcome["fields"]) == ("done", {})
    (got,) = answer["rows"]
    assert got["position"] == "Chefin"
    assert got["number"] == answer["cursor"]["number"] == outcome["number"]
    assert {name: value for name, value in got.items() if name != "number"} == opened(alice, row)
    devices_converge(device)


def test_when_the_answer_was_lost_the_same_again_gets_the_same_outcomes_and_is_done_once(world: World) -> None:
    alice = program(world.alice)
    row, device = make(alice), Device(alice)
    device.sync()
    cursor = device.cursor
    actions = [device.action(row, {"position": p}, {"position": b}) for b, p in ((None, "A"), ("A", "B"), ("B", "C"))]
    first = device.sync(*actions)
    device.cursor = cursor
    assert device.sync(*actions) == first
    assert len(history(alice, row)) == 4
    devices_converge(device)


def test_a_gap_is_told_and_nothing_behind_it_is_taken(world: World) -> None:
    alice = program(world.alice)
    row, device = make(alice), Device(alice)
    one, lost, three = (device.action(row, {"position": p}) for p in "ABC")
    answer = device.sync(one, three)
    assert answer["gap"] == 2
    assert [o["n"] for o in answer["outcomes"]] == [1]
    assert opened(alice, row)["position"] == "A"
    assert device.sync(lost, three)["gap"] is None
    assert opened(alice, row)["position"] == "C"


def test_a_refused_action_stores_nothing_and_does_not_block_those_behind_it(world: World) -> None:
    alice = program(world.alice)
    row, device = make(alice), Device(alice)
    bad = device.action(row, {"position": "kept out", "emails": [{"value": "nonsense"}]})
    answer = device.sync(bad, device.action(row, {"department": "Einkauf"}))
    refused, done = (o["outcomes"][0] for o in answer["outcomes"])
    assert refused["status"] == "refused"
    assert refused["fields"]["emails"]["place"] == "emails[0].value"
    assert done["status"] == "done"
    now = opened(alice, row)
    assert (now["position"], now["department"], now["emails"]) == (None, "Einkauf", [])


def test_one_refused_edit_refuses_its_whole_action(world: World) -> None:
    alice = program(world.alice)
    row, device = make(alice), Device(alice)
    action = device.action(row, {"position": "A"})
    action["edits"] += device.action(row, {"nonsense": 1})["edits"]
    (outcome,) = device.sync(action)["outcomes"]
    assert [o["status"] for o in outcome["outcomes"]] == ["refused", "refused"]
    assert opened(alice, row)["position"] is None


def test_a_clash_names_who_and_the_other_fields_are_applied(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    row, device = make(alice), Device(alice)
    device.sync()
    change(bob, row, position="Einkauf")
    answer = device.sync(
        device.action(row, {"position": "Leitung", "first_name": "Ana"}, {"position": None, "first_name": None})
    )
    (outcome,) = answer["outcomes"][0]["outcomes"]
    assert outcome["status"] == "conflict"
    clash = outcome["fields"]["position"]
    assert (clash["base"], clash["theirs"], clash["mine"], clash["by"]) == (
        None,
        "Einkauf",
        "Leitung",
        str(world.bob.user_id),
    )
    assert (answer["rows"][0]["position"], answer["rows"][0]["first_name"]) == ("Einkauf", "Ana")
    devices_converge(device)


@pytest.mark.row("S0-01", "S1-22")
def test_a_reader_s_action_is_refused_and_changes_nothing(world: World) -> None:
    alice, rita = program(world.alice), program(world.rita)
    row, device = make(alice), Device(rita)
    (outcome,) = device.sync(device.action(row, {"position": "A"}))["outcomes"]
    assert outcome["outcomes"][0]["fields"][""]["code"] == "forbidden"
    assert opened(alice, row) == row


def test_another_person_s_device_is_refused(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    row, device = make(alice), Device(alice)
    device.sync(device.action(row, {"position": "A"}))
    device.door = bob
    device.sync(device.action(row, {"position": "B"}), status=403)
    assert opened(alice, row)["position"] == "A"


def test_a_record_of_another_workspace_is_not_there_for_a_device(world: World) -> None:
    alice, charlie = program(world.alice), program(world.charlie)
    row, device = make(alice), Device(charlie)
    device.cursor = {"epoch": "", "number": 0}
    (outcome,) = device.sync(device.action(row, {"position": "A"}))["outcomes"]
    assert outcome["outcomes"][0]["fields"][""]["code"] == "not_found"
    assert device.follow() == {}
    assert opened(alice, row) == row


def test_a_cursor_of_another_epoch_starts_over(world: World) -> None:
    alice = program(world.alice)
    make(alice)
    device = Device(alice)
    device.cursor = {"epoch": str(new_id()), "number": 0}
    answer = device.sync()
    assert answer["reset"]
    assert answer["rows"] == []
    assert device.sync()["reset"] is False


def test_a_cursor_from_the_future_of_a_restored_workspace_starts_over(world: World) -> None:
    alice = program(world.alice)
    make(alice)
    device = Device(alice)
    device.sync()
    assert device.cursor
    device.cursor["number"] += 1
    assert device.sync()["reset"]


def test_numbers_that_a_copied_profile_used_already_are_not_taken_for_its_own(world: World) -> None:
    alice = program(world.alice)
    row, device, copied = make(alice), Device(alice), Device(alice)
    copied.id = device.id
    device.sync(device.action(row, {"position": "A"}))
    answer = copied.sync(copied.action(row, {"department": "B"}))
    assert answer["forked"] == 1
    assert answer["outcomes"] == []


def test_the_device_of_who_was_let_go_stays_ended_when_he_is_back(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    row, device = make(alice), Device(bob)
    device.sync(device.action(row, {"position": "A"}))
    for active in (False, True):
        people.change(world.workspace_id, world.bob.user_id, active=active)
    device.door = program(world.bob)
    answer = device.sync(device.action(row, {"position": "B"}))
    assert (answer["forked"], answer["outcomes"]) == (2, [])
    assert opened(alice, row)["position"] == "A"


def test_an_action_that_was_done_for_a_lost_device_id_is_not_done_again_for_the_new_one(world: World) -> None:
    alice = program(world.alice)
    row, device, renamed = make(alice), Device(alice), Device(alice)
    action = device.action(row, {"position": "A"})
    done = device.sync(action)["outcomes"]
    assert renamed.sync(action)["outcomes"] == done
    assert renamed.sync({**device.action(row, {"position": "B"}), "n": 2})["gap"] is None
    assert len(history(alice, row)) == 3


def test_deleted_records_come_with_their_time_of_death(world: World) -> None:
    alice = program(world.alice)
    row, device = make(alice), Device(alice)
    device.sync()
    alice.ask("delete", f"/api/contacts/{row['id']}")
    assert device.follow()[row["id"]]["deleted_at"]
    devices_converge(device)


def test_each_record_comes_once_however_often_it_changed_and_pages_end_at_a_commit(world: World) -> None:
    alice = program(world.alice)
    device = Device(alice)
    device.sync()
    rows = [make(alice, last_name=f"Nr {i}") for i in range(7)]
    for _ in range(3):
        rows[0] = change(alice, rows[0], position=str(new_id()))["row"]
    seen, more = [], True
    while more:
        answer = device.sync(want=2)
        seen += [row["id"] for row in answer["rows"]]
        more = answer["more"]
    assert seen == [row["id"] for row in [*rows[1:], rows[0]]]
    devices_converge(device)


def test_an_undo_from_a_device_is_marked_as_one_and_writes_only_what_stood_there(world: World) -> None:
    alice = program(world.alice)
    row, device = make(alice, position="A"), Device(alice)
    done = device.action(row, {"position": "B"}, {"position": "A"})
    back = device.action(row, {"position": "A"}, {"position": "B"}, undo_of=done["batch"], source="undo")
    device.sync(done, back)
    undo, undone, _ = history(alice, row)
    assert undo["undo_of"] == undone["batch"] == done["batch"]
    assert undone["undone_by"] == back["batch"]
    lie = device.action(row, {"company_id": "what the door would refuse"}, undo_of=done["batch"], source="undo")
    (outcome,) = device.sync(lie)["outcomes"]
    assert outcome["outcomes"][0]["fields"]["company_id"]["code"] == "not_an_id"


def test_a_hundred_actions_are_enough_for_one_request(world: World) -> None:
    alice = program(world.alice)
    row, device = make(alice), Device(alice)
    device.sync(*(device.action(row, {"position": str(i)}) for i in range(101)), status=422)


def test_of_a_record_made_out_of_sight_a_device_is_told_nothing(world: World) -> None:
    alice, bob = program(world.alice), Device(program(world.bob))
    seen = make(alice, owner_id=str(world.alice.user_id))
    bob.sync()
    closed = make(alice, owner_id=str(world.alice.user_id), restricted=True)
    answer = bob.sync()
    assert (answer["gone"], closed["id"] in str(answer)) == ([], False)
    note = {"fields": {"parent_id": seen["id"], "text": "Secret"}}
    before = told(alice.ask("post", "/api/notes", note), 201)["row"]["id"]
    bob.sync()
    after = told(alice.ask("post", "/api/notes", note), 201)["row"]["id"]
    change(alice, seen, restricted=True)
    answer = bob.sync()
    assert {one["id"] for one in answer["gone"]} == {seen["id"], before}
    assert after not in str(answer)


def test_who_comes_into_a_team_or_gets_another_role_begins_anew_with_what_he_sees_now(world: World) -> None:
    alice, browser_ = program(world.alice), browser(world.alice)
    rights = {
        "types": {"contact": dict.fromkeys(("read", "edit"), "team")},
        "fields": {"contact": {"source": "hidden"}},
    }
    row = make(alice, owner_id=str(world.rita.user_id), source="Fair")
    people.change(world.workspace_id, world.bob.user_id, role="seller")
    bob = Device(program(world.bob)).from_zero()
    assert row["id"] not in bob.follow()
    (team,) = told(browser_.ask("get", "/api/teams"))["teams"]
    members = [*team["members"], str(world.rita.user_id)]
    told(browser_.ask("patch", f"/api/teams/{team['id']}", {"members": members}))
    assert bob.sync()["reset"] is True
    assert bob.from_zero().follow()[row["id"]]["source"] == "Fair"
    told(browser_.ask("patch", "/api/roles/seller", {"rights": rights}))
    assert bob.sync()["reset"] is True
    assert "source" not in bob.from_zero().follow()[row["id"]]
    told(browser_.ask("patch", f"/api/teams/{team['id']}", {"members": team["members"]}))
    assert bob.sync()["reset"] is True
    assert row["id"] not in bob.from_zero().follow()
