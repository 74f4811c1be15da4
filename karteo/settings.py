"""The whole configuration: environment variables with safe defaults, read once."""
from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).resolve().parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    return int(os.environ.get(name, default))


def database(url: str) -> dict[str, object]:
    """`postgresql://user:password@host:port/name?option=…` as Django wants it."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "TEST": {"TEMPLATE": None},
    }


DEBUG = False
SECRET_KEY = text("KARTEO_SECRET_KEY", "not-secret-only-for-tests-and-builds")
ALLOWED_HOSTS = text("KARTEO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DATABASES = {"default": database(text("DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/karteo"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "karteo.identity",
    "karteo.log",
    "karteo.records",
    "karteo.edits",
    "karteo.search",
    "karteo.bulk",
    "karteo.api",
]
AUTH_USER_MODEL = "identity.User"
ROOT_URLCONF = "karteo.urls"
WSGI_APPLICATION = "karteo.wsgi.application"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("zh-hans", "中文")]

# Who is asking: login, sessions, CSRF (accounts)
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_ENGINE = "karteo.identity.sessions"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
