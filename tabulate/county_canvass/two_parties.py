"""Somebody whom two parties nominated for one office: a written choice, or the party of the declaration (13-10-303).

A nomination counts here where the person was printed, or was written in with enough votes and accepted. Nothing is
added up over the parties: each nominates by its own ballots.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tabulate.board.county.certificate_entries import CertifiedPerson, PartyChosen
from tabulate.election import Contest
from tabulate.printable import folded_words


@dataclass(frozen=True, slots=True)
class NominatedTwice:
    """One person, nominated by the ballots of several parties."""

    each: tuple[CertifiedPerson, ...]
    """Every nomination, in the definition's order."""
    choose_by: date
    """The last day for the written choice: 10 days after the election."""
    chosen: CertifiedPerson | None
    """By the written choice; None where none was filed."""

    @property
    def declared(self) -> CertifiedPerson | None:
        """For whose party the person filed a declaration of nomination: where the name is printed."""
        printed = [one for one in self.each if not one.written_in]
        return printed[0] if len(printed) == 1 else None

    def kept(self, today: date) -> CertifiedPerson | None:
        """The nomination that holds; None while the choice is open, and where neither choice nor declaration tells."""
        if self.chosen is not None:
            return self.chosen
        return self.declared if today > self.choose_by else None

    def is_open(self, today: date) -> bool:
        """Whether the person may still choose."""
        return self.chosen is None and today <= self.choose_by


def nominated_twice(
    nominations: Iterable[tuple[Contest, CertifiedPerson]], choices: Iterable[PartyChosen], choose_by: date
) -> tuple[NominatedTwice, ...]:
    """Everybody whom several parties nominated for one office."""
    found: defaultdict[tuple[str, str, str], list[CertifiedPerson]] = defaultdict(list)
    parties: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for contest, person in nominations:
        if contest.purpose.party is not None:
            office = contest.title if contest.purpose.office is None else contest.purpose.office.value
            key = folded_words(person.called), office, contest.district or ""
            found[key].append(person)
            parties[key].add(contest.purpose.party)
    filed = {one.person for one in choices}
    return tuple(
        NominatedTwice(tuple(each), choose_by, next((one for one in each if one in filed), None))
        for key, each in found.items()
        if len(parties[key]) > 1
    )
