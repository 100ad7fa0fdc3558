"""One session of a Dominion export to its cast vote records: one for each card."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outside.cast_vote_records import CardVotes, OutsideRecord, RankedVotes, UncountedVotes, VotesInContest
from outside.documents.json_fields import JsonObject
from outside.dominion.manifests import Candidate, CandidateKind, ContestFacts, Manifests
from outside.errors import OutsideFileError

_AGAIN = "Name the whole folder or archive that was exported, with its own manifests."
_ADJUDICATED = "adjudicated"


@dataclass(frozen=True, slots=True)
class SessionReader:
    """What it takes to read sessions."""

    manifests: Manifests
    places: dict[int, int]
    """Each contest's place among the records' contests, by its number. New ones are added as they are met."""

    def records(self, session: JsonObject) -> Iterator[OutsideRecord]:
        """The records of a session. Raises OutsideFileError, naming it."""
        original = session.inner("Original")
        modified = session.inner("Modified") if session.has("Modified") else None
        current, status = original, ""
        if original.flag("IsCurrent") is False:
            if modified is None or modified.flag("IsCurrent") is False:
                found = "a session of which nothing is current"
                raise OutsideFileError(found, "the original or a modified reading", _AGAIN, session.where)
            current, status = modified, _ADJUDICATED
        elif modified is not None and modified.flag("IsCurrent"):
            found = "a session whose original and modified readings are both current"
            raise OutsideFileError(found, "one of them", _AGAIN, session.where)
        scanned = self._votes_by_card(original) if status else {}
        for index, (sheet, card) in enumerate(_cards(current)):
            yield self._record(session, current, sheet, status, self._votes(card), scanned.get((index, sheet)))

    def _votes_by_card(self, reading: JsonObject) -> dict[tuple[int, int | None], tuple[VotesInContest, ...]]:
        return {(index, sheet): self._votes(card) for index, (sheet, card) in enumerate(_cards(reading))}

    def _record(
        self,
        session: JsonObject,
        reading: JsonObject,
        sheet: int | None,
        status: str,
        votes: tuple[VotesInContest, ...],
        scanned: tuple[VotesInContest, ...] | None,
    ) -> OutsideRecord:
        names = self.manifests
        portion = reading.whole("PrecinctPortionId")
        portion_name, precinct = names.portions.get(portion or 0, (_said(portion), None))
        stem = _stem(session)
        return OutsideRecord(
            _key(session, stem),
            votes,
            sheet,
            names.precincts.get(precinct, portion_name) if precinct is not None else portion_name,
            portion_name,
            _named(names.styles, reading.whole("BallotTypeId")),
            _named(names.groups, session.whole("CountingGroupId")),
            session.text("TabulatorId"),
            session.text("BatchId"),
            session.text("RecordId"),
            session.text("UniqueVotingIdentifier"),
            status,
            (stem,) if stem else (),
            scanned,
        )

    def _votes(self, card: JsonObject) -> tuple[VotesInContest, ...]:
        votes = [self._contest(one) for one in card.objects("Contests")]
        if len({one.contest for one in votes}) < len(votes):
            raise OutsideFileError("a contest twice on one card", "once", _AGAIN, card.where)
        return tuple(votes)

    def _contest(self, contest: JsonObject) -> VotesInContest:
        facts = self.manifests.contests.get(contest.whole("Id") or 0)
        if facts is None:
            found = f"contest {contest.text('Id')}"
            raise OutsideFileError(found, "a contest of ContestManifest.json", _AGAIN, contest.where)
        place = self.places.setdefault(facts.id, len(self.places))
        marks = [(mark, self._candidate(mark, facts)) for mark in contest.objects("Marks")]
        if not self.manifests.invalid.isdisjoint(contest.wholes("OutstackConditionIds")):
            return UncountedVotes(place, tuple(one.name for _, one in marks), "InvalidContest")
        counted = [(mark, one) for mark, one in marks if _is_vote(mark)]
        over, under = contest.whole("Overvotes"), contest.whole("Undervotes")
        if facts.ranks is not None:
            return RankedVotes(place, _ranks(counted, facts), over, under)
        chosen = [one for _, one in counted]
        choices = tuple(one.name for one in chosen if one.kind is CandidateKind.NAMED)
        written = tuple(_written(one) for one in chosen if one.kind is not CandidateKind.NAMED)
        if over or len(chosen) > facts.seats:
            return CardVotes(place, choices, written, 0, overvoted=True)
        return CardVotes(place, choices, written, facts.seats - len(chosen) if under is None else under)

    def _candidate(self, mark: JsonObject, facts: ContestFacts) -> Candidate:
        found = self.manifests.candidates.get(mark.whole("CandidateId") or 0)
        if found is None or found.contest != facts.id:
            what = f"candidate {mark.text('CandidateId')} in {facts.title!r}"
            raise OutsideFileError(what, "a candidate that CandidateManifest.json has there", _AGAIN, mark.where)
        return found


def _cards(reading: JsonObject) -> list[tuple[int | None, JsonObject]]:
    """Each card with its sheet's number, from 1; older exports have the contests without cards."""
    if not reading.has("Cards"):
        return [(None, reading)]
    cards = [(card.whole("PaperIndex"), card) for card in reading.objects("Cards")]
    return [(None if index is None else index + 1, card) for index, card in cards]


def _is_vote(mark: JsonObject) -> bool:
    """An ambiguous mark is listed, too: it is no vote."""
    told = mark.flag("IsVote")
    if told is None:
        raise OutsideFileError("a mark without IsVote", "true or false", _AGAIN, mark.where)
    return told


def _ranks(marks: list[tuple[JsonObject, Candidate]], facts: ContestFacts) -> tuple[tuple[str, ...], ...]:
    ranks: list[list[str]] = [[] for _ in range(facts.ranks or 0)]
    for mark, candidate in marks:
        rank = mark.whole("Rank")
        if not rank or rank > len(ranks):
            found = f"rank {mark.text('Rank') or 'none'} in {facts.title!r}"
            raise OutsideFileError(found, f"1 to {len(ranks)}", _AGAIN, mark.where)
        ranks[rank - 1].append(_written(candidate) if candidate.kind is CandidateKind.WRITE_IN else candidate.name)
    return tuple(tuple(names) for names in ranks)


def _written(candidate: Candidate) -> str:
    return "" if candidate.kind is CandidateKind.WRITE_IN else candidate.name


def _stem(session: JsonObject) -> str:
    """The picture's name in a path like `D:\\Results\\Images\\92302_00017_000002*.*`."""
    last = session.text("ImageMask").replace("/", "\\").rpartition("\\")[2]
    return last.partition("*")[0].rstrip(".")


def _key(session: JsonObject, stem: str) -> str:
    """The picture's name, once its figures are those of the record. A record whose number is hidden has no key."""
    ids = (session.text("TabulatorId"), session.text("BatchId"), session.text("RecordId"))
    if not ids[2].isdigit():
        return ""
    if not stem:
        return "_".join(ids)
    parts = stem.split("_")
    of_numbers = len(parts) == 3 and all(part.isascii() and part.isdigit() for part in (*parts, *ids))
    if of_numbers and [part.lstrip("0") for part in parts] != [part.lstrip("0") for part in ids]:
        found = f"picture {stem} for record {'-'.join(ids)}"
        raise OutsideFileError(found, "a picture with the record's numbers", _AGAIN, session.where)
    return stem


def _named(names: Mapping[int, str], number: int | None) -> str:
    return "" if number is None else names.get(number, str(number))


def _said(number: int | None) -> str:
    return "" if number is None else str(number)
