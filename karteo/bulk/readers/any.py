"""Any file: which reader is it for? By what stands in it; the name only helps to say what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

from karteo.bulk.readers import csv, vcard
from karteo.bulk.readers.decode import check, known, recognise
from karteo.bulk.shapes import Table, refuse

NAMES = {".csv", ".txt", ".tsv", ".vcf", ".vcard", ""}


def read(path: Path, name: str | None = None, encoding: str | None = None, delimiter: str | None = None) -> Table:
    """Recognise `path`, called `name` by its owner, as CSV or vCard, or refuse it in words."""
    found = known(encoding) if encoding else recognise(path)
    with path.open("rb") as file:
        head = file.read(4096)
    is_card = re.match(r"\s*BEGIN:VCARD", head.decode(found, "ignore").lstrip("\ufeff"), re.I) is not None
    suffix = Path(name or path.name).suffix.lower()
    if not is_card and suffix in (".vcf", ".vcard"):
        refuse("no_vcard", "The name says vCard, but the file does not begin with BEGIN:VCARD.", suffix=suffix)
    if not is_card and suffix not in NAMES:
        refuse(
            "wrong_type",
            f"Files that end in {suffix} cannot be imported: CSV (.csv, .txt, .tsv) and vCard (.vcf) can.",
            suffix=suffix,
        )
    if is_card and not encoding and not found.startswith("utf"):
        found = _unfolded(path, found)
    if encoding and not is_card:
        check(path, found)
    return again(path, "vcard" if is_card else "csv", found, delimiter)


def again(path: Path, format: str, encoding: str, delimiter: str | None = None) -> Table:
    """A file that was recognised before."""
    return vcard.read(path, encoding) if format == "vcard" else csv.read(path, encoding, delimiter)


def _unfolded(path: Path, found: str) -> str:
    """Folding may cut a character in two; put together again the bytes may be UTF-8 after all."""
    try:
        re.sub(rb"\r?\n[ \t]", b"", path.read_bytes()).decode()
    except UnicodeDecodeError:
        return found
    return "utf-8"
