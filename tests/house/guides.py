"""The guides as a document: `docs/guides.md`, made from the pages' check lists by `python -m tests.house.guides`."""

import re
from collections.abc import Iterator

from canvass.guiding.check_lists import CheckLine
from canvass.guiding.guides import GUIDES
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "guides.md"
_HEAD = """# Guides

![The check lists of a judge, with boxes to be ticked on paper](guide.png)

What each office does before, on and after election day. The page *Guides* of a served record has the same check lists.
There a line leads to where the thing is done, and the lists print with boxes to be ticked. This page is made from them
by `python -m tests.house.guides`.

"""


def guides_page() -> str:
    """The whole document."""
    return _HEAD + "\n".join(_lines())


def _lines() -> Iterator[str]:
    names = (f"[{one.role.label}](#{one.slug})" for one in GUIDES)
    yield from (", ".join(names) + ".", "")
    for guide in GUIDES:
        yield from (f"## {guide.role.label}", "", guide.summary, "")
        for title, lines in guide.parts:
            yield from (f"**{title}**", "", *map(_line, lines), "")


def _line(line: CheckLine) -> str:
    law = f" ({line.section})" if line.section else ""
    ways = [f"`{line.command}`"] if line.command else []
    ways += [f"[{_heading(line.read)}]({line.read})"] if line.read else []
    return f"- [ ] {line.what.removesuffix('.')}{law}{': ' if ways else ''}{', '.join(ways)}."


def _heading(read: str) -> str:
    """The heading to which a link within docs/ leads; that of the page where it names none. Raises StopIteration."""
    page, _, anchor = read.partition("#")
    headings = re.findall(r"^#+ (.*)$", (PAGE.parent / page).read_text("utf-8"), re.MULTILINE)
    return str(next(one for one in headings if not anchor or _anchor(one) == anchor))


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


if __name__ == "__main__":
    PAGE.write_text(guides_page(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} is written anew.")
