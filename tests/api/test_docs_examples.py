"""The curl lines of docs/api.md, run in their order against the API."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from urllib.parse import urlencode, urlsplit

import pytest
from django.http import HttpResponse

from karteo.identity import tokens
from tests.api.doors import Door
from tests.world import World

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


@dataclass
class Call:
    """What one line of curl asks for; switches that these pages do not use are refused."""

    path: str = ""
    method: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    query: list[tuple[str, str]] = field(default_factory=list)
    data: str | None = None

    def send(self) -> HttpResponse:
        target = f"{self.path}?{urlencode(self.query)}" if self.query else self.path
        headers = {name: value for name, value in self.headers.items() if name != "Content-Type"}
        method = self.method or ("get" if self.data is None else "post")
        return Door(**headers).ask(method, target, self.data)


def call(line: str) -> Call:
    """The request behind a line of curl."""
    words, made = iter(shlex.split(line.replace("\\\n", " "))), Call()
    assert next(words) == "curl"
    for word in words:
        if word == "-X":
            made.method = next(words).lower()
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            made.headers[name] = value
        elif word == "-d":
            made.data = next(words)
        elif word == "--data-urlencode":
            name, _, value = next(words).partition("=")
            made.query.append((name, value))
        elif word.startswith("http"):
            made.path = urlsplit(word).path
        else:
            assert word in {"-s", "-G"}, f"{word} is not understood here"
    return made


def test_the_examples_of_the_api_page_work(world_real: World) -> None:
    known = {"URL": "http://testserver", "TOKEN": tokens.create(world_real.alice, "examples")[1]}
    blocks = BLOCK.findall(PAGE.read_text())
    assert len(blocks) >= 6
    for block in blocks:
        answer = call(Template(block).substitute(known)).send()
        assert answer.status_code in {200, 201}, f"{block}\n{answer.status_code} {answer.content.decode()[:2000]}"
        told = answer.json()
        if "batch" in told:
            known["BATCH"] = told["batch"] if isinstance(told["batch"], str) else told["batch"]["id"]


def test_a_switch_that_is_not_understood_is_not_passed_over() -> None:
    with pytest.raises(AssertionError, match="--insecure"):
        call("curl --insecure http://testserver/api/me")
