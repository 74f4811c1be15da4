"""The API speaks every language in which it has a sentence."""

from __future__ import annotations

import re

import pytest

from karteo.api import words


@pytest.mark.parametrize("language", ["de", "zh"])
def test_every_english_sentence_has_its_translation_with_the_same_parameters(language: str) -> None:
    for code, sentence in words.catalogue("en").items():
        told = words.catalogue(language)[code]
        assert set(re.findall(r"{(\w+)}", told)) == set(re.findall(r"{(\w+)}", sentence)), code


def test_german_and_chinese_know_the_same_codes() -> None:
    assert set(words.catalogue("de")) == set(words.catalogue("zh"))


def test_an_unknown_language_speaks_english_and_an_unknown_code_its_default() -> None:
    assert words.say("fr", "required") == "This is needed."
    assert words.say("de", "no_such_code", default="As it is.") == "As it is."
    assert words.say("en", "string_too_long", {}) == "At most … characters, please."
