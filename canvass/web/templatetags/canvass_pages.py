"""Filters of every template: moments and numbers as people read them."""

from datetime import datetime

from django import template
from django.template import Context

from canvass.console.text import plural as plural_text
from canvass.web.naming.named import by_names
from canvass.web.served import premises

register = template.Library()


@register.simple_tag(takes_context=True)
def page_name(context: Context) -> str:
    """The name of the page's template without its ending, as `board/boards`: by this its help is found."""
    template = context.template
    return "" if template is None else str(template.name).removesuffix(".html")


register.filter("by_names", by_names)


@register.filter
def when(moment: datetime | str | None) -> str:
    """A moment in the county's own time: `2026-11-03 20:00 MST`."""
    if not moment:
        return ""
    known = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return known.astimezone(premises().zone).strftime("%Y-%m-%d %H:%M %Z").strip()


@register.filter
def number(value: int | None) -> str:
    """With thousands set apart: `100,000`; nothing for None."""
    return "" if value is None else f"{value:,}"


@register.filter
def plural(value: int, noun: str) -> str:
    """`{{ sheets|plural:"sheet" }}`: `1 sheet`, `2 sheets`."""
    return plural_text(value, noun)


@register.filter
def signed(value: int) -> str:
    """With its sign: `+2`, `-1`, `0`."""
    return f"{value:+,}" if value else "0"
