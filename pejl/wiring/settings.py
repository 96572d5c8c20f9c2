"""Django's settings, from environment variables with safe defaults.

Every variable is documented in docs/operations/environment.md; a test compares.
"""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from pejl.foundation.storage.library import use_current_sqlite
from pejl.wiring import environment

PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent
DATA = environment.folder("PEJL_DATA", default=PROJECT / "var")

DEBUG = environment.flag("PEJL_DEBUG", default=False)
SECRET_KEY = environment.secret_key("PEJL_SECRET_KEY", kept_in=DATA / "secret-key")
ALLOWED_HOSTS = environment.words("PEJL_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PORT = environment.number("PORT", default=8000)
PEJL_CERTIFICATE, PEJL_CERTIFICATE_KEY = environment.files_together("PEJL_CERTIFICATE", "PEJL_CERTIFICATE_KEY")
IS_HTTPS = environment.flag("PEJL_HTTPS", default=bool(PEJL_CERTIFICATE))

# Pejl's own switches.
PEJL_WIRING = "pejl.wiring"
PEJL_DEMO = environment.flag("PEJL_DEMO", default=False)
PEJL_CLOCK_FILE = environment.file("PEJL_CLOCK_FILE") if PEJL_DEMO else ""
SCHEME = "https" if PEJL_CERTIFICATE else "http"
PEJL_ADDRESS = environment.text("PEJL_ADDRESS", default=f"{SCHEME}://localhost:{PORT}").rstrip("/")
PEJL_MAIL_FOLDER = DATA / "mail"
PEJL_SCOPES = True
CSRF_TRUSTED_ORIGINS = [PEJL_ADDRESS] if IS_HTTPS else []

INSTALLED_APPS = [
    "pejl.foundation.tenancy",
    "pejl.foundation.audit",
    "pejl.foundation.live",
    "pejl.foundation.drafts",
    "pejl.foundation.files",
    "pejl.foundation.jobs",
    "pejl.foundation.notices",
    "pejl.foundation.login",
    "pejl.organisation",
    "pejl.agreements",
    "pejl.direction",
    "pejl.themes",
    "pejl.guidance",
    "pejl.meetings",
    "pejl.room",
    "pejl.learning",
    "pejl.overview",
    "pejl.wiring",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "pejl.wiring.headers.headers_middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pejl.wiring.languages.language_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pejl.foundation.login.middleware.activity_middleware",
    "pejl.foundation.tenancy.middleware.space_middleware",
    "pejl.foundation.login.middleware.PersonRequiredMiddleware",
    "pejl.wiring.answers.refusal_middleware",
]

ROOT_URLCONF = "pejl.wiring.urls"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            PACKAGE / "design",
            *sorted(PACKAGE.glob("*/templates")),
            *sorted(PACKAGE.glob("foundation/*/templates")),
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "pejl.wiring.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "pejl.wiring.chrome.chrome",
            ],
        },
    },
    {
        # Only for the templates that third-party packages bring.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = environment.databases(sqlite=DATA / "pejl.sqlite3")
if DATABASES["default"]["ENGINE"].endswith("sqlite"):
    use_current_sqlite()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "pejl_cache"},
    # Beside the database: how far work has come whose transaction is not over (foundation/jobs/progress.py).
    "progress": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "progress",
        "TIMEOUT": 3600,
    },
}

AUTH_USER_MODEL = "tenancy.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "pejl.foundation.login.passwords.LengthValidator"},
    {"NAME": "pejl.foundation.login.passwords.CommonValidator"},
    {"NAME": "pejl.foundation.login.passwords.BreachedValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PEJL_BREACHED_PASSWORDS = environment.file("PEJL_BREACHED_PASSWORDS")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
# django-allauth takes the steps of a sign-in; what it asks, counts and mails is our own (pejl/foundation/login).
ACCOUNT_ADAPTER = "pejl.wiring.login.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_LOGIN_TIMEOUT = 15 * 60
MFA_ADAPTER = "pejl.wiring.login.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True

SESSION_ENGINE = "pejl.foundation.login.sessions"
PEJL_IDLE_MINUTES = environment.number("PEJL_IDLE_MINUTES", default=60)
PEJL_LONGEST_HOURS = environment.number("PEJL_LONGEST_HOURS", default=12)
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "pejl_session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "pejl_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "pejl.wiring.answers.csrf_failed"

SECURE_SSL_REDIRECT = IS_HTTPS
PEJL_BEHIND_PROXY = environment.flag("PEJL_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PEJL_BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 63_072_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "worker-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
# What the server takes in one request (25 MiB) must hold a file and the form around it.
PEJL_FILE_MEGABYTES = environment.number("PEJL_FILE_MEGABYTES", default=20, most=24)
PEJL_FILES_MEGABYTES = environment.number("PEJL_FILES_MEGABYTES", default=2000)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "pejl_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PROJECT / "build" / "static"]
STATIC_ROOT = PROJECT / "build" / "collected"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_USE_SSL = environment.mail_server(
    "PEJL_SMTP_URL"
)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = PEJL_MAIL_FROM = environment.text("PEJL_MAIL_FROM", default="Pejl <pejl@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"private": {"()": "pejl.foundation.privacy.logs.PrivacyFilter"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["private"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": ["console"], "propagate": False},
        # The local sink would tell every line of every mail.
        "mail.log": {"level": "WARNING"},
    },
}
