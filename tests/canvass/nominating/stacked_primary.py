"""A primary of three parties, printed, marked, scanned and put in one folder: what every elector put in is known."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from imaging.layout import CardId
from tabulate.election import Election, PrecinctId
from tabulate.primaries.parties import parties_in, party_of_style
from test_ballots.decks import CLEAN_SCANNING, Deck
from test_ballots.demo import CountyPaths, write_county
from test_ballots.press import Press
from test_ballots.primaries import primary_county
from test_ballots.sheets import make_sheet
from test_ballots.voters.true_marks import DeckTruth, SheetTruth
from test_ballots.voters.voting import CAREFUL


@dataclass(frozen=True, slots=True)
class StackedPrimary:
    """The county's files, and what is true of its electors."""

    county: CountyPaths
    electors: Mapping[PrecinctId, int]
    cards: Sequence[CardId]
    """Of each sheet in the folder, in order."""

    def voted(self, precinct: PrecinctId, party: str | None) -> int:
        """Ballots of a party, or of none, that electors of a precinct put in."""
        election = self.county.election
        cards = (election.card(card) for card in self.cards)
        return sum(
            card.precinct == precinct and party_of_style(election, election.ballot_style(card.ballot_style)) == party
            for card in cards
        )

    def votes(self) -> Mapping[str, Counter[str]]:
        """Marked choices by contest, as the voters' pens made them."""
        found: dict[str, Counter[str]] = {one.id: Counter() for one in self.county.election.contests}
        for sheet in self.county.deck.truth.sheets:
            meanings = self.county.election.card(CardId(sheet.card)).meanings
            for target, meaning in zip(sheet.targets, meanings, strict=True):
                found[meaning.contest][meaning.choice] += target.mark == "yes"
        return found


def stacked(folder: Path, seed: int, electors: int, *, separate: bool = True, precincts: int = 2) -> StackedPrimary:
    """Each elector votes one party's ballot, but every fifth none; ballots of all parties lie mixed in one folder."""
    election, definition, ballots, samples = write_county(folder, primary_county(seed, precincts, separate=separate))
    press, truths, cards = Press(election), list[SheetTruth](), list[CardId]()
    scans = folder / "scans"
    scans.mkdir()
    count: Counter[PrecinctId] = Counter()
    for elector in range(electors):
        precinct = election.precincts[elector % precincts].id
        count[precinct] += 1
        for index in _put_in(election, precinct, elector, separate=separate):
            made = make_sheet(press, len(truths) + 1, seed, CAREFUL, CLEAN_SCANNING, of_card=index)
            truths.append(made.truth)
            cards.append(election.cards[index].id)
            for name, content in zip(made.names, made.contents, strict=True):
                (scans / name).write_bytes(content)
    truth: DeckTruth[SheetTruth] = DeckTruth(election.title, election.definition_sha256, seed, tuple(truths))
    county = CountyPaths(definition, ballots, samples, Deck(folder, scans, truth), election)
    return StackedPrimary(county, count, cards)


def _put_in(election: Election, precinct: PrecinctId, elector: int, *, separate: bool) -> list[int]:
    """The cards, by their places, that one elector puts in."""
    parties = parties_in(election, precinct)
    none = separate and elector % 5 == 4
    wanted = [] if none else [parties[elector % len(parties)]]
    own = [
        (index, party_of_style(election, election.ballot_style(card.ballot_style)))
        for index, card in enumerate(election.cards)
        if card.precinct == precinct
    ]
    return [index for index, party in own if party in wanted or (separate and party is None)]
