"""Pictures behind a contact's links are offered, and taken over by a click."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from tests.api.desk import Row, item, make, opened, told
from tests.api.doors import Door, browser
from tests.e2e.server import free_port
from tests.files.samples import picture
from tests.files.web import Web, web
from tests.world import World

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def door(world_real: World) -> Door:
    return browser(world_real.bob)


@pytest.fixture
def site(settings: Any) -> Iterator[Web]:
    with web() as one:
        settings.PICTURE_HOSTS = [one.host]
        yield one


def offers(door: Door, contact: Row) -> Any:
    return told(door.ask("get", f"/api/contacts/{contact['id']}/photo/offers"))


@pytest.mark.row("S2-21")
def test_the_pictures_behind_links_are_offered_and_one_is_taken_over(door: Door, site: Web) -> None:
    site.page("/anna.png", picture("PNG", (400, 400)))
    links = [
        item(site.profile("/in/anna", "/anna.png"), "linkedin", primary=True),
        item("https://not-allowed.example/anna", "website"),
    ]
    contact = make(door, links=links)
    told_ = offers(door, contact)
    (offer,) = told_["offers"]
    assert (told_["enabled"], told_["problem"]) == (True, None)
    assert (offer["link"], offer["label"]) == (contact["links"][0]["id"], site.host)
    shown = base64.b64decode(offer["url"].removeprefix("data:image/webp;base64,"))
    assert Image.open(io.BytesIO(shown)).size == (200, 200)
    done = told(door.ask("post", f"/api/contacts/{contact['id']}/photo/offers", {"link": offer["link"]}))
    assert opened(door, contact)["photo"] == done["row"]["photo"]
    assert door.get(f"/api/contacts/{contact['id']}/photo/{done['row']['photo']}").content == shown


def test_without_allowed_hosts_nothing_is_fetched(door: Door) -> None:
    with web() as site:
        contact = make(door, links=[item(site.profile("/in/anna", "/anna.png"), "linkedin")])
        assert offers(door, contact) == {"enabled": False, "offers": [], "problem": None}
        link = {"link": contact["links"][0]["id"]}
        problem = told(door.ask("post", f"/api/contacts/{contact['id']}/photo/offers", link), 422)
        assert (problem["errors"][0]["code"], site.asked) == ("picture_host", [])


def test_without_network_a_sentence_says_so(door: Door, settings: Any) -> None:
    settings.PICTURE_HOSTS = [f"127.0.0.1:{free_port()}"]
    contact = make(door, links=[item(f"http://{settings.PICTURE_HOSTS[0]}/in/anna", "linkedin")])
    assert offers(door, contact) == {
        "enabled": True, "offers": [],
        "problem": {"code": "picture_away", "detail": "The page does not answer, or there is no network."},
    }  # fmt: skip
    link = {"link": contact["links"][0]["id"]}
    problem = told(door.ask("post", f"/api/contacts/{contact['id']}/photo/offers", link), 503)
    assert problem["errors"][0]["code"] == "picture_away"
    assert opened(door, contact)["photo"] is None
