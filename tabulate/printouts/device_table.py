"""Another maker's device: what the definition's table makes of the Code 128 values on a page.

The values together are the ballot. A style's value chooses the style, else it is the election's only one; a precinct's
value the precinct, else it is the style's only one, or is not known. A value that the table does not have (a write-in,
a serial number) sets the page aside: a vote that the table does not know must not be lost.
"""

from collections.abc import Iterable, Sequence

from imaging.sheets import Reason, ReasonCode
from tabulate.election import (
    BallotStyle,
    BallotStyleId,
    ChoiceId,
    ContestId,
    DevicePrecinct,
    DeviceStyle,
    DeviceVote,
    Election,
    PrecinctId,
)
from tabulate.printouts.coded import CodedVotes, CodeRefused, coded_contest, damaged

_MOST_VALUES = 1000


def decode_values(payloads: Sequence[bytes], election: Election) -> CodedVotes | Reason:
    """The votes that the Code 128 values of a page stand for, or why they are refused. Never raises."""
    try:
        return _decode(payloads, election)
    except CodeRefused as refused:
        return refused.reason


def _decode(payloads: Sequence[bytes], election: Election) -> CodedVotes:
    if len(payloads) > _MOST_VALUES:
        raise damaged(f"the page has {len(payloads)} barcodes, more than any ballot")
    if len(set(payloads)) < len(payloads):
        raise CodeRefused(ReasonCode.CODE_IMPOSSIBLE, "the same barcode stands on the page twice")
    table = {code.value.encode(): code for code in election.device_codes}
    if unknown := sum(payload not in table for payload in payloads):
        raise damaged(f"{unknown} barcode(s) of the page are not in the definition's table of device codes")
    codes = [table[payload] for payload in payloads]
    style = _style([code.ballot_style for code in codes if isinstance(code, DeviceStyle)], election)
    precinct = _precinct([code.precinct for code in codes if isinstance(code, DevicePrecinct)], style)
    votes: dict[ContestId, list[ChoiceId]] = {contest: [] for contest in style.contests}
    for code in codes:
        if isinstance(code, DeviceVote):
            if code.contest not in votes:
                detail = f"a barcode votes in {code.contest!r}, which is not on ballot style {style.id!r}"
                raise CodeRefused(ReasonCode.CODE_IMPOSSIBLE, detail)
            votes[code.contest].append(code.choice)
    contests = tuple(coded_contest(contest, votes[contest.id], ()) for contest in election.contests_of(style))
    return CodedVotes(style, precinct, contests, test=False)


def _style(named: Iterable[BallotStyleId], election: Election) -> BallotStyle:
    wanted = list(named) or [style.id for style in election.ballot_styles]
    if len(wanted) != 1:
        raise CodeRefused(ReasonCode.UNKNOWN_CARD, "the barcodes do not name one ballot style")
    return election.ballot_style(wanted[0])


def _precinct(named: Sequence[PrecinctId], style: BallotStyle) -> PrecinctId | None:
    if len(named) > 1 or any(precinct not in style.precincts for precinct in named):
        detail = f"the barcodes do not name one precinct of ballot style {style.id!r}"
        raise CodeRefused(ReasonCode.UNKNOWN_CARD, detail)
    if named:
        return named[0]
    return style.precincts[0] if len(style.precincts) == 1 else None
