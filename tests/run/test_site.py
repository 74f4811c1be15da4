"""The built front end as the browser gets it."""
from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from karteo.run.site import ASK_FIRST, FOR_EVER, Site

PAGE = b"<!doctype html><title>Karteo</title>" * 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_bytes(PAGE)
    (tmp_path / "assets" / "index-a1b2.js").write_bytes(b"console.log('hello');" * 20)
    (tmp_path / "assets" / "index-a1b2.js.br").write_bytes(b"packed")
    (tmp_path / "sw.js").write_bytes(b"self")
    return tmp_path


@pytest.mark.parametrize("path", ["/", "/index.html", "/contacts", "/contacts/0190-abc/history"])
def test_every_screen_begins_with_the_same_page(folder: Path, path: str) -> None:
    status, headers, body = Site(folder).answer(path, "", "")
    assert (status, body) == (200, PAGE)
    assert dict(headers)["cache-control"] == ASK_FIRST
    assert dict(headers)["content-type"] == "text/html; charset=utf-8"


def test_named_files_are_kept_for_ever_and_the_service_worker_is_not(folder: Path) -> None:
    site = Site(folder)
    assert dict(site.answer("/assets/index-a1b2.js", "", "")[1])["cache-control"] == FOR_EVER
    assert dict(site.answer("/sw.js", "", "")[1])["cache-control"] == ASK_FIRST


def test_text_is_packed_as_the_browser_can_read_it(folder: Path) -> None:
    site = Site(folder)
    _, headers, body = site.answer("/", "gzip, br", "")
    assert dict(headers)["content-encoding"] == "gzip"
    assert gzip.decompress(body) == PAGE
    _, headers, body = site.answer("/assets/index-a1b2.js", "gzip, br", "")
    assert (dict(headers)["content-encoding"], body) == ("br", b"packed")


def test_what_the_browser_has_is_not_sent_again(folder: Path) -> None:
    site = Site(folder)
    tag = dict(site.answer("/", "", "")[1])["etag"]
    assert site.answer("/", "", tag)[0] == 304
    assert site.answer("/", "", '"other"')[0] == 200


@pytest.mark.parametrize("path", ["/assets/gone-1234.js", "/favicon.ico", "/../secret.key", "/.built"])
def test_a_file_that_is_not_there_is_not_found(folder: Path, path: str) -> None:
    assert Site(folder).answer(path, "", "")[0] == 404


def test_a_new_build_is_seen_without_a_restart(folder: Path) -> None:
    site = Site(folder)
    (folder / "index.html").write_bytes(b"new")
    (folder / "assets" / "index-c3d4.js").write_bytes(b"newer")
    assert site.answer("/", "", "")[2] == b"new"
    assert site.answer("/assets/index-c3d4.js", "", "")[2] == b"newer"


def test_without_a_build_it_says_how_to_make_one(tmp_path: Path) -> None:
    status, _, body = Site(tmp_path).answer("/", "", "")
    assert status == 503
    assert b"make web" in body
