"""Whom a contest's figures entitle to a certificate, and whether votes written in nominate (13-15-406, 13-10-204)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tabulate.board.county.certificate_entries import CertificateKind, CertifiedPerson
from tabulate.county_canvass.declaring import nominates, winners_of
from tabulate.county_canvass.living_winners import deaths_of
from tabulate.election import ContestKind
from tabulate.recounts.rights import RecountLine

_SHARE = 20
"""5% of the votes is a twentieth."""


@dataclass(frozen=True, slots=True)
class EntitledPerson:
    """Somebody with the most votes for an office, with these."""

    person: CertifiedPerson
    votes: int


def entitled(
    line: RecountLine, written_in: frozenset[str], drawn: Sequence[str] = (), appointed: Sequence[str] = ()
) -> tuple[EntitledPerson, ...]:
    """Those with the most votes who live, by votes; nobody of an issue or of a retention.

    Of a tie those who have more votes, and whom a lot has `drawn` for a nomination (13-16-501(1)) or an officer has
    `appointed` (13-16-505 to 13-16-507); nobody before that, and never the deceased. `written_in` are the keys of the
    people who were written in.
    """
    if line.contest.kind is not ContestKind.CANDIDATE:
        return ()
    kind = CertificateKind.NOMINATION if nominates(line.contest) else CertificateKind.ELECTION
    chosen = (*appointed, *(drawn if kind is CertificateKind.NOMINATION else ()))
    after_tie = tuple(one for one in line.tied if one.choice in chosen)
    if line.tied and not after_tie:
        return ()
    deaths = deaths_of(line.contest)
    return tuple(
        EntitledPerson(
            CertifiedPerson(line.contest.id, one.choice, one.name, kind, one.choice in written_in), one.votes
        )
        for one in (*winners_of(line).living, *after_tie)
        if one.choice not in deaths
    )


def enough_to_nominate(votes: int, of_successful: int) -> bool:
    """Whether votes written in are 5% of those of who won the office at the last general election (13-10-204(1)(a))."""
    return _SHARE * votes >= of_successful
