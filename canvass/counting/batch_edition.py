"""Of which edition of the ballots a batch is: said with it, where sheets do not show it (13-12-204)."""

from canvass.errors import InputError
from tabulate.editions.joined import are_apart, editions_of, election_of_batch
from tabulate.editions.renaming import id_in, is_made
from tabulate.election import BallotStyleId, Election


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
