"""The picture that stands behind a contact's link: the page's own `og:image`, or the picture itself."""

from __future__ import annotations

import tempfile
from html.parser import HTMLParser
from urllib.parse import quote, urljoin, urlsplit

from karteo.files import kinds
from karteo.files.fetch import Unfetched, entry, fetch
from karteo.files.pictures import Portrait, portrait
from karteo.lib.errors import Refusal

PAGE, PICTURE = 2 << 20, 5 << 20
NAMES = ("og:image:secure_url", "og:image:url", "og:image", "twitter:image", "twitter:image:src")
HANDLES = {
    "linkedin": "https://www.linkedin.com/in/{}",
    "xing": "https://www.xing.com/profile/{}",
    "x": "https://x.com/{}",
    "facebook": "https://www.facebook.com/{}",
    "instagram": "https://www.instagram.com/{}/",
}


def address(kind: str, value: str) -> str | None:
    """The web address of a link as people write it, when its host is an allowed one; None otherwise."""
    text = value.strip()
    if "://" not in text:
        host = text.partition("/")[0]
        if "." in host or ":" in host:
            text = f"https://{text}"
        elif kind in HANDLES:
            text = HANDLES[kind].format(quote(text.lstrip("@"), safe=""))
    try:
        return text if entry(urlsplit(text)) else None
    except ValueError:
        return None


def picture(url: str) -> Portrait:
    """The picture as a contact's photo; Unfetched with the reason when there is none."""
    found = fetch(url, PICTURE)
    if not _is_picture(found.body):
        named = _named(found.body[:PAGE].decode("utf-8", errors="replace"))
        if named is None:
            raise Unfetched("picture_none")
        found = fetch(urljoin(found.url, named), PICTURE)
    with tempfile.TemporaryFile(prefix="karteo-") as file:
        file.write(found.body)
        try:
            return portrait(file)
        except Refusal as refused:
            raise Unfetched("picture_none") from refused


def _is_picture(body: bytes) -> bool:
    return kinds.kind(body[: kinds.HEAD]) in kinds.PICTURES


def _named(html: str) -> str | None:
    reader = _Metas()
    reader.feed(html)
    return next((reader.found[name] for name in NAMES if name in reader.found), None)


class _Metas(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = (given.get("property") or given.get("name") or "").lower()
        if tag == "meta" and name in NAMES and (content := (given.get("content") or "").strip()):
            self.found.setdefault(name, content)
