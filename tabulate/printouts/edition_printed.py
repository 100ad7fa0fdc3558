"""Of which edition of the ballots a device printout is: its barcodes are decoded by the contests of that one."""

from collections.abc import Sequence

from imaging.sheets import PrintedCode, Reason, ReasonCode
from tabulate.editions.joined import editions_of
from tabulate.election import Election
from tabulate.printouts.coded import CodedVotes
from tabulate.printouts.decoding import decode_codes


def edition_printed(codes: Sequence[PrintedCode], election: Election) -> Election:
    """The edition whose device printed these barcodes; the first one where none of the record's did.

    An edition of the record goes before one whose hash was accepted: that is read by the first edition's contests.
    """
    editions = [one.election for one in editions_of(election)]
    if len(editions) == 1:
        return editions[0]
    found = [decode_codes(codes, one, frozenset()) for one in editions]
    whole = (one for one, votes in zip(editions, found, strict=True) if isinstance(votes, CodedVotes))
    own = (one for one, votes in zip(editions, found, strict=True) if not _is_of_another(votes))
    return next(whole, None) or next(own, editions[0])


def _is_of_another(found: CodedVotes | Reason) -> bool:
    return isinstance(found, Reason) and found.code is ReasonCode.OTHER_ELECTION
