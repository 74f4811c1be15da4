"""What a file is, by its content. Its name and the sender's header are only claims."""

from __future__ import annotations

import re

import filetype

HEAD = 16 * 1024
UNKNOWN = "application/octet-stream"
MARKUP = re.compile(rb"(?i)<\s*(!doctype\s+html|html|head|body|script|iframe|svg|\?xml|[a-z]+:?[a-z]*\s+xmlns)")
ACTIVE = re.compile(r"(html|xml|svg|javascript|ecmascript|xhtml)", re.I)
PICTURES = frozenset(("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/bmp", "image/tiff"))


def kind(head: bytes) -> str:
    """The media type of a file that begins so."""
    found = filetype.guess(head)
    if found is not None:
        return str(found.mime)
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    text = _text(head)
    if text is None:
        return UNKNOWN
    mark = MARKUP.search(text.encode()[:4096])
    if mark is None:
        return "text/plain"
    word = mark[1].lower()
    if b"svg" in word or re.search(rb"(?i)<\s*svg", head):
        return "image/svg+xml"
    return "text/xml" if word.startswith(b"?xml") or b"xmlns" in word else "text/html"


def sent_as(media_type: str) -> str:
    """The type in the header of an answer: what a browser could run goes out as mere bytes."""
    if media_type == "application/pdf" or (media_type.startswith("text/plain")):
        return media_type
    return UNKNOWN if ACTIVE.search(media_type) and "openxml" not in media_type else media_type


def _text(head: bytes) -> str | None:
    """The beginning as text, when it is text: a sign that is cut off at the end does not count."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if head.startswith(mark):
            return head.decode(encoding, errors="ignore")
    if not head or re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head):
        return None
    return head.decode("utf-8", errors="replace")
