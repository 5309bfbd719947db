"""Django's settings, made from the house's (`writingviews.house.settings`)."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from writingviews.house.settings import load_house_settings, publication_folder

from . import logs

HOUSE = load_house_settings(os.environ, publication_folder(os.environ, Path.cwd()))

SECRET_KEY = HOUSE.secret_key
DEBUG = False
ALLOWED_HOSTS = list(HOUSE.hosts)
ROOT_URLCONF = "writingviews.config.urls"
ASGI_APPLICATION = "writingviews.config.asgi.application"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]  # HTTPS is the proxy's to force

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "writingviews.house",
    "writingviews.ledger",
    "writingviews.people",
    "writingviews.media",
    "writingviews.articles",
    "writingviews.notices",
    "writingviews.guests",
    "writingviews.desk",
    "writingviews.review",
    "writingviews.replies",
    "writingviews.search",
    "writingviews.porting",
    "writingviews.carry",
    "writingviews.calls",
    "writingviews.site",
    "writingviews.newsroom",
    "writingviews.press",
    "writingviews.publisher",
    "writingviews.config",
    # After the rooms, whose templates stand before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "writingviews.config.headers.HouseHeaders",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "writingviews.people.staying.Staying",
    "writingviews.newsroom.guest_door.GuestDoor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "writingviews.config.frame.frame",
            ],
        },
    },
]


def _database() -> dict[str, Any]:
    if HOUSE.database_url is None:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOUSE.sqlite_path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;"
                    "PRAGMA synchronous=FULL;"
                    "PRAGMA mmap_size=268435456;"
                    "PRAGMA cache_size=-16000;"
                ),
            },
        }
    url = urlsplit(HOUSE.database_url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A host that swallows what is sent to it would be waited for two minutes long.
        "OPTIONS": {"options": "-c synchronous_commit=on", "connect_timeout": 5},
    }


DATABASES = {"default": _database()}

# --- people ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "writingviews.guests.backend.GuestBackend",  # finds who came by a link; signs nobody in
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username",)},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "writingviews.people.adapter.AccountAdapter"
MFA_ADAPTER = "writingviews.people.adapter.MFAAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USERNAME_BLACKLIST = ["admin", "root", "editor", "publisher", "moderator"]
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# Passwords have their own pace (`people.guessing`), which locks nobody out; "login_failed" is left
# to the codes of the second factor, which only who knows the password can try.
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": "10/m/key", "signup": "30/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HOUSE.secure
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/newsroom/"  # what waits for whoever signs in
ACCOUNT_SIGNUP_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"

# --- nothing kept, nothing said ---------------------------------------------------------------
SESSION_ENGINE = "writingviews.people.sessions"
# "__Host-": a browser takes it from this host alone, over https, for all of it; a neighbouring
# host under the same domain cannot put its own in the place.
SESSION_COOKIE_NAME = "__Host-house" if HOUSE.secure else "house"
CSRF_COOKIE_NAME = "__Host-token" if HOUSE.secure else "csrftoken"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HOUSE.secure else 0
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HOUSE.secure
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None  # ends with the browser, as the session does
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HOUSE.secure
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_TRUSTED_ORIGINS = [HOUSE.address]
# Not "no-referrer": under it a browser sends forms with "Origin: null", which the check against
# forged requests must refuse. Other hosts learn as little; readers' pages stay at "no-referrer".
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HOUSE.behind_proxy else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Rate limits need memory that all requests of a process share and no disk ever sees.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_PERMISSIONS = 0o600
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if HOUSE.mail else 'dummy'}.EmailBackend"
if HOUSE.mail:
    EMAIL_HOST, EMAIL_PORT = HOUSE.mail.host, HOUSE.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = HOUSE.mail.user, HOUSE.mail.password
    EMAIL_USE_TLS = HOUSE.mail.security == "starttls"
    EMAIL_USE_SSL = HOUSE.mail.security == "tls"
    EMAIL_TIMEOUT = 20
    DEFAULT_FROM_EMAIL = HOUSE.mail.sender

LOGGING = logs.LOGGING
