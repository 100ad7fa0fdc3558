"""A recount beyond one county: who may have it by the state's figures, and where votes are recounted (13-16-201).

The law of petitions is that of a county's recount; nothing of it stands here a second time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tabulate.board.by_hand.hand_counts import ChoiceFigure
from tabulate.board.errors import NotAllowed
from tabulate.board.recount.petition_law import check_filed, check_in_time, check_right
from tabulate.board.recount.recount_entries import RecountFiled, RecountGround
from tabulate.board.recount.recount_notices import FORMAT, RecountNotice
from tabulate.calendar.duties import LastDay
from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.election import ChoiceId, PrecinctId
from tabulate.printable import folded_words
from tabulate.recounts.classes import FiledWith, officer_of
from tabulate.recounts.rights import RecountLine
from tabulate.recounts.totals_csv import WRITE_IN
from tabulate.state_canvass.county_package import CountyPackage, PackagedContest
from tabulate.state_canvass.state_figures import StateContest
from tabulate.state_canvass.state_steps import NoticedCounty, RecountNoticed, StateCanvassOpened

GROUNDS = (RecountGround.PETITION, RecountGround.BOND, RecountGround.TIE)
"""On which the secretary of state gives notice. A court sends its order itself, and an error is a county's."""
_SUFFIX = " (write-in)"


def check_noticed(step: RecountNoticed, line: RecountLine, every: Sequence[NoticedCounty], last_day: LastDay) -> None:
    """Whether the law allows the recount by the state's figures; `every` is all that votes on it. Raises NotAllowed."""
    if step.ground not in GROUNDS or officer_of(line.contest) is not FiledWith.SECRETARY_OF_STATE:
        raise NotAllowed(
            "a tie, or a petition that is filed with the secretary of state (13-16-201, 13-16-203, 13-16-211)",
            f"{step.ground} of {step.title}",
            "The county's election administrator, or a court, has it.",
        )
    filed = RecountFiled(
        step.recount,
        step.contest,
        step.ground,
        step.canvassed_on,
        step.filed_on,
        step.notice_on,
        _named(step.counties),
        step.entered_by,
        step.petition,
    )
    check_filed(filed)
    check_in_time(filed, last_day)
    check_right(filed, line, _named(every))


def _named(counties: Iterable[NoticedCounty]) -> tuple[PrecinctId, ...]:
    """Two counties may call a precinct alike."""
    return tuple(PrecinctId(f"{one.county}={precinct}") for one in counties for precinct in one.precincts)


def counties_of(one: StateContest, packages: Sequence[CountyPackage]) -> tuple[NoticedCounty, ...]:
    """Every county that votes on the contest, with each of its precincts that does, and its votes."""
    return tuple(
        NoticedCounty(package.county, _precincts(own), _votes(own))
        for package in packages
        for own in package.contests
        if own.contest == one.contest.id
    )


def _precincts(own: PackagedContest) -> tuple[PrecinctId, ...]:
    kinds = (PlaceKind.PRECINCT, PlaceKind.PART, PlaceKind.NOT_BY_PART)
    return tuple(dict.fromkeys(PrecinctId(place.precinct) for place in own.places if place.kind in kinds))


def _votes(own: PackagedContest) -> tuple[ChoiceFigure, ...]:
    pairs = zip(own.choices, own.county.votes, strict=True)
    return tuple(ChoiceFigure(ChoiceId(called(one.choice, one.name, one.write_in)), votes or 0) for one, votes in pairs)


def called(choice: str, name: str, write_in: bool) -> str:
    """As a county's totals name somebody: printed ones by their ids, people written in by their names."""
    return f"{WRITE_IN}{name.removesuffix(_SUFFIX)}" if write_in else choice


def called_as_totals(line: RecountLine, one: StateContest) -> RecountLine:
    """The line with everybody as a county's totals name them."""
    names = {
        f"{WRITE_IN}{' '.join(each.name.split()).casefold()}": called(each.choice, each.name, True)
        for each in one.choices
        if each.write_in
    }
    return replace(
        line,
        winners=tuple(replace(each, choice=names.get(each.choice, each.choice)) for each in line.winners),
        tied=tuple(replace(each, choice=names.get(each.choice, each.choice)) for each in line.tied),
        defeats=tuple(
            replace(each, votes=replace(each.votes, choice=names.get(each.votes.choice, each.votes.choice)))
            for each in line.defeats
        ),
    )


def notice_to(county: NoticedCounty, step: RecountNoticed, line: str, opened: StateCanvassOpened) -> RecountNotice:
    """What one county is told: ground, precincts, the others' votes together; `line` is the hash of the step."""
    others = [one for one in step.counties if one.county != county.county]
    return RecountNotice(
        FORMAT,
        opened.election,
        opened.date,
        county.county,
        step.recount,
        step.contest,
        step.title,
        step.ground,
        step.canvassed_on,
        step.filed_on,
        step.notice_on,
        county.precincts,
        step.petition,
        county.votes,
        _together(county, others),
        line,
    )


def _together(county: NoticedCounty, others: Sequence[NoticedCounty]) -> tuple[ChoiceFigure, ...]:
    """People written in are one by their names, and are called as the county calls them."""
    own: Mapping[str, ChoiceId] = {folded_words(one.choice): one.choice for one in county.votes}
    found: dict[ChoiceId, int] = {}
    for other in others:
        for one in other.votes:
            choice = own.get(folded_words(one.choice), one.choice) if one.choice.startswith(WRITE_IN) else one.choice
            found[choice] = found.get(choice, 0) + one.votes
    return tuple(ChoiceFigure(choice, votes) for choice, votes in found.items())
