"""Mails leave behind the answer's back, and a deaf mail server breaks nothing."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from karteo.identity import mails
from karteo.identity.mails import Background
from karteo.identity.models import User
from tests.world import World


def wait_for_mail() -> None:
    for thread in threading.enumerate():
        if thread.name == "mail":
            thread.join()


def test_a_mail_is_sent_in_the_background(settings: Any) -> None:
    settings.MAIL_CARRIER = "django.core.mail.backends.locmem.EmailBackend"
    assert Background().send_messages([EmailMessage("Hello", "there", to=["a@b.example"])]) == 1
    wait_for_mail()
    assert [m.subject for m in mail.outbox] == ["Hello"]


def test_a_mail_server_that_does_not_answer_is_logged(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.MAIL_CARRIER = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    Background().send_messages([EmailMessage("Hello", "there", to=["a@b.example"])])
    wait_for_mail()
    assert "A mail could not be sent" in caplog.text


@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("name", ["reset", "invite", "welcome"])
def test_every_mail_exists_in_every_language(world: World, name: str, language: str) -> None:
    user = User(email="d@x.example", name="Dora <D>", language=language)
    mails.send(name, user, link="https://x.example/reset/1", inviter="Alice", workspace="Nord & Süd")
    sent = mail.outbox[-1]
    assert sent.subject
    assert "https://x.example/reset/1" in sent.body
    assert "Dora <D>" in sent.body
    assert "{" not in sent.subject + str(sent.body)
