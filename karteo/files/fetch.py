"""Fetching from hosts that the administrator allowed, and from nowhere else.

By https only, to public addresses only, and what was looked up is what is connected to. A host that is named with
its port (`pictures.firm.example:8443`) is taken as it is: also without https, also inside the own network.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

PATIENCE = 8.0  # seconds for all of it
HOPS = 3
MOVED = (301, 302, 303, 307, 308)
INSIDE = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16"))
"""IPv6 addresses that carry an IPv4 one, which would have to be looked at too"""
AGENT = "Karteo (picture of a contact)"


class Unfetched(Exception):
    """`code`: picture_host (not allowed), picture_away (no answer), picture_too_big."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Fetched:
    url: str
    body: bytes


def entry(parts: SplitResult) -> str | None:
    """The setting's entry that allows this address, or None."""
    host = (parts.hostname or "").lower().rstrip(".")
    try:
        port = parts.port
    except ValueError:
        return None
    for allowed in settings.PICTURE_HOSTS:
        if ":" in allowed:
            if f"{host}:{port}" == allowed and parts.scheme in ("http", "https"):
                return str(allowed)
        elif parts.scheme == "https" and port in (None, 443) and f".{host}".endswith(f".{allowed}"):
            return str(allowed)
    return None


def public(address: str) -> bool:
    """Whether the address is one of the open internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return public(str(ip.ipv4_mapped))
        if ip.is_site_local or any(ip in net for net in INSIDE):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def fetch(url: str, most: int) -> Fetched:
    """What stands there, at most so many bytes; it may lead on to the same host only."""
    for _ in range(HOPS):
        parts = urlsplit(url)
        status, location, body = _ask(parts, most)
        if status == 200:
            return Fetched(url, body)
        if status not in MOVED or not location:
            raise Unfetched("picture_away")
        url = urljoin(url, location)
        if _bare(urlsplit(url)) != _bare(parts):
            raise Unfetched("picture_host")
    raise Unfetched("picture_away")


def _bare(parts: SplitResult) -> str:
    return (parts.hostname or "").lower().removeprefix("www.")


def _ask(parts: SplitResult, most: int) -> tuple[int, str, bytes]:
    found = entry(parts)
    if found is None or not parts.hostname:
        raise Unfetched("picture_host")
    try:
        line = _connected(parts, parts.hostname, as_named=":" in found)
    except (OSError, ValueError) as error:
        raise Unfetched("picture_away") from error
    with closing(line):
        # a host that sends a byte now and then would otherwise keep the thread for ever
        rung = threading.Event()
        bell = threading.Timer(PATIENCE, _hang_up, [line.sock, rung])
        bell.start()
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            line.request("GET", target, headers=_headers(parts))
            answer = line.getresponse()
            body = answer.read(most + 1) if answer.status == 200 else b""
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise Unfetched("picture_away") from error
        finally:
            bell.cancel()
    if rung.is_set():
        raise Unfetched("picture_away")
    if len(body) > most:
        raise Unfetched("picture_too_big")
    return answer.status, answer.headers.get("Location", ""), body


def _connected(parts: SplitResult, host: str, as_named: bool) -> http.client.HTTPConnection:
    """A connection to an address that was looked at, so that a second look-up cannot say something else."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    addresses = [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not addresses or not (as_named or all(public(address) for address in addresses)):
        raise Unfetched("picture_host")
    line = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    line.sock = socket.create_connection((addresses[0], port), PATIENCE)
    if parts.scheme == "https":
        line.sock = ssl.create_default_context().wrap_socket(line.sock, server_hostname=host)
    return line


def _headers(parts: SplitResult) -> dict[str, str]:
    host = parts.netloc.rpartition("@")[2]
    return {"Host": host, "User-Agent": AGENT, "Accept": "text/html, image/*;q=0.9", "Accept-Encoding": "identity"}


def _hang_up(sock: socket.socket, rung: threading.Event) -> None:
    rung.set()
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        sock.close()
