"""File names as people may see and save them: any script, and none of the tricks."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from karteo.lib.errors import Error, Refusal

LONGEST = 200  # bytes; file systems take 255, and programs like to add to a name
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$")
FORBIDDEN = re.compile(r'[<>:"|?*]')  # Windows takes none of them
# marks that turn the order of letters around (“invoice‮fdp.exe”), and signs that nobody sees
UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e001f]")
HIDDEN = frozenset(("Cc", "Cs", "Co", "Cn", "Zl", "Zp"))


def cleaned(name: str) -> str:
    """The name without folders, control signs and tricks; refused when nothing is left."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(c for c in UNSEEN.sub("", last) if unicodedata.category(c) not in HIDDEN)
    plain = re.sub(r"\s+", " ", FORBIDDEN.sub("_", seen)).strip(" .")
    if not plain:
        raise Refusal([Error("name", "file_name", {}, "The file needs a name.")])
    return shortened(f"_{plain}" if RESERVED.match(plain) else plain)


def shortened(name: str) -> str:
    """The name in `LONGEST` bytes, its ending kept."""
    if len(name.encode()) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > 20:
        stem, dot, ending = name, "", ""
    room = LONGEST - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + ending


def disposition(name: str) -> str:
    """The header that saves under this name (RFC 6266): ASCII for old programs, RFC 5987 for all others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r'[^\w .,()+-]|["\\]', "_", plain).strip() or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
