"""Who may do what, said again in plain words and without the policy's code: what the answers are held against."""

from __future__ import annotations

from tests.matrix.cast import BY_KEY, CASES, HIDDEN, HUB, LOCKED, SENSITIVE, Case

MATES = {"sven": {"sven", "bob", "alice"}, "nora": {"nora", "clara"}}
ELSEWHERE = ("charlie",)
ADMINS = ("alice",)


def sees(person: str, case: Case) -> bool:
    """Whether the contact is there for this person."""
    if person in ELSEWHERE:
        return False
    if person in ADMINS:
        return True
    own = person == case.owner or person in case.chosen
    if case.restricted:
        return own
    if person in MATES:
        return own or case.owner in MATES[person]
    return True


def sees_kind(person: str, kind: str, case: Case) -> bool:
    """The same for what hangs on the contact: as the contact, a relationship as both of its ends."""
    return sees(person, case) and (kind != "relationship" or sees(person, BY_KEY[HUB]))


def may(person: str, verb: str, kind: str, case: Case) -> bool:
    """Whether he may do it, where he sees the record; notes, files and relationships were all made by Alice."""
    if person in ADMINS:
        return True
    mine = person == case.owner or person in case.chosen
    match person, verb:
        case _, "read":
            return True
        case "rita", _:
            return False
        case (("sven" | "nora"), ("edit" | "delete")):
            return mine and kind == "contact"
        case (("sven" | "nora"), verb):
            return verb == "create"
        case "bob", ("edit" | "delete"):
            return kind != "note"
        case "clara", "delete":
            return False
        case "clara", ("export" | "bulk"):
            return mine
        case _:
            return True


def forbidden(person: str, case: Case, name: str) -> bool:
    """Whether a word of a record, or an id, must not stand in any answer to this person."""
    if not sees(person, case):
        # a company is named on its people, unless it is restricted
        staff = [one for one in CASES if one.company == case.key and sees(person, one)]
        return not (name == "name" and staff and not case.restricted)
    if name == "relationship" or name == "role":
        return not sees(person, BY_KEY[HUB])
    return name in SENSITIVE or (person == "clara" and name in HIDDEN)


def locked(person: str, name: str) -> bool:
    """Whether he may not write the field."""
    return person == "clara" and name in (*HIDDEN, *LOCKED)
