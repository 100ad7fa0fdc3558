"""Before the application starts: every page says who may see it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from canvass.web.access import admission_of


def every_pattern(
    patterns: Iterable[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every page there is: its address as a pattern, and what Django knows of it."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from every_pattern(pattern.url_patterns, address)
        else:
            yield address, pattern


@register
def every_page_names_its_roles(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """An error for each page that does not say who may see it."""
    return [
        Error(
            f"The page /{address} does not say who may see it.",
            hint="Decorate its view with page(...), password_page or public_page of canvass.web.access.",
            id="canvass.E001",
        )
        for address, pattern in every_pattern()
        if admission_of(pattern.callback) is None
    ]
