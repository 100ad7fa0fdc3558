"""Which recounts the margins of the record allow now, contest by contest, for the page that files one (13-16-201)."""

from dataclasses import dataclass

from django.http import Http404

from canvass.console.text import plural
from canvass.recounting.filing import voted_elsewhere
from canvass.recounting.lines_shown import recount_words
from canvass.recounting.of_record import totals_in
from canvass.web.served import served
from tabulate.recounts.rights import PositionTotals, RecountLine, exact, line_of


@dataclass(frozen=True, slots=True)
class ContestMargin:
    """A contest with totals, and its place in the addresses, from 1."""

    number: int
    position: PositionTotals
    line: RecountLine

    @property
    def most(self) -> str:
        """Who has the most votes, or is tied."""
        return "; ".join(f"{one.name} {one.votes:,}" for one in (*self.line.winners, *self.line.tied)) or "nobody"

    @property
    def defeated(self) -> str:
        """Who is next, and how far behind."""
        return "; ".join(
            f"{one.votes.name} {one.votes.votes:,}, {plural(one.margin, 'vote')} behind" for one in self.line.defeats
        )

    @property
    def limit(self) -> str:
        """Of a free recount."""
        floor = f", or {self.line.floor}" if self.line.floor else ""
        return f"{exact(self.line.limit_free, thousands=',')}{floor}"

    @property
    def allows(self) -> str:
        """In words."""
        alone = "by this county's votes alone, " if voted_elsewhere(self.position.contest) else ""
        return f"{alone}{recount_words(self.line)}"


def margins_now() -> tuple[ContestMargin, ...]:
    """Every contest with totals, in the definition's order. Whether they are sealed is asked before."""
    election, audit = served().election, served().audit.state
    found = served().state.read(lambda state: totals_in(election, state, audit))
    places = {one.id: number for number, one in enumerate(election.contests, 1)}
    return tuple(ContestMargin(places[one.contest.id], one, line_of(one)) for one in found.positions)


def margin_or_404(number: int) -> ContestMargin:
    """The contest of an address. Raises Http404 where there is none, or it has no totals."""
    found = next((one for one in margins_now() if one.number == number), None)
    if found is None:
        raise Http404("No counted ballot carries such a contest.")
    return found
