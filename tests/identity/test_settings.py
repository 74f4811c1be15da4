"""What the environment says becomes what Django does."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

import karteo.settings


def settings_with(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(Path(karteo.settings.__file__)))


def test_mails_go_to_the_console_until_a_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_with(monkeypatch)["MAIL_CARRIER"].endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://me:p%40ss@mail.example", 587, True, False),
        ("smtps://me:p%40ss@mail.example", 465, False, True),
        ("smtp://me:p%40ss@mail.example:2525", 2525, True, False),
    ],
)
def test_a_mail_server_is_named_by_one_address(
    monkeypatch: pytest.MonkeyPatch, url: str, port: int, tls: bool, ssl: bool
) -> None:
    ours = settings_with(monkeypatch, KARTEO_SMTP_URL=url)
    assert ours["MAIL_CARRIER"].endswith("smtp.EmailBackend")
    assert (ours["EMAIL_HOST"], ours["EMAIL_PORT"]) == ("mail.example", port)
    assert (ours["EMAIL_HOST_USER"], ours["EMAIL_HOST_PASSWORD"]) == ("me", "p@ss")
    assert (ours["EMAIL_USE_TLS"], ours["EMAIL_USE_SSL"]) == (tls, ssl)


def test_forwarded_headers_are_believed_only_behind_a_proxy_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = settings_with(monkeypatch, KARTEO_URL="http://localhost:8000")
    assert (alone["SECURE_PROXY_SSL_HEADER"], alone["ALLAUTH_TRUSTED_PROXY_COUNT"]) == (None, 0)
    behind = settings_with(monkeypatch, KARTEO_URL="http://localhost:8000", KARTEO_PROXIES="2")
    assert behind["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert behind["ALLAUTH_TRUSTED_PROXY_COUNT"] == 2
