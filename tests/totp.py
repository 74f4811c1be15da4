"""What an authenticator app shows: the code of a secret, written from RFC 6238 and not from our server's code."""

from __future__ import annotations

import base64
import hmac
import struct
import time


def code(secret: str, ahead: int = 0) -> str:
    """The six digits of now, or of half a minute later for each one `ahead`."""
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"
