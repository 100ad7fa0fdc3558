"""Django's settings for the served application. Commands without pages use `canvass.settings`, which is quicker."""

from dataclasses import dataclass, replace
from typing import Any

from canvass.settings import ROUTER


@dataclass(frozen=True, slots=True)
class PagesServed:
    """Which pages a process serves, by the places of their parts."""

    urls: str
    folders: tuple[str, ...]
    """A folder has templates/, static/ and urls.py as Django finds them."""
    middleware: tuple[str, ...]
    context: tuple[str, ...] = ()
    """What every template can count on."""
    forged: str = "canvass.web.faults.forged_request"
    """The answer to a form that is not ours."""


RECORD_PAGES = PagesServed(
    urls="canvass.site.urls",
    folders=(
        "canvass.board",
        "canvass.committee",
        "canvass.people",
        "canvass.public",
        "canvass.election_office",
        "canvass.front_desk",
        "canvass.library",
        "canvass.recount_board",
        "canvass.scan_room",
        "canvass.site",
        "canvass.state_canvassers",
    ),
    middleware=(
        "canvass.site.served_log.ServedLogMiddleware",
        "canvass.web.headers.HeadersMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "canvass.web.sessions.SessionLimitsMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "canvass.web.access.AccessMiddleware",
        "canvass.web.faults.TroubleMiddleware",
        "canvass.site.served_log.FaultKindMiddleware",
    ),
    context=(
        "django.template.context_processors.request",
        "django.contrib.messages.context_processors.messages",
        "canvass.site.context.page_context",
    ),
)
"""The pages of a record. A new folder is a name here and a line in `urls.py`."""

_OF_ACCOUNTS = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "canvass.web.sessions.SessionLimitsMiddleware",
)

STATE_PAGES = replace(RECORD_PAGES, urls="canvass.site.state_urls")
"""Those of a state's canvass: other addresses, and accounts as a record has them."""

OPENING_PAGES = replace(
    RECORD_PAGES,
    urls="canvass.front_desk.urls",
    middleware=tuple(one for one in RECORD_PAGES.middleware if one not in _OF_ACCOUNTS),
    forged="canvass.front_desk.desk_views.form_expired",
)
"""Those of a folder in which no election is served yet: nobody has an account, and one browser was invited."""

LAYOUT_PAGES = PagesServed(
    urls="canvass.layout_editor.urls",
    folders=("canvass.layout_editor",),
    middleware=(
        "canvass.web.headers.HeadersMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "canvass.web.access.AccessMiddleware",
        "canvass.web.faults.TroubleMiddleware",
    ),
    forged="canvass.layout_editor.views.form_expired",
)
"""The editor's: no record, no accounts, one browser that was invited."""

DEFINITION_PAGES = replace(
    LAYOUT_PAGES,
    urls="canvass.definition_editor.urls",
    folders=("canvass.definition_editor",),
    forged="canvass.definition_editor.draft_faults.form_expired",
)
"""Those on which a definition is made: no record yet, no accounts, one browser that was invited."""

_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("name", "full_name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

_BUILTINS = ["canvass.web.templatetags.canvass_pages", "django.templatetags.static"]


def configure_web(pages: PagesServed = RECORD_PAGES) -> None:
    """Set Django up for pages, once a process. Which record is served is said later, by `served.serve_record`."""
    import django
    from django.conf import settings

    if settings.configured:
        return
    settings.configure(
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "django.forms",
            "canvass.record.tables.apps.RecordConfig",
            "canvass.accounts.apps.AccountsConfig",
            "canvass.web.apps.WebConfig",
            *pages.folders,
        ],
        DATABASES={},
        DATABASE_ROUTERS=[ROUTER],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        MIDDLEWARE=pages.middleware,
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": pages.context, "builtins": _BUILTINS},
            }
        ],
        FORM_RENDERER="canvass.web.forms.PageRenderer",
        ROOT_URLCONF=pages.urls,
        CSRF_FAILURE_VIEW=pages.forged,
        SECRET_KEY="set when something is served",
        USE_TZ=True,
        TIME_ZONE="UTC",
        LANGUAGE_CODE="en-us",
        USE_I18N=False,
        USE_THOUSAND_SEPARATOR=False,
        **_AUTHENTICATION,
        **_COOKIES,
        **_TRANSPORT,
    )
    django.setup()


def serve_from_now(pages: PagesServed) -> None:
    """Have the applications that are made from now on answer with other pages of a process that is set up."""
    from django.conf import settings

    settings.ROOT_URLCONF = pages.urls
    settings.MIDDLEWARE = pages.middleware
    settings.CSRF_FAILURE_VIEW = pages.forged


_AUTHENTICATION: dict[str, Any] = {
    "AUTH_USER_MODEL": "accounts.Account",
    "AUTH_PASSWORD_VALIDATORS": _VALIDATORS,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    "LOGIN_URL": "accounts:sign-in",
}

_COOKIES: dict[str, Any] = {
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
    "SESSION_COOKIE_AGE": 12 * 60 * 60,
    "CSRF_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_SAMESITE": "Strict",
    "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
}

_TO_STDERR = {"handlers": ["stderr"], "propagate": False}

_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": _TO_STDERR | {"level": "WARNING"},
        # Pages that are not there, and names this computer does not go by, are asked for all day long.
        "django.request": _TO_STDERR | {"level": "ERROR"},
        "django.security.DisallowedHost": _TO_STDERR | {"level": "CRITICAL"},
        "canvass": _TO_STDERR | {"level": "INFO"},
    },
}
"""What the server tells on stderr: faults in full, refused forms in a line, never a password or a vote."""

_TRANSPORT: dict[str, Any] = {
    "STATIC_URL": "/static/",
    "WHITENOISE_USE_FINDERS": True,
    "WHITENOISE_AUTOREFRESH": False,
    "WHITENOISE_ALLOW_ALL_ORIGINS": False,
    "X_FRAME_OPTIONS": "DENY",
    "SECURE_REFERRER_POLICY": "same-origin",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 2_500_000,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 5_000,
    "DATA_UPLOAD_MAX_NUMBER_FILES": 200,  # a package and an audit of each county, and some beside
    "FILE_UPLOAD_MAX_MEMORY_SIZE": 2_500_000,
    "LOGGING": _LOGGING,
}
