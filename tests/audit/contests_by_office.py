"""Contests by office, territory and kind, and their counts."""

from dataclasses import replace

from audit.contests import AuditContest
from audit.exemption import ContestCount, Totals
from tabulate.election import ContestKind
from tabulate.offices import Office, Purpose, Territory
from tabulate.recounts.classes import class_of
from tests.audit.audits import contest


def of(
    office: Office | None,
    territory: Territory,
    kind: ContestKind = ContestKind.CANDIDATE,
    nonpartisan: bool = False,
    nominated: int | None = None,
    precinct_committee: bool = False,
) -> AuditContest:
    purpose = Purpose(office, territory, nonpartisan, nominated=nominated, precinct_committee=precinct_committee)
    choices = ("yes", "no") if kind is not ContestKind.CANDIDATE else ("ash", "birch")
    return replace(contest("one", None, kind, choices), purpose=purpose)


def count_of(one: AuditContest, votes: tuple[int, ...], others: int = 0) -> ContestCount:
    purpose = one.purpose
    return ContestCount(
        one.id,
        one.title,
        Totals.COUNTY,
        class_of(one),
        one.seats,
        votes,
        others,
        purpose.precinct_committee,
        purpose.nominated,
        purpose.votes_per_elector,
    )
