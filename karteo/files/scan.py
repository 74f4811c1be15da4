"""Asks a virus scanner (clamd, its INSTREAM command) whether a file may come in."""

from __future__ import annotations

import logging
import socket
from typing import IO

from django.conf import settings

from karteo.files.refused import Away, refusal

PIECE = 64 * 1024
PATIENCE = 60.0
log = logging.getLogger("karteo.files")


def scan(file: IO[bytes]) -> None:
    """Nothing when the file is clean or no scanner is set; refused when it is infected.

    Could it not be scanned, it is refused too, unless KARTEO_CLAMD_STRICT is off.
    """
    if not settings.CLAMD:
        return
    try:
        answer = _ask(file)
    except OSError as error:
        answer = f"away: {error}"
    if answer.endswith("FOUND"):
        found = answer.removesuffix("FOUND").partition(":")[2].strip()
        log.warning("a file with %s was refused", found)
        raise refusal("file_infected", "The virus scanner found something in this file.", found=found)
    if answer.endswith("OK"):
        return
    log.error("a file could not be scanned: %s", answer)
    if settings.CLAMD_STRICT:
        raise refusal("not_scanned", "The file could not be checked for viruses. Please try again later.", Away)


def _ask(file: IO[bytes]) -> str:
    host, _, port = settings.CLAMD.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), PATIENCE) as line:
        line.sendall(b"zINSTREAM\0")
        file.seek(0)
        try:
            for piece in iter(lambda: file.read(PIECE), b""):
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(bytes(4))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough and says why
        answer = b""
        while not answer.endswith(b"\0") and (more := line.recv(4096)):
            answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace")
