"""How passwords are kept."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import check_password, make_password

import karteo.settings


def test_a_password_is_kept_as_argon2id_of_modest_memory(settings: Any) -> None:
    settings.PASSWORD_HASHERS = runpy.run_path(str(Path(karteo.settings.__file__)))["PASSWORD_HASHERS"]
    kept = make_password("a cellar without network")
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("a cellar without network", kept)
    assert not check_password("a cellar with network", kept)
