"""Which characters do these bytes mean? And are they characters at all?"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

from charset_normalizer import from_bytes

from karteo.bulk.shapes import refuse

BLOCK = 1 << 20
BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
MAGIC = [
    (b"PK\x03\x04", "an Excel workbook or a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Outlook file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
]
GUESSES = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_kr",
    "latin_1",
]
READABLE = re.compile(
    r"utf_?(8|16|32)(_(sig|le|be))?|latin_?1|(us_)?ascii|(cp|ms|windows_?)\d{3,4}|iso_?8859_\d{1,2}|gbk?|gb_?\d+|hz|"
    r"big5\w*|s(hift_)?jis\w*|euc_\w+|iso_?2022_(jp|kr)\w*|koi8_\w|mac_?\w+|tis_?620"
)
LETTERS = {
    "cp1252": set("äöüÄÖÜßéèêëÉÈÊàâÀÂçÇîïôûùœŒñÑáíóúÁÍÓÚãõåÅæÆøØ€–—‘’“”„…"),
    "cp1250": set("ąćęłńóśźżĄĆĘŁŃÓŚŹŻčďěňřšťůžýáéíúČĎĚŇŘŠŤŮŽÝÁÉÍÚőűŐŰäöüÄÖÜß€–—‘’“”„…"),
    "iso8859-2": set("ąćęłńóśźżĄĆĘŁŃÓŚŹŻčďěňřšťůžýáéíúČĎĚŇŘŠŤŮŽÝÁÉÍÚőűŐŰäöüÄÖÜß"),
    "cp1254": set("çğıöşüÇĞİÖŞÜâîûäÄß€–—‘’“”„…"),
}
UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
HIGH_RUN = re.compile(rb"[\x80-\xff]+")


def recognise(path: Path) -> str:
    """The name of the encoding of a text file; refuses what is empty, binary or cannot be read as text."""
    with path.open("rb") as file:
        head = file.read(BLOCK)
    if not head.strip(b"\r\n\t ;,\xef\xbb\xbf"):
        refuse("empty_file", "The file is empty.")
    for magic, what in MAGIC:
        if head.startswith(magic):
            refuse(
                "binary_file",
                f"This is {what}, not a text file. Save it as CSV (or vCard) and try again.",
                what=what,
            )
    encoding = next((name for bom, name in BOMS if head.startswith(bom)), None) or _utf16(head)
    if encoding is None and CONTROL.search(head):
        refuse("binary_file", "The file holds control characters: this is not a text file.", what="binary data")
    if encoding is None:
        encoding = "utf-8" if _is(path, "utf-8") else _eight_bit(head)
    if not _is(path, encoding):
        refuse("undecodable", f"The file begins like {encoding} but holds bytes that are not.", encoding=encoding)
    return encoding


@lru_cache(maxsize=100)
def readable(encoding: str) -> str:
    """The name of an encoding as Python knows it; "" when it is none for text."""
    name = re.sub(r"[^a-z0-9]+", "_", encoding.lower())[:20]
    try:
        return codecs.lookup(name).name if READABLE.fullmatch(name) else ""
    except LookupError:
        return ""


def known(encoding: str) -> str:
    """A name somebody typed, as Python knows it; refused when it is none for text."""
    found = readable(encoding)
    if not found:
        refuse("unknown_encoding", f"There is no encoding called {encoding[:40]}.", "encoding", encoding=encoding[:40])
    return found


def check(path: Path, encoding: str) -> None:
    """Refuse a file that is not in the encoding that somebody named."""
    if not _is(path, encoding):
        refuse("undecodable", f"This file is not {encoding}.", encoding=encoding)


def _is(path: Path, encoding: str) -> bool:
    """Does the whole file decode? Read in blocks, so a large one costs no memory; a zero byte ends it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        place = 0
        while block := file.read(BLOCK):
            try:
                text = decoder.decode(block)
            except UnicodeDecodeError:
                return False
            if "\0" in text:
                refuse(
                    "binary_file",
                    f"There is a zero byte after {place + text.index(chr(0))} characters: "
                    "the file is damaged or not text.",
                    what="zero byte",
                )
            place += len(text)
        try:
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            return False
    return True


def _utf16(head: bytes) -> str | None:
    """UTF-16 without its mark: nearly every second byte of ordinary text is zero."""
    sample = head[:4096]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0) / (len(sample) / 2), sample[1::2].count(0) / (len(sample) / 2)
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    return None


def _eight_bit(head: bytes) -> str:
    """Not UTF-8. In western files high bytes stand alone between letters, in Chinese ones in pairs: that tells short
    files apart, where counting letters (what charset-normalizer does) goes wrong. The rest is left to it."""
    runs = HIGH_RUN.findall(head)
    high = sum(map(len, runs))
    alone = sum(1 for run in runs if len(run) == 1)
    if alone * 2 > high and not _east_asian(head):
        return _western(head)
    if _east_asian(head):
        try:
            codecs.getincrementaldecoder("gb18030")().decode(head)
            return "gb18030"
        except UnicodeDecodeError:
            pass
    best = from_bytes(head, cp_isolation=GUESSES).best()
    if best is None:
        refuse(
            "undecodable",
            "The characters of this file could not be recognised. Save it as UTF-8 and try again.",
        )
    return best.encoding


def _east_asian(head: bytes) -> bool:
    """Are the high bytes, taken in pairs, mostly common Chinese characters (GB 2312, rows 16 to 87)?"""
    pairs = [run[i : i + 2] for run in HIGH_RUN.findall(head) for i in range(0, len(run) - 1, 2)]
    common = sum(1 for pair in pairs if 0xB0 <= pair[0] <= 0xF7 and pair[1] >= 0xA1)
    digits = sum(1 for pair in pairs if pair[0] in (0xA1, 0xA3) and pair[1] >= 0xA1)
    high = sum(map(len, HIGH_RUN.findall(head)))
    return high > 0 and (common + digits) * 2 / high > 0.7 and common > 0


def _western(head: bytes) -> str:
    """One letter to a byte: the encoding under which the high bytes are letters that its languages use, and the more
    common one where two say the same. (Too little text for charset-normalizer to tell them apart.)"""
    high = Counter(byte for run in HIGH_RUN.findall(head) for byte in run)

    def fitting(encoding: str) -> int:
        letters = LETTERS[encoding]
        return sum(n for byte, n in high.items() if bytes([byte]).decode(encoding, "replace") in letters)

    best = max(LETTERS, key=fitting)
    return "latin-1" if best == "cp1252" and not high.keys().isdisjoint(UNDEFINED) else best
