"""The content says what a file is."""

from __future__ import annotations

import pytest

from karteo.files.kinds import UNKNOWN, kind, sent_as
from tests.files.samples import HTML, SVG, archive, pdf, picture, polyglot


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (polyglot(), "image/jpeg"),
        (pdf(), "application/pdf"),
        (b"junk\n%PDF-1.4", "application/pdf"),
        (archive(a=b"1"), "application/zip"),
        (SVG, "image/svg+xml"),
        (b"\xef\xbb\xbf  <svg onload='x'>", "image/svg+xml"),
        (HTML, "text/html"),
        (b"hello <script>alert(1)</script>", "text/html"),
        ("<html>".encode("utf-16"), "text/html"),
        (b"<?xml version='1.0'?><a/>", "text/xml"),
        ("Grüße, 你好".encode(), "text/plain"),
        (b"a;b\n1;2\n", "text/plain"),
        (b"MZ" + bytes(200), "application/x-msdownload"),
        (bytes(range(256)), UNKNOWN),
    ],
)
def test_the_content_decides(content: bytes, media_type: str) -> None:
    assert kind(content) == media_type


def test_what_a_browser_could_run_goes_out_as_mere_bytes() -> None:
    for active in ("text/html", "image/svg+xml", "text/xml", "application/xhtml+xml", "text/javascript"):
        assert sent_as(active) == UNKNOWN
    for passive in ("image/png", "application/pdf", "text/plain", "video/mp4"):
        assert sent_as(passive) == passive
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert sent_as(word) == word
