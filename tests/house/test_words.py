"""Everything that people read exists in English, German and Chinese."""

from __future__ import annotations

import ast
import json

import pytest

from karteo.records.context import DEFAULT_LISTS
from karteo.records.fields import Choice
from karteo.records.registry import types
from tests.house.tree import product, text

LANGUAGES = {"en", "de", "zh"}


def test_every_field_and_every_choice_has_a_label_in_each_language() -> None:
    bare = [
        f.name
        for kind in types().values()
        for f in kind.fields
        if not f.readonly and {n for n, label in f.label.items() if label} != LANGUAGES
    ]
    options = [o for kind in types().values() for f in kind.fields if isinstance(f, Choice) for o in f.options]
    options += [o for some in DEFAULT_LISTS.values() for o in some]
    bare += [o["key"] for o in options if set(o["label"]) != LANGUAGES]
    assert bare == []


# What makes a refusal → which of its arguments is the code.
FIRST = {"FieldError": 0, "Forbidden": 0, "refuse": 0, "refusal": 0, "Unfetched": 0, "Error": 1}


def codes() -> set[str]:
    """The codes with which the server refuses: FieldError("code", …), Error(place, "code", …), Forbidden("code")."""
    found = set()
    for _, tree in product():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                at = FIRST.get(ast.unparse(node.func))
                if at is not None and len(node.args) > at and isinstance(node.args[at], ast.Constant):
                    found.add(str(node.args[at].value))  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_there_is_a_sentence_for_every_refusal(language: str) -> None:
    sentences = json.loads(text(f"web/src/i18n/{language}/faults.json"))["fault"]
    screens = {key.removesuffix("_one").removesuffix("_other") for key in sentences}
    server = json.loads(text(f"karteo/api/words/{language}.json"))
    assert "phone_too_short" in codes()
    assert sorted(codes() - set(screens) - set(server)) == []


def test_the_api_says_the_same_in_each_language() -> None:
    said = {n: set(json.loads(text(f"karteo/api/words/{n}.json"))) for n in LANGUAGES}
    assert said["de"] == said["en"] == said["zh"]
