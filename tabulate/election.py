"""The election as the law sees it: contests, candidates, precincts, ballot styles, and what each target means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, TypeVar

from imaging.layout import CardId, Layouts, PrintedCard
from tabulate.ballot_sheets import ONLY_SHEET, BallotSheet, SeparateBallot, SeparateBy
from tabulate.deaths import Death
from tabulate.errors import UnknownId
from tabulate.offices import UNSTATED, Purpose
from tabulate.precincts import District as District
from tabulate.precincts import DistrictId as DistrictId
from tabulate.precincts import PartId, PrecinctPart
from tabulate.precincts import Precinct as Precinct
from tabulate.precincts import PrecinctId as PrecinctId

ContestId = NewType("ContestId", str)
ChoiceId = NewType("ChoiceId", str)
BallotStyleId = NewType("BallotStyleId", str)
PartyId = NewType("PartyId", str)
Item = TypeVar("Item")


class ContestKind(StrEnum):
    """What a contest asks: whom to elect, whether to adopt, whether to retain a judge or justice."""

    CANDIDATE = "candidate"
    ISSUE = "issue"
    RETENTION = "retention"


class ContestScope(StrEnum):
    """Whose office or issue it is, as older definitions say it; None where they do not."""

    FEDERAL = "federal"
    STATEWIDE = "statewide"
    LEGISLATIVE = "legislative"
    JUDICIAL = "judicial"
    COUNTY = "county"
    LOCAL = "local"


class CountingMethod(StrEnum):
    """How the elector made the choices that were counted: by pen, or with a voter interface device (13-3-208)."""

    HAND_MARKED = "hand-marked"
    DEVICE = "device printout"


@dataclass(frozen=True, slots=True)
class Choice:
    """A printed choice: a candidate, or one answer to an issue."""

    id: ChoiceId
    name: str
    parties: tuple[PartyId, ...] = ()
    death: Death | None = None  # As the record has it; no definition says it.


@dataclass(frozen=True, slots=True)
class DeclaredWriteIn:
    """A declared write-in candidate and the designations filed for it (13-10-211(1)(a))."""

    id: ChoiceId
    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """An office to be filled, or an issue or retention to be decided."""

    id: ContestId
    title: str
    kind: ContestKind
    scope: ContestScope | None
    district: DistrictId | None
    seats: int
    """For how many an elector may vote, and how many are elected."""
    choices: tuple[Choice, ...]  # In the definition's order.
    write_ins: int
    """Write-in lines; 0 where write-ins are not allowed."""
    declared_write_ins: tuple[DeclaredWriteIn, ...] = ()
    part_of: ContestId | None = None
    """Of the two questions of a VotingWorks either/neither contest: that contest's own id."""
    purpose: Purpose = UNSTATED

    def choice(self, id_: str) -> Choice | None:
        """The printed choice of that id; None for a write-in line, a name that was typed, or what nobody knows."""
        return next((choice for choice in self.choices if choice.id == id_), None)

    @property
    def names(self) -> dict[ChoiceId, str]:
        """The printed choices' names by their ids, in the definition's order; write-ins are not among them."""
        return {choice.id: choice.name for choice in self.choices}


@dataclass(frozen=True, slots=True)
class Party:
    """A party that candidates are printed with."""

    id: PartyId
    name: str


@dataclass(frozen=True, slots=True)
class BallotStyle:
    """The contests that some voters vote on, printed in one order of names."""

    id: BallotStyleId
    precincts: tuple[PrecinctId, ...]
    contests: tuple[ContestId, ...]
    """On this style, in ballot order."""
    rotation: int = 0
    """The rotation set of 13-12-205; 0 where the definition does not say."""
    parts: tuple[PartId, ...] = ()
    """Of its precincts that the definition gives in parts: those whose electors have this ballot."""
    separate: tuple[SeparateBallot, ...] = ()
    """Of its sheets, those that are separate ballots."""

    @property
    def separate_by(self) -> SeparateBy | None:
        """By what the whole style is a separate ballot; None where it is none."""
        return next((one.section for one in self.separate if one.sheet == 1), None)


@dataclass(frozen=True, slots=True)
class TargetMeaning:
    """What a vote at a target is for. `choice` is the definition's id, or `write-in-0`, `write-in-1`, ..."""

    contest: ContestId
    choice: ChoiceId
    write_in: bool
    column: float
    row: float
    """As the definition's layout has them, to name the place to people."""


@dataclass(frozen=True, slots=True)
class Card:
    """A printed card: a sheet of the ballot of one style in one precinct. `meanings[n - 1]` is target number n."""

    id: CardId
    precinct: PrecinctId | None
    """None where one card serves several precincts and carries no code."""
    ballot_style: BallotStyleId
    meanings: tuple[TargetMeaning, ...]
    sheet: BallotSheet = ONLY_SHEET


class PrintoutRule(StrEnum):
    """How the state has device printouts counted (13-3-208(3))."""

    WORDS_REQUIRED = "words required"
    """A contest counts where the barcode and the printed words agree."""
    BARCODE_ONLY = "barcode only"
    HAND_COUNT = "hand count"
    """People count every printout; the machine counts none."""


@dataclass(frozen=True, slots=True)
class DeviceVote:
    """A Code 128 value of another maker's device that stands for a vote."""

    value: str
    contest: ContestId
    choice: ChoiceId


@dataclass(frozen=True, slots=True)
class DeviceStyle:
    """A Code 128 value of another maker's device that stands for a ballot style."""

    value: str
    ballot_style: BallotStyleId


@dataclass(frozen=True, slots=True)
class DevicePrecinct:
    """A Code 128 value of another maker's device that stands for a precinct."""

    value: str
    precinct: PrecinctId


DeviceCode = DeviceVote | DeviceStyle | DevicePrecinct


@dataclass(frozen=True, slots=True)
class _Index:
    """The parts of an election by their ids."""

    contests: Mapping[str | None, Contest]
    parties: Mapping[str, Party]
    precincts: Mapping[str | None, Precinct]
    ballot_styles: Mapping[str, BallotStyle]
    cards: Mapping[str | None, Card]


@dataclass(frozen=True, slots=True)
class Election:
    """A whole election definition, parsed once at the edge.

    What begins with `find_` answers None where there is none: for ids from outside, such as an address or a form. The
    rest raises UnknownId: for ids that the election itself, or a sheet that was read with it, names.
    """

    title: str
    date: date
    polls_close: datetime
    """Aware; 20:00 local time on election day where the definition does not say (13-1-106)."""
    state: str
    county: str
    districts: tuple[District, ...]
    parties: tuple[Party, ...]
    precincts: tuple[Precinct, ...]
    contests: tuple[Contest, ...]
    ballot_styles: tuple[BallotStyle, ...]
    cards: tuple[Card, ...]
    layouts: Layouts
    """The places of the cards, in their order: those of `layouts.cards` first, then those of `layouts.measured`."""
    definition_sha256: str
    """Of the definition file's bytes, in hex."""
    printout_rule: PrintoutRule = PrintoutRule.WORDS_REQUIRED
    device_codes: tuple[DeviceCode, ...] = ()
    """What the Code 128 values of another maker's devices mean; no value twice."""
    parts: tuple[PrecinctPart, ...] = ()
    """As the definition gives them, by precinct; a precinct without is one part. Ask `tabulate.precinct_parts`."""
    not_held: tuple[Contest, ...] = ()
    """Cancelled for as few candidates as positions: on no ballot, in no total, and not among `contests`."""
    _index: _Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the parts ready by their ids."""
        index = _Index(
            {contest.id: contest for contest in self.contests},
            {party.id: party for party in self.parties},
            {precinct.id: precinct for precinct in self.precincts},
            {style.id: style for style in self.ballot_styles},
            {card.id: card for card in self.cards},
        )
        object.__setattr__(self, "_index", index)

    @property
    def first_styles(self) -> tuple[BallotStyle, ...]:
        """The ballot styles as first printed: without those of ballots that were corrected later (13-12-204)."""
        return self.ballot_styles

    def contest(self, id_: ContestId) -> Contest:
        """The contest of that id. Raises UnknownId."""
        return self._known(self.find_contest(id_), "contest", id_)

    def find_contest(self, id_: str | None) -> Contest | None:
        """The contest of an id from outside; None where there is none."""
        return self._index.contests.get(id_)

    def contests_of(self, style: BallotStyle) -> tuple[Contest, ...]:
        """The contests on a ballot style, in ballot order. Raises UnknownId."""
        return tuple(map(self.contest, style.contests))

    def party_names(self, choice: Choice) -> tuple[str, ...]:
        """The parties that a choice is printed with, by name; one that the definition does not have has none."""
        return tuple(self._index.parties[party].name for party in choice.parties if party in self._index.parties)

    def precinct(self, id_: PrecinctId) -> Precinct:
        """The precinct of that id. Raises UnknownId."""
        return self._known(self.find_precinct(id_), "precinct", id_)

    def find_precinct(self, id_: str | None) -> Precinct | None:
        """The precinct of an id from outside; None where there is none."""
        return self._index.precincts.get(id_)

    def precinct_name(self, id_: str) -> str:
        """What people call a precinct; the id itself where the definition does not have it."""
        found = self.find_precinct(id_)
        return str(id_) if found is None else found.name

    def ballot_style(self, id_: BallotStyleId) -> BallotStyle:
        """The ballot style of that id. Raises UnknownId."""
        return self._known(self._index.ballot_styles.get(id_), "ballot style", id_)

    def card(self, id_: CardId) -> Card:
        """The card of that id. Raises UnknownId."""
        return self._known(self.find_card(id_), "card", id_)

    def find_card(self, id_: str | None) -> Card | None:
        """The card of an id from outside; None where there is none, as for printouts of a definition without cards."""
        return self._index.cards.get(id_)

    def layout_of(self, card: Card) -> PrintedCard:
        """Where the card's targets are, by timing marks or as measured. Raises UnknownId where no layout has it."""
        return self.layouts.of(card.id) or self._known(None, "layout of card", card.id)

    def _known(self, found: Item | None, noun: str, id_: str) -> Item:
        if found is None:
            raise UnknownId(f"{self.title!r} has no {noun} {id_!r}: it belongs to another definition.")
        return found
