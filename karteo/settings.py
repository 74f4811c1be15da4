"""The whole configuration: environment variables with safe defaults, read once."""
from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from psycopg.conninfo import conninfo_to_dict

HERE = Path(__file__).resolve().parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    return int(os.environ.get(name, default))


def database(url: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?sslmode=…` (all that libpq knows) as Django wants it."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", None) or "karteo",
        "USER": parts.pop("user", None) or "",
        "PASSWORD": parts.pop("password", None) or "",
        "HOST": parts.pop("host", None) or "",
        "PORT": str(parts.pop("port", None) or ""),
        # prepared statements: what is asked again and again is planned once
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3, **parts},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,  # a question per request; karteo/run/connections.py sees a dead one without
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "TEST": {"TEMPLATE": None},
    }


DEBUG = False
SECRET_KEY = text("KARTEO_SECRET_KEY", "not-secret-only-for-tests-and-builds")
# The address people type, also in mails; https makes cookies and HSTS strict.
URL = text("KARTEO_URL", "http://localhost:8000").rstrip("/")
HTTPS = URL.startswith("https://")
PROXIES = number("KARTEO_PROXIES", 1 if HTTPS else 0)  # of ours, in front: X-Forwarded-… is believed
ALLOWED_HOSTS = [urlsplit(URL).hostname or "", "localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS += text("KARTEO_HOSTS").split(",")
PROCESSES = number("KARTEO_PROCESSES", 2)
THREADS = number("KARTEO_THREADS", 4)
LOG_LEVEL = text("KARTEO_LOG_LEVEL", "info")
LOG_JSON = flag("KARTEO_LOG_JSON")
LOGGING_CONFIG = None  # karteo.run.logs does it, for our own lines and those of libraries alike
DATABASES = {"default": database(text("DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/karteo"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "karteo.identity",
    "karteo.log",
    "karteo.files",
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

TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}]

# Who is asking: login, sessions, limits, mail
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["karteo.identity.hashing.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "karteo.identity.links.Links"
ACCOUNT_ADAPTER = "karteo.identity.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PASSWORD_MIN_LENGTH = None
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login": f"{number('KARTEO_LOGINS_PER_MINUTE', 30)}/m/ip",
    "login_failed": f"20/m/ip,{number('KARTEO_LOGIN_TRIES', 5)}/5m/key",
    "reset_password": "20/m/ip,5/m/key",
}
# The second factor: codes of an app, passkeys, recovery codes (karteo/identity/factors.py)
MFA_ADAPTER = "karteo.identity.factors.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Karteo"
MFA_TOTP_TOLERANCE = 1  # half a minute early or late: clocks differ
# The firm's own log-in, by OpenID Connect (karteo/identity/sso.py)
OIDC_URL = text("KARTEO_OIDC_URL").rstrip("/")
OIDC_NAME = text("KARTEO_OIDC_NAME", "SSO")
OIDC_ID = f"oidc-{sha256(OIDC_URL.encode()).hexdigest()[:12]}"  # another provider's numbers mean other people
OIDC_ONLY = bool(OIDC_URL) and flag("KARTEO_OIDC_ONLY")
OIDC_HOSTS = [urlsplit(OIDC_URL).netloc, *text("KARTEO_OIDC_HOSTS").split()]
OIDC_APP = {
    "provider_id": OIDC_ID,
    "name": OIDC_NAME,
    "client_id": text("KARTEO_OIDC_CLIENT_ID"),
    "secret": text("KARTEO_OIDC_CLIENT_SECRET"),
    "settings": {"server_url": OIDC_URL, "verified_email": flag("KARTEO_OIDC_TRUST_EMAIL")},
}
SOCIALACCOUNT_ADAPTER = "karteo.identity.sso.Adapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [OIDC_APP] if OIDC_URL else []}}
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_reset_password": f"{URL}/reset",
    "account_reset_password_from_key": f"{URL}/reset/{{key}}",
    "account_signup": f"{URL}/login",
    "socialaccount_login_error": f"{URL}/login",
}
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "identity_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_ENGINE = "karteo.identity.sessions"
SESSION_COOKIE_AGE = number("KARTEO_SESSION_DAYS", 30) * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [URL]
CSRF_FAILURE_VIEW = "karteo.api.accounts.csrf_failed"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MAIL = urlsplit(text("KARTEO_SMTP_URL"))  # smtp://user:password@host:port, smtps://… for TLS from the start
MAIL_CARRIER = f"django.core.mail.backends.{'smtp' if MAIL.hostname else 'console'}.EmailBackend"
EMAIL_BACKEND = "karteo.identity.mails.Background"
EMAIL_HOST, EMAIL_PORT = MAIL.hostname or "localhost", MAIL.port or (465 if MAIL.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(MAIL.username or ""), unquote(MAIL.password or "")
EMAIL_USE_SSL = MAIL.scheme == "smtps"
EMAIL_USE_TLS = bool(MAIL.hostname) and not EMAIL_USE_SSL and flag("KARTEO_SMTP_STARTTLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("KARTEO_MAIL_FROM", "Karteo <karteo@localhost>")

# What a browser may do with our pages
SECURE_HSTS_SECONDS = number("KARTEO_HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS and PROXIES > 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REDIRECT_EXEMPT = [r"^api/health$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],  # the component library sets style attributes
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = number("KARTEO_MAX_BODY_MB", 32) * 1024 * 1024
IMPORT_MAX_MB = number("KARTEO_IMPORT_MAX_MB", 100)
# Photos and attachments: a folder, or s3://key:secret@bucket/folder?endpoint=https://… for what speaks S3
FILES_URL = text("KARTEO_FILES_URL", str(Path(tempfile.gettempdir()) / "karteo-files-only-for-tests-and-builds"))
FILE_MAX_MB = number("KARTEO_FILE_MAX_MB", 100)
CLAMD = text("KARTEO_CLAMD")  # host:port of a virus scanner
CLAMD_STRICT = flag("KARTEO_CLAMD_STRICT", True)
PICTURE_HOSTS = [host.strip().lower() for host in text("KARTEO_PICTURE_HOSTS").split(",") if host.strip()]
FILE_UPLOAD_HANDLERS = ["karteo.api.uploads.Limited", "django.core.files.uploadhandler.TemporaryFileUploadHandler"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "karteo.api.policy.with_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "karteo.api.problems.in_problems",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
