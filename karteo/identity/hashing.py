"""Argon2 as OWASP recommends it for servers: Django's default takes 100 MB and eight threads for each login."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """argon2id with 19 MiB, two passes, one thread. Older hashes are renewed at the next login."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
