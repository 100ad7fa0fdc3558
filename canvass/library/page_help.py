"""Help of a page, made from the page itself: its template has its purpose, its keys, and the words and sections on it.

Nothing is written twice, and nothing of a record is in it: a template is the same for everyone.
"""

import html
import re
from dataclasses import dataclass
from functools import cache

from django.template.backends.django import Template
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs

from canvass.library.known_words import SECTION, KnownGuide, KnownSection, KnownWord, library

_NAME = re.compile(r"[a-z_]+/[a-z0-9_]+")
_PARTS_OF = re.compile(rf"""\{{% (?:include|extends) "({_NAME.pattern})\.html\"""")
_EVERY_PAGE = frozenset({"web/base", "web/bare", "web/field", "web/form"})
_LOGIC = re.compile(r"\{[%{#].*?[%}#]\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TITLE = re.compile(r"<h1[^>]*>(.*?)(?:<span.*?)?</h1>", re.DOTALL)
_NAMED = re.compile(r"\{% block title %\}(.*?)\{% endblock %\}", re.DOTALL)
_LEAD = re.compile(r"""<p class="lead">(.*?)</p>""", re.DOTALL)
_KEY = re.compile(r"<li>(<kbd>[^<]*</kbd>.*?)</li>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PageKey:
    """A key of a page, and what it does there."""

    key: str
    does: str


EVERYWHERE = (
    PageKey("?", "this help, and Esc closes it"),
    PageKey("Tab", "to the next field or link; with Shift, back"),
    PageKey("Enter", "follow a link, press a button"),
)
"""Keys of every page."""


@dataclass(frozen=True, slots=True)
class PageHelp:
    """What the help of one page says."""

    title: str
    purpose: str
    """Empty where the page does not say."""
    keys: tuple[PageKey, ...]
    words: tuple[KnownWord, ...]
    sections: tuple[KnownSection, ...]
    guides: tuple[KnownGuide, ...]


def help_of(name: str) -> PageHelp | None:
    """The help of the page with that template, as `board/boards`; None where there is none."""
    # asked first, since what is not there would be remembered, too, and anyone may ask for anything
    return _help_of(name) if name in _pages() else None


@cache
def _pages() -> frozenset[str]:
    """The name of every template, but for what every page has."""
    places = [(place, path) for place in get_app_template_dirs("templates") for path in place.rglob("*.html")]
    names = {path.relative_to(place).with_suffix("").as_posix() for place, path in places}
    return frozenset(filter(_NAME.fullmatch, names)) - _EVERY_PAGE


@cache
def _help_of(name: str) -> PageHelp:
    source = _source(name)
    text = _text(source)
    cited = set(SECTION.findall(text))
    title = _first(_TITLE, source) or _first(_NAMED, source)
    return PageHelp(
        title,
        _first(_LEAD, source),
        tuple(_key(found) for found in _KEY.findall(source)),
        tuple(one for one in library().words if _spoken(one.word, text)),
        tuple(one for one in library().sections if one.section in cited),
        library().guides_of(_first(_NAMED, source)),
    )


def _source(name: str, seen: frozenset[str] = frozenset()) -> str:
    """A template with what it includes and extends, but for what every page has."""
    template = get_template(f"{name}.html")
    assert isinstance(template, Template)
    source = str(template.template.source)
    others = (one for one in _PARTS_OF.findall(source) if one in _pages() - seen - {name})
    return "\n".join([source, *(_source(one, seen | {name}) for one in others)])


def _text(source: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", _TAG.sub(" ", _LOGIC.sub(" ", source))))


def _first(pattern: re.Pattern[str], source: str) -> str:
    """The words of what is found first; what a record would fill in is left out, with the brackets around it."""
    found = pattern.search(source)
    words = "" if found is None else _text(found[1])
    return re.sub(r"\s+([.,:;)])", r"\1", re.sub(r"\( *\)|\s*: *$", "", words)).strip()


def _key(found: str) -> PageKey:
    key, _, does = found.partition("</kbd>")
    return PageKey(_text(key).strip(), _text(does).strip())


def _spoken(word: str, text: str) -> bool:
    """Whether a word of the glossary is on the page, in singular or plural."""
    return re.search(rf"(?<!\w){re.escape(word)}(?:s|es)?(?!\w)", text, re.IGNORECASE) is not None
