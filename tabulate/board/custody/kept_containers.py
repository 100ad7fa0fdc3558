"""Every container as it stands: sealed or open, what lies in it, who has it; and what may follow."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol, assert_never

from tabulate.board.custody.container_entries import (
    ContainerDisposed,
    ContainerEntry,
    ContainerHandedOver,
    ContainerHolds,
    ContainerOpened,
    ContainerResealed,
    ContainerSealed,
    OpeningGround,
    SealCondition,
)
from tabulate.board.custody.custody_checks import (
    check_deliverer,
    check_found,
    check_hour,
    check_people,
    check_seals,
    check_words,
)
from tabulate.board.custody.grounds import DISPOSERS, GROUNDS, grounds_for, signers_asked
from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import SealNumber
from tabulate.election import PrecinctId

HAND_COUNT_PAPER = "hand count "
"""How the name of a hand count begins where it stands among batches."""


class PapersOfRecord(Protocol):
    """Whoever knows which batches there are."""

    def is_copy_batch(self, batch: str) -> bool:
        """Raises NotAllowed where there is no such batch."""


@dataclass(frozen=True, slots=True)
class KeptContainer:
    """One container, with everything that was done to it."""

    sealed: ContainerSealed
    seals: tuple[str, ...]
    """That it bears, or bore until it was opened."""
    batches: tuple[str, ...]
    """That lie in it, or lay in it until it was opened."""
    last_at: str
    """When something was done to it last."""
    opened: ContainerOpened | None = None
    """The opening that no new seal has followed yet."""
    disposed: ContainerDisposed | None = None
    """That it was disposed of; None while it is kept."""
    holder: str = ""
    """Who took it over last; empty where nobody did."""
    history: tuple[tuple[int, ContainerEntry], ...] = ()
    """Its entries by their numbers, in order."""

    @property
    def is_open(self) -> bool:
        """Whether it was opened and not sealed again."""
        return self.opened is not None

    @property
    def bears(self) -> tuple[str, ...]:
        """The seals on it now: none while it is open, or once it is gone."""
        return () if self.is_open or self.disposed else self.seals

    @property
    def sealings(self) -> tuple[ContainerSealed | ContainerResealed, ...]:
        """In order, the first among them."""
        return tuple(entry for _, entry in self.history if isinstance(entry, ContainerSealed | ContainerResealed))

    @property
    def openings(self) -> tuple[ContainerOpened, ...]:
        """In order."""
        return tuple(entry for _, entry in self.history if isinstance(entry, ContainerOpened))

    @property
    def seals_not_whole(self) -> tuple[str, ...]:
        """Seals that were found broken, or not at all, at any opening."""
        found = (one for opening in self.openings for one in opening.found)
        return tuple(one.seal for one in found if one.condition is not SealCondition.WHOLE)


@dataclass(slots=True)
class Custody:
    """Containers by number, and where each seal was put on."""

    containers: dict[str, KeptContainer] = field(default_factory=dict)
    seal_on: dict[SealNumber, str] = field(default_factory=dict)
    """Every seal that was ever put on, and the container."""

    def check(
        self, entry: ContainerEntry, papers: PapersOfRecord, hand_counts: Container[str], counted_anew: Container[str]
    ) -> None:
        """Whether the entry may follow. `counted_anew` are batches to be counted again. Raises NotAllowed."""
        check_words(entry)
        match entry:
            case ContainerSealed():
                self._check_sealed(entry)
                self._check_packed(entry.container, entry.batches, papers, hand_counts)
            case ContainerHandedOver():
                self._check_handed_over(entry)
            case ContainerOpened():
                self._check_opened(entry, counted_anew)
            case ContainerResealed():
                self._check_resealed(entry)
                self._check_packed(entry.container, entry.batches, papers, hand_counts)
            case ContainerDisposed():
                self._check_disposed(entry)
            case _:
                assert_never(entry)

    def take(self, number: int, entry: ContainerEntry) -> None:
        """Take what was found allowed."""
        match entry:
            case ContainerSealed():
                kept = KeptContainer(entry, entry.seals, entry.batches, entry.at)
                self._put_on(entry)
            case ContainerHandedOver():
                kept = replace(self.containers[entry.container], holder=entry.taken_by.name)
            case ContainerOpened():
                kept = replace(self.containers[entry.container], opened=entry)
            case ContainerResealed():
                before = self.containers[entry.container]
                kept = replace(before, opened=None, seals=entry.seals, batches=entry.batches)
                self._put_on(entry)
            case ContainerDisposed():
                kept = replace(self.containers[entry.container], disposed=entry)
            case _:
                assert_never(entry)
        kept = replace(kept, last_at=entry.at, history=(*kept.history, (number, entry)))
        self.containers[entry.container] = kept

    def of_precinct(self, precinct: PrecinctId) -> Iterator[KeptContainer]:
        """The containers that hold something of a precinct."""
        yield from (one for one in self.containers.values() if precinct in one.sealed.precincts)

    def is_sealed(self, precinct: PrecinctId) -> bool:
        """Whether ballots voted of the precinct were sealed, and each of its containers bears its seals (13-15-205)."""
        found = list(self.of_precinct(precinct))
        voted = any(one.sealed.holds is ContainerHolds.VOTED for one in found)
        return voted and not any(one.is_open for one in found)

    def _put_on(self, entry: ContainerSealed | ContainerResealed) -> None:
        self.seal_on.update({SealNumber.of(seal): entry.container for seal in entry.seals})

    def _known(self, container: str, at: str) -> KeptContainer:
        if container not in self.containers:
            raise NotAllowed(
                "a container that the record knows to be sealed (13-15-205)",
                f"container {container!r}, of which it knows nothing",
                "Look at the number on its label; or enter first who sealed it, and when.",
            )
        kept = self.containers[container]
        check_hour(container, kept.last_at, at)
        if kept.disposed is not None:
            raise NotAllowed(
                f"container {container} kept (13-1-303(1))", f"it gone since {kept.last_at}", "Look again."
            )
        return kept

    def _check_sealed(self, entry: ContainerSealed) -> None:
        if (known := self.containers.get(entry.container)) is not None:
            raise NotAllowed(
                f"container {entry.container} to be sealed for the first time (13-15-205)",
                f"it sealed on {known.sealed.at}" + (", and open now" if known.is_open else ", and sealed still"),
                "Seal it again by reseal." if known.is_open else "Look at the number on the label.",
            )
        if not entry.precincts or len(set(entry.precincts)) < len(entry.precincts):
            raise NotAllowed(
                "the precincts of a container, each once (13-15-205)", ", ".join(entry.precincts) or "none"
            )
        self._check_closed(entry, entry.holds)
        check_people((signers_asked(entry.holds),), entry.signers, f"across the seals of container {entry.container}")

    def _check_closed(self, entry: ContainerSealed | ContainerResealed, holds: ContainerHolds) -> None:
        """What first seals and new ones have in common."""
        check_seals(entry.container, entry.seals, self.seal_on)
        voted = holds is ContainerHolds.VOTED
        if voted is not bool(entry.batches):
            asked = "the batches that lie in it" if voted else "no batch: batches are of ballots voted"
            found = ", ".join(entry.batches) or "none"
            raise NotAllowed(f"of container {entry.container} ({holds}), {asked} (13-15-205)", found, "Say it anew.")

    def _check_packed(
        self, container: str, batches: tuple[str, ...], papers: PapersOfRecord, hand_counts: Container[str]
    ) -> None:
        """A batch is of the record, and lies in one container."""
        if len(set(batches)) < len(batches):
            raise NotAllowed("each batch once", ", ".join(batches), "Name each once.")
        for batch in batches:
            by_hand = batch.startswith(HAND_COUNT_PAPER) and batch.removeprefix(HAND_COUNT_PAPER) in hand_counts
            if not by_hand:
                papers.is_copy_batch(batch)  # Raises where there is none.
            others = (one for one, kept in self.containers.items() if batch in kept.batches and one != container)
            if (other := next(others, None)) is not None:
                raise NotAllowed(
                    f"batch {batch} to lie in one container (13-1-303(1))",
                    f"it in container {other} too",
                    "Look into both, and enter it where it lies.",
                )

    def _check_handed_over(self, entry: ContainerHandedOver) -> None:
        kept = self._known(entry.container, entry.at)
        if kept.is_open:
            raise NotAllowed(
                f"container {entry.container} sealed, before it is handed over (13-15-205)",
                f"it open since {kept.last_at}",
                "Seal it again first.",
            )
        if kept.holder not in ("", entry.given_by.name):
            raise NotAllowed(
                f"container {entry.container} to be handed over by {kept.holder}, who has it",
                f"by {entry.given_by.name}",
                "Enter the handing over that lies between.",
            )
        check_people((), entry.people, f"when container {entry.container} is handed over")
        check_deliverer(entry.given_by, entry.appointed_by, first=not (kept.holder or kept.openings))

    def _check_opened(self, entry: ContainerOpened, counted_anew: Container[str]) -> None:
        kept, rule = self._known(entry.container, entry.at), GROUNDS[entry.ground]
        if kept.opened is not None:
            raise NotAllowed(
                f"container {entry.container} sealed, before it is opened ({rule.rule})",
                f"it open since {kept.opened.at}, for {kept.opened.ground}",
                "Seal it again first.",
            )
        if (holds := kept.sealed.holds) not in rule.opens:
            raise NotAllowed(
                f"a ground that opens a container of {holds}: {', '.join(grounds_for(holds))} (13-1-303(1))",
                f"{entry.ground} ({rule.rule})",
                "Leave it sealed.",
            )
        if rule.on_paper and not entry.authority:
            raise NotAllowed(
                f"the order, notice or petition for {entry.ground}, by its number or day ({rule.rule})",
                "none",
                "Name it; without it the container stays sealed.",
            )
        check_people(rule.people, entry.present, f"present when container {entry.container} is opened")
        check_found(entry.container, kept.seals, entry.found, entry.note)
        self._check_count(kept, entry, counted_anew)

    def _check_count(self, kept: KeptContainer, entry: ContainerOpened, counted_anew: Container[str]) -> None:
        if entry.ground is OpeningGround.FURTHER_COUNT and not any(one in counted_anew for one in kept.batches):
            raise NotAllowed(
                f"a batch in container {entry.container} that is to be counted anew after a halt (13-15-209)",
                f"none among {', '.join(kept.batches)}",
                "End the halt with the batches that are counted anew; else leave it sealed.",
            )
        if entry.ground is OpeningGround.RECOUNT:
            _check_one_precinct(kept, self.containers.values())

    def _check_disposed(self, entry: ContainerDisposed) -> None:
        kept = self._known(entry.container, entry.at)
        if kept.opened is not None:
            raise NotAllowed(
                f"container {entry.container} sealed, before it is disposed of (13-1-303(1))",
                f"it open since {kept.last_at}",
                "Seal it again first.",
            )
        check_people(DISPOSERS, entry.present, f"present when container {entry.container} is disposed of")

    def _check_resealed(self, entry: ContainerResealed) -> None:
        kept = self._known(entry.container, entry.at)
        if kept.opened is None:
            raise NotAllowed(
                f"container {entry.container} open, before it is sealed again",
                f"it sealed, with {', '.join(kept.seals)}",
                "Enter its opening first, with its ground (13-1-303(1)).",
            )
        self._check_closed(entry, kept.sealed.holds)
        asked = GROUNDS[kept.opened.ground].people
        check_people(asked, entry.signers, f"across the new seals of container {entry.container}")


def _check_one_precinct(kept: KeptContainer, others: Iterable[KeptContainer]) -> None:
    for other in others:
        at_recount = other.opened is not None and other.opened.ground is OpeningGround.RECOUNT
        if at_recount and set(other.sealed.precincts) != set(kept.sealed.precincts):
            raise NotAllowed(
                "packages of one precinct open at a time in a recount (13-16-417)",
                f"container {other.sealed.container} of {', '.join(other.sealed.precincts)} open",
                "Seal it again first.",
            )
