"""Django's settings for the editor: no database, no accounts, this computer alone."""

from pathlib import Path
from secrets import token_urlsafe

HOSTS = ("127.0.0.1", "localhost")


def configure() -> None:
    """Set Django up, once a process."""
    import django
    from django.conf import settings

    if settings.configured:
        return
    settings.configure(
        ALLOWED_HOSTS=list(HOSTS),
        SECRET_KEY=token_urlsafe(48),
        ROOT_URLCONF="canvass.layout_editor.urls",
        MIDDLEWARE=[
            "canvass.layout_editor.access.SafeHeaders",
            "canvass.layout_editor.access.OnlyTheInvited",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [str(Path(__file__).parent / "templates")],
            }
        ],
        CSRF_COOKIE_HTTPONLY=True,
        CSRF_COOKIE_SAMESITE="Strict",
        CSRF_FAILURE_VIEW="canvass.layout_editor.views.form_expired",
        DATA_UPLOAD_MAX_MEMORY_SIZE=64 * 1024,
        USE_TZ=True,
        USE_I18N=False,
        LOGGING_CONFIG=None,
    )
    django.setup()
