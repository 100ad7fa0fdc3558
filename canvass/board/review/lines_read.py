"""What was read of write-in lines in this sign-in, before their ballots are decided: it fills in the ballots' pages.

It lies in the session alone and decides nothing. A ballot that asks nothing else can be decided from it.
"""

from django.http import HttpRequest

from canvass.board.review.asked import Review
from canvass.board.review.decision_form import Answers
from canvass.deciding.decisions import BallotView

_READ = "lines_read"
_MOST_BALLOTS = 500
"""Whoever reads more lines than this ahead reads the oldest anew."""
_Lines = dict[str, list[str]]


def keep_reading(request: HttpRequest, view: BallotView, contest: str, line: str, finding: str, written: str) -> None:
    """Keep what stands on a line, as a form says it, for the page of its ballot."""
    kept = _kept(request)
    kept.setdefault(_key(view), {})[f"{contest} {line}"] = [finding, written]
    for oldest in list(kept)[:-_MOST_BALLOTS]:
        del kept[oldest]
    request.session[_READ] = kept


def forget_readings(request: HttpRequest, view: BallotView) -> None:
    """Forget what was read of a ballot's lines: it is decided."""
    kept = _kept(request)
    if kept.pop(_key(view), None) is not None:
        request.session[_READ] = kept


def read_before(request: HttpRequest, view: BallotView, review: Review) -> Answers:
    """What was read of the lines that a ballot's page asks about, as its form says it."""
    lines = _kept(request).get(_key(view), {})
    values: dict[str, tuple[str, ...]] = {}
    for contest in review.contests:
        for line in contest.lines:
            finding, written = lines.get(f"{contest.contest.id} {line.line}", ("", ""))
            if finding in {option.value for option in line.options}:
                values |= {line.field: (finding,), f"{line.field}-name": (written,)}
    return Answers(values)


def finding_read(request: HttpRequest, entry: int, round_: int, contest: str, line: str) -> str:
    """What was read of one line; empty where nothing was."""
    finding, *_ = _kept(request).get(f"{entry} {round_}", {}).get(f"{contest} {line}", [""])
    return finding


def _key(view: BallotView) -> str:
    return f"{view.entry} {view.ballot.round}"


def _kept(request: HttpRequest) -> dict[str, _Lines]:
    kept = request.session.get(_READ)
    return dict(kept) if isinstance(kept, dict) else {}
