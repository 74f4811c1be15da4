"""A real OpenID provider in a process of its own, whose people say who they are by typing it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from functools import partial
from html import unescape
from signal import SIGTERM
from typing import Any
from urllib.parse import urljoin

import requests

from karteo.run.children import die_with_parent
from tests.e2e.server import free_port, until


class Provider:
    """`.url`; `.person("anna", email=…, email_verified=True)` is known there from then on."""

    def __init__(self) -> None:
        port = free_port()
        self.url = f"http://localhost:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "oidc_provider_mock", "-H", "localhost", "-p", str(port)],
            env={**os.environ, "NO_COLOR": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=partial(die_with_parent, SIGTERM),
        )
        until(self.answers, "the provider's first answer")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/.well-known/openid-configuration", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def person(self, sub: str, **claims: Any) -> None:
        wish = urllib.request.Request(
            f"{self.url}/users/{sub}",
            json.dumps(claims).encode(),
            {"Content-Type": "application/json"},
            method="PUT",
        )
        urllib.request.urlopen(wish, timeout=10).close()

    def log_in(self, address: str, sub: str) -> str:
        """Says at the provider's page who one is; the address to which it then sends the browser."""
        with requests.Session() as browser:
            page = browser.get(address, timeout=10)
            form = re.search(r'<form[^>]*action="([^"]+)"', page.text)
            answer = browser.post(
                urljoin(address, unescape(form[1])) if form else address,
                {"sub": sub},
                allow_redirects=False,
                timeout=10,
            )
            return str(answer.headers["Location"])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
