"""What of corrected ballots no sheet shows, and so each batch says (13-12-204).

Of which edition its ballots are, and whether its electors had a separate ballot for an office.
"""

from collections.abc import Sequence

from canvass.errors import InputError
from tabulate.editions.joined import are_apart, editions_of, election_of_batch
from tabulate.editions.renaming import id_in, is_made
from tabulate.editions.voted_apart import offices_voted_apart
from tabulate.election import BallotStyleId, ContestId, Election, PrecinctId
from tabulate.ledger.batch_kinds import BatchKind

NO_OFFICE = "none"
"""The word for: none of these electors had a separate ballot."""


def election_of_request(election: Election, edition: int | None) -> Election:
    """What the sheets of a batch are read with. Raises InputError for an edition that there is not."""
    known = len(editions_of(election))
    if edition is not None and not 1 <= edition <= known:
        raise InputError(
            f"The record has {known} {'edition' if known == 1 else 'editions'} of the ballots, and no edition "
            f"{edition}. A further one is taken with canvass edition. Nothing was counted."
        )
    return election_of_batch(election, edition)


def check_edition_said(election: Election, edition: int | None) -> None:
    """Raise InputError where a new batch must say its edition and does not."""
    if edition is None and are_apart(election):
        numbers = ", ".join(str(one.number) for one in editions_of(election))
        raise InputError(
            f"Ballots of several editions are counted in this record ({numbers}), and a sheet does not show of which "
            "it is. Sort the ballots by edition, make each a batch of its own, and say with --edition which it is. "
            "Nothing was counted."
        )


def style_of_edition(style: str | None, edition: int | None) -> BallotStyleId | None:
    """A style, as its own definition names it, under the id that it has among all editions."""
    if not style:
        return None
    return BallotStyleId(style if edition in (None, 1) or is_made(style) else id_in(edition or 1, style))


def voted_apart_typed(words: Sequence[str]) -> tuple[ContestId, ...] | None:
    """What `--separate-for` said, sorted; None where it said nothing. Raises InputError for none beside an office."""
    if NO_OFFICE in words and set(words) != {NO_OFFICE}:
        raise InputError(
            f"--separate-for says {NO_OFFICE} and an office. Electors who had a separate ballot and electors who had "
            "none are batches of their own: sort them first. Nothing was counted."
        )
    return tuple(sorted(ContestId(one) for one in set(words) - {NO_OFFICE})) if words else None


def check_apart_said(
    election: Election,
    said: tuple[ContestId, ...] | None,
    kind: BatchKind | None,
    precinct: PrecinctId | None,
    style: BallotStyleId | None,
) -> None:
    """Raise InputError where a new batch must say whether its electors voted on an office apart, or says it wrongly."""
    known = offices_voted_apart(election)
    unknown = [one for one in said or () if one not in known]
    if unknown:
        listed = f"Such offices are: {', '.join(known)}" if known else "No edition has such a ballot"
        raise InputError(
            f"No separate ballot is printed for {', '.join(unknown)} beside ballots that have it. {listed}. "
            "Nothing was counted."
        )
    asked = offices_voted_apart(election, precinct, style)
    if said is None and asked and kind is not BatchKind.TEST:
        named = ", ".join(f"{election.contest(one).title} ({one})" for one in asked)
        options = " ".join(f"--separate-for {one}" for one in asked)
        raise InputError(
            f"There is a separate ballot for {named}, and other ballots have the office, too (13-12-204(3)). A ballot "
            f"does not show whether its elector had both. Say {options} where all electors of this batch had the "
            "separate ballot: the office then counts there alone. Say --separate-for none where none of them had it, "
            "as absentee ballots returned before. If the batch holds both, sort it first. Nothing was counted."
        )
