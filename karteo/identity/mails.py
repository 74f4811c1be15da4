"""Mails to people, each in the reader's language, and the one-time links in them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Thread
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from karteo.identity.models import User

log = logging.getLogger("karteo.mail")


def set_password_link(user: User, base: str) -> str:
    """A link to the page where the user sets his password: works once, and for a day."""
    return f"{base.rstrip('/')}/reset/{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"


def send(name: str, user: User, **context: Any) -> None:
    """The mail `mails/<name>.<language>.txt` to the user; its first line is the subject."""
    text = render_to_string(f"mails/{name}.{user.language}.txt", {"user": user, **context})
    subject, _, body = text.strip().partition("\n")
    EmailMessage(subject, body.strip() + "\n", to=[user.email]).send()


class Background(BaseEmailBackend):
    """Sends behind the answer's back, so that its duration does not tell which addresses are known."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        Thread(target=_deliver, args=(list(email_messages),), name="mail").start()
        return len(email_messages)


def _deliver(messages: list[EmailMessage]) -> None:
    try:
        get_connection(settings.MAIL_CARRIER).send_messages(messages)
    except OSError:
        log.exception("A mail could not be sent; the mail server does not take it")
