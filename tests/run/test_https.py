"""Behind https nothing leaves in the clear: asked of the real server, through the addresses people use."""
from __future__ import annotations

import http.client
import json
from collections.abc import Iterator

import pytest

from tests.e2e.people import PASSWORD, PEOPLE, settle
from tests.e2e.server import KarteoServer

HOST = "crm.nordwerk.example"
Answer = tuple[int, http.client.HTTPMessage]


@pytest.fixture(scope="module")
def server() -> Iterator[KarteoServer]:
    one = KarteoServer(KARTEO_URL=f"https://{HOST}", KARTEO_LOGINS_PER_MINUTE="8")
    try:
        settle(one)
        one.start("--no-worker")
        yield one
    finally:
        one.remove()


def ask(
    server: KarteoServer, method: str, path: str, scheme: str = "https", body: object = None, **more: str
) -> Answer:
    """One request as the proxy in front would hand it on."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    headers = {"Host": HOST, "X-Forwarded-Proto": scheme, "X-Forwarded-For": "203.0.113.7", **more}
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.msg


@pytest.mark.row("S1-03")
@pytest.mark.parametrize("path", ["/", "/contacts", "/api/health", "/api/me"])
def test_every_answer_says_that_only_https_is_to_be_used(server: KarteoServer, path: str) -> None:
    _, headers = ask(server, "GET", path)
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"].split("script-src")[1].split(";")[0]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.row("S1-03")
@pytest.mark.parametrize("path", ["/", "/contacts", "/api/me"])
def test_who_comes_in_the_clear_is_sent_to_https(server: KarteoServer, path: str) -> None:
    status, headers = ask(server, "GET", path, scheme="http")
    assert status in (301, 308)
    assert headers["Location"] == f"https://{HOST}{path}"


def log_in(server: KarteoServer, address: str = "203.0.113.7", wanted: int = 200) -> tuple[list[str], dict[str, str]]:
    """The cookies as they were set, and the headers of the next request of the same browser."""
    _, headers = ask(server, "GET", "/api/auth/browser/v1/auth/session")
    token = headers["Set-Cookie"].split("csrftoken=")[1].split(";")[0]
    own = {"X-CSRFToken": token, "Content-Type": "application/json", "Origin": f"https://{HOST}"}
    own["X-Forwarded-For"] = address
    person = {"email": PEOPLE["alice"].email, "password": PASSWORD}
    path = "/api/auth/browser/v1/auth/login"
    status, headers = ask(server, "POST", path, body=person, Cookie=f"csrftoken={token}", **own)
    assert status == wanted
    cookies = headers.get_all("Set-Cookie") or []
    pairs = dict(cookie.split(";")[0].split("=", 1) for cookie in cookies)
    own["X-CSRFToken"] = pairs.get("csrftoken", token)
    return cookies, {**own, "Cookie": "; ".join(f"{k}={v}" for k, v in {"csrftoken": token, **pairs}.items())}


@pytest.mark.row("S1-03")
def test_cookies_go_over_https_only(server: KarteoServer) -> None:
    cookies, _ = log_in(server)
    assert any(cookie.startswith("sessionid=") for cookie in cookies)
    for cookie in cookies:
        assert "Secure" in cookie
        assert "HttpOnly" in cookie or cookie.startswith("csrftoken=")


def test_a_body_over_the_limit_is_refused_before_it_is_read(server: KarteoServer) -> None:
    _, mine = log_in(server)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("POST", "/api/contacts", skip_host=True)
    for name, value in {"Host": HOST, "X-Forwarded-Proto": "https", "Content-Length": str(10**10), **mine}.items():
        connection.putheader(name, value)
    connection.endheaders(b"{")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Type"]) == (413, "application/problem+json")
    assert json.loads(answer.read())["status"] == 413
    connection.close()


def test_a_body_in_pieces_without_a_length_arrives_whole(server: KarteoServer) -> None:
    _, mine = log_in(server)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    pieces = [b'{"fields": {"kind": "company", ', b'"company_name": "In Pieces', b' Ltd"}}']
    headers = {"Host": HOST, "X-Forwarded-Proto": "https", **mine}
    connection.request("POST", "/api/contacts", iter(pieces), headers, encode_chunked=True)
    answer = connection.getresponse()
    assert (answer.status, json.loads(answer.read())["row"]["company_name"]) == (201, "In Pieces Ltd")
    connection.close()


def test_an_unknown_file_is_not_the_start_page(server: KarteoServer) -> None:
    assert ask(server, "GET", "/assets/gone.js")[0] == 404
    assert ask(server, "POST", "/contacts")[0] == 405


@pytest.mark.row("S0-02")
def test_an_office_behind_one_address_logs_in_as_often_as_the_setting_says(server: KarteoServer) -> None:
    for _ in range(8):
        log_in(server, "203.0.113.9")
    log_in(server, "203.0.113.9", wanted=429)
    log_in(server, "203.0.113.10")
