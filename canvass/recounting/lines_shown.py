"""The lines of `canvass recounts check`, for programs and for people."""

from typing import Any

from canvass.console.text import plural, say
from tabulate.recounts.rights import Recount, RecountLine, exact

_WORDS = {
    Recount.FREE: "free: a petition within 5 days of the canvass is enough (13-16-201)",
    Recount.BOND: "for a bond: a petition within 5 days of the canvass, with a bond for all costs (13-16-211)",
    Recount.COURT: "only by order of a court: an application within 5 days of the canvass (13-16-301)",
    Recount.TIE: "a tie: recounted without a petition (13-16-203)",
    Recount.NONE: "none",
}


def line_json(line: RecountLine) -> dict[str, Any]:
    """One contest, as a program reads it: fractions exact, as text."""
    return {
        "contest": line.contest.id,
        "class": line.recount_class.short,
        "votes_for_office": exact(line.total_vote),
        "winners": [one.choice for one in line.winners],
        "loser": line.defeats[0].votes.choice if line.defeats else None,
        "margin": line.margin,
        "limit_free": exact(line.limit_free),
        "limit_bond": exact(line.limit_bond),
        "floor": line.floor,
        "recount": line.recount.value,
        "signatures": line.signers.electors if line.signers else None,
        "filed_with": line.filed_with.value if line.filed_with else None,
    }


def say_line(line: RecountLine) -> None:
    """One contest, as people read it."""
    say(f"{line.contest.title} ({line.contest.id}), class {line.recount_class.value} of 13-16-201")
    if line.winners:
        say(f"  most votes   {'; '.join(f'{one.name} {one.votes:,}' for one in line.winners)}")
    if line.tied:
        say(f"  equal        {'; '.join(f'{one.name} {one.votes:,}' for one in line.tied)}")
    for one in line.defeats:
        behind = f"{one.votes.name} {one.votes.votes:,}, {plural(one.margin, 'vote')} behind"
        say(f"  defeated     {behind}: {one.recount.value}")
    say(f"  total vote   {exact(line.total_vote, thousands=',')}; {_limits(line)}")
    say(f"  recount      {recount_words(line)}")
    if line.signers is not None:
        counties = f", from at least {line.signers.counties} counties" if line.signers.counties > 1 else ""
        say(f"  signed by    at least {line.signers.electors} electors{counties}")
    if line.filed_with is not None:
        say(f"  filed with   the {line.filed_with.value}")


def recount_words(line: RecountLine) -> str:
    """What the margin of a contest gives a right to, in words."""
    if line.recount is Recount.NONE and line.defeats:
        court = "an elector who could vote on it may apply to a court within 5 days of the canvass (13-16-301(1))"
        return f"none by the margin; {court}"
    return _WORDS[line.recount]


def _limits(line: RecountLine) -> str:
    free = f"free up to {exact(line.limit_free, thousands=',')}" + (f", or {line.floor} votes" if line.floor else "")
    return f"{free}; for a bond up to {exact(line.limit_bond, thousands=',')}" if line.recount_class.office else free
