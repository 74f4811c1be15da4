"""Pictures are fetched from allowed hosts, and from nowhere else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from karteo.files import fetch as fetching
from karteo.files.fetch import Unfetched, entry, fetch, public
from karteo.files.offers import address, picture
from tests.e2e.server import free_port
from tests.files.samples import SVG
from tests.files.samples import picture as a_picture
from tests.files.web import Web, web


@pytest.fixture
def site(settings: Any) -> Iterator[Web]:
    with web() as one:
        settings.PICTURE_HOSTS = [one.host]
        yield one


def reason(url: str) -> str:
    with pytest.raises(Unfetched) as failed:
        picture(url)
    return failed.value.code


def test_the_picture_that_a_page_names_is_fetched(site: Web) -> None:
    site.page("/anna.png", a_picture("PNG"))
    assert picture(site.profile("/in/anna", "/anna.png")).width == 40
    assert site.asked == ["/in/anna", "/anna.png"]


def test_a_link_to_a_picture_is_the_picture(site: Web) -> None:
    assert picture(site.page("/anna.jpg", a_picture("JPEG"))).width == 40


def test_a_page_may_lead_on_within_its_host_only(site: Web, settings: Any) -> None:
    site.page("/new", a_picture("PNG"))
    assert picture(site.page("/old", b"", 302, Location="/new")).width == 40
    with web() as other:
        secret = other.page("/secret.png", a_picture("PNG"))
        assert reason(site.page("/out", b"", 302, Location=secret)) == "picture_host"
        assert reason(site.profile("/in/eve", secret)) == "picture_host"
        allowed = other.host.replace("127.0.0.1", "localhost")
        settings.PICTURE_HOSTS = [site.host, allowed]  # allowed for links is not allowed for being led there
        assert reason(site.page("/on", b"", 302, Location=f"http://{allowed}/secret.png")) == "picture_host"
        assert other.asked == []
    assert reason(site.page("/circle", b"", 302, Location="/circle")) == "picture_away"


@pytest.mark.parametrize(
    "content", [b"<html>no picture</html>", b"", SVG, b"<meta property='og:image' content=''>", b"\x89PNG\r\n\x1a\n"]
)
def test_a_page_without_a_picture_says_so(site: Web, content: bytes) -> None:
    assert reason(site.page("/empty", content)) == "picture_none"


def test_too_much_is_not_read_to_its_end(site: Web) -> None:
    assert reason(site.page("/big.png", a_picture("PNG") + bytes(6 << 20))) == "picture_too_big"


def test_a_host_that_is_away_or_silent_is_told(site: Web, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason(site.url + "/nothing-here") == "picture_away"
    settings.PICTURE_HOSTS = [f"127.0.0.1:{(port := free_port())}", "no-such-host.invalid"]
    assert reason(f"http://127.0.0.1:{port}/") == "picture_away"
    assert reason("https://no-such-host.invalid/") == "picture_away"
    monkeypatch.setattr(fetching, "PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.PICTURE_HOSTS = [f"127.0.0.1:{silent.getsockname()[1]}"]
        assert reason(f"http://{settings.PICTURE_HOSTS[0]}/") == "picture_away"


def test_a_host_that_sends_a_byte_now_and_then_is_hung_up_on(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "PATIENCE", 0.5)
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            line = server.accept()[0]
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            try:
                while not ended.wait(0.05):
                    line.sendall(b"x")
            except OSError:
                ended.set()

        threading.Thread(target=drip, daemon=True).start()
        settings.PICTURE_HOSTS = [f"127.0.0.1:{server.getsockname()[1]}"]
        with pytest.raises(Unfetched):
            fetch(f"http://{settings.PICTURE_HOSTS[0]}/", 1 << 20)
        assert ended.wait(10)


@pytest.mark.parametrize(
    "url",
    [
        "http://linkedin.com/in/x",  # not encrypted
        "https://linkedin.com:8443/in/x",
        "https://notlinkedin.com/in/x",
        "https://linkedin.com.evil.example/",
        "https://linkedin.com@evil.example/",
        "https://evil.example/?linkedin.com",
        "ftp://linkedin.com/",
        "file:/etc/passwd",
        "https://linkedin.com:99999/",
        "https:///",
    ],
)
def test_only_what_was_allowed_is_asked(settings: Any, url: str) -> None:
    settings.PICTURE_HOSTS = ["linkedin.com"]
    with pytest.raises(Unfetched) as failed:
        fetch(url, 100)
    assert failed.value.code == "picture_host"


def test_an_allowed_host_takes_its_subdomains_along(settings: Any) -> None:
    settings.PICTURE_HOSTS = ["linkedin.com"]
    for url in ("https://linkedin.com/in/x", "https://de.linkedin.com/", "https://LinkedIn.com:443/"):
        assert entry(urlsplit(url)) == "linkedin.com"


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_an_allowed_name_that_leads_inside_is_not_followed(settings: Any, name: str) -> None:
    settings.PICTURE_HOSTS = [name]
    with pytest.raises(Unfetched) as failed:
        fetch(f"https://{name}/", 100)
    assert failed.value.code == "picture_host"


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "fe80::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "fec0::1",
    ],
)  # fmt: skip
def test_the_own_network_is_no_public_address(inside: str) -> None:
    assert not public(inside)


def test_the_open_internet_is_public() -> None:
    assert public("93.184.216.34")
    assert public("2606:4700:4700::1111")


def test_a_link_as_people_write_it_becomes_an_address(settings: Any) -> None:
    settings.PICTURE_HOSTS = ["linkedin.com", "xing.com", "x.com"]
    assert address("linkedin", "linkedin.com/in/anna") == "https://linkedin.com/in/anna"
    assert address("linkedin", "anna-müller") == "https://www.linkedin.com/in/anna-m%C3%BCller"
    assert address("x", "@anna") == "https://x.com/anna"
    assert address("website", "https://example.org/") is None
    assert address("skype", "anna") is None
    assert address("xing", "http://xing.com/anna") is None
