"""The lines of a vCard, versions 2.1 to 4.0: unfolded, split into name, parameters and value, decoded.

Our own and not vobject's: that one stops at two of the six real exports in tests/data, and its whole-file parse holds
everything in memory. Bytes travel as Latin-1 text until the property says its charset, because folding cuts through
multi-byte characters and 2.1 allows another charset in each line.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from karteo.bulk.readers.decode import readable

BARE = {
    "quoted-printable": "encoding",
    "base64": "encoding",
    "b": "encoding",
    "8bit": "encoding",
    "7bit": "encoding",
}
BASE64 = re.compile(r"[A-Za-z0-9+/=]{20,}\s*$")
QUOTED = re.compile(r'[^;"]*(?:"[^"]*"[^;"]*)*')


@dataclass(slots=True)
class Property:
    """One line: `types` are its TYPE words in lower case, `params` the rest; `text` is still escaped."""

    line: int
    group: str
    name: str
    types: list[str]
    params: dict[str, str]
    text: str
    binary: bool = False
    broken: str = ""
    """why the value could not be decoded; empty when it could"""
    label: str = ""
    """what X-ABLabel calls it"""

    def parts(self, version: str) -> list[str]:
        """The `;` separated components, unescaped."""
        return [plain(part, version) for part in split(self.text, ";")]


def properties(lines: Iterable[tuple[int, str]], encoding: str) -> Iterator[Property]:
    """Properties of (number, line as Latin-1 text) pairs; a line that is none comes with the name ''."""
    start, parts, head = 0, [""], ""
    for number, line in lines:
        soft = parts[-1].endswith("=") and "QUOTED-PRINTABLE" in head
        if soft:
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif line[:1] in (" ", "\t") and head:
            parts.append(line[1:])
        elif _base64(head) and ":" not in line and BASE64.match(line):
            parts.append(line.strip())
        else:
            if any(map(str.strip, parts)):
                yield _property(start, "".join(parts), encoding)
            start, parts, head = number, [line], line.partition(":")[0].upper()
    if any(map(str.strip, parts)):
        yield _property(start, "".join(parts), encoding)


def _base64(head: str) -> bool:
    return "BASE64" in head or "ENCODING=B" in head


def _property(number: int, line: str, encoding: str) -> Property:
    head, value = _cut(line)
    if value is None:
        return Property(number, "", "", [], {}, _decoded(line, encoding)[0])
    name, *rest = [part for part in QUOTED.findall(head) if part] or [""]
    group, dot, name = name.rpartition(".")
    found = Property(number, group.lower() if dot else "", name.strip().upper(), [], {}, value)
    for param in rest:
        key, equals, given = param.partition("=")
        key = key.strip().lower()
        if not equals:
            key, given = BARE.get(key, "type"), key
        given = given.replace("^n", "\n").replace("^'", '"').replace("^^", "^")
        if key == "type":
            found.types += [word.strip().lower() for word in given.replace('"', "").split(",") if word.strip()]
        else:
            found.params[key] = given.strip('"')
    how = found.params.get("encoding", "").lower()
    found.binary = how in ("b", "base64") or value.startswith("data:")
    if how == "quoted-printable":
        value = quopri.decodestring(value.encode("latin-1")).decode("latin-1")
    if not found.binary:
        found.text, found.broken = _decoded(value, found.params.get("charset", encoding))
    return found


def _cut(line: str) -> tuple[str, str | None]:
    """Before and after the first colon that stands in no quotation marks."""
    quoted = False
    for i, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return line[:i], line[i + 1 :]
    return line, None


def _decoded(value: str, charset: str) -> tuple[str, str]:
    raw = value.encode("latin-1")
    name = readable(charset)
    if not name:
        return raw.decode("latin-1"), f"unknown charset {charset}"
    try:
        return raw.decode(name), ""
    except UnicodeDecodeError as error:
        return raw.decode(name, "replace"), f"not {charset}: {error.reason}"


def split(text: str, mark: str) -> list[str]:
    """Cut at each `mark` that is not escaped."""
    parts, last, i = [], 0, 0
    while i < len(text):
        if text[i] == "\\":
            i += 1
        elif text[i] == mark:
            parts.append(text[last:i])
            last = i + 1
        i += 1
    parts.append(text[last:])
    return parts


def plain(text: str, version: str) -> str:
    """Without the escapes. In 2.1 a backslash means itself except before ; , and : where many write it."""
    if version.startswith("2"):
        return re.sub(r"\\([;,:])", r"\1", text).replace("\r\n", "\n").strip()
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text, flags=re.S).replace("\r\n", "\n").strip()
