"""Short titles of contests, for headings and lists: an issue's own title may fill half a page."""

from collections import Counter
from collections.abc import Iterable

from tabulate.election import Contest, ContestId

MOST_LETTERS = 64
"""A title that is longer is shortened."""
_FEWEST_LETTERS = 8
"""That what stands before a full stop or a colon must have, to name the contest."""
_ENDS = (": ", ". ", "; ", " - ", " \N{EN DASH} ", " \N{EM DASH} ")


def short_titles(contests: Iterable[Contest]) -> dict[ContestId, str]:
    """A title for each contest, no two alike that were not: whole, or as much as names it."""
    given = {one.id: _numbered(one) for one in contests}
    short = {id_: _shortened(title) for id_, title in given.items()}
    times = Counter(short.values())
    return {id_: given[id_] if times[short[id_]] > 1 else short[id_] for id_ in given}


def _numbered(contest: Contest) -> str:
    """On one line, an issue's number before it, where the title does not begin with it."""
    title, numbering = " ".join(contest.title.split()), contest.purpose.numbering
    named = numbering is None or title.casefold().startswith(numbering.number.casefold())
    return title if named or numbering is None else f"{numbering.number}: {title}"


def _shortened(title: str) -> str:
    if len(title) <= MOST_LETTERS:
        return title
    places = (title.find(end, _FEWEST_LETTERS, MOST_LETTERS) for end in _ENDS)
    if found := min((place for place in places if place > 0), default=0):
        return title[:found]
    cut = title[:MOST_LETTERS].rpartition(" ")[0] or title[:MOST_LETTERS]
    return f"{cut.rstrip(',;:')} \N{HORIZONTAL ELLIPSIS}"
