"""Measured layouts as others give them: `ballotStyleId`, `page_size_inches`, `pages[].targets[]` in inches."""

from imaging.layout import MeasuredTarget, TargetShape
from tabulate.definitions.findings import Findings
from tabulate.definitions.identifiers import is_write_in_line
from tabulate.definitions.json_document import JsonObject
from tabulate.definitions.layouts.layout_file import (
    BallotLayout,
    KnownNames,
    LayoutCard,
    LayoutPage,
    LayoutTarget,
    Name,
    SheetOfBallot,
    numbered,
)
from tabulate.definitions.layouts.measured_checks import check_pages
from tabulate.definitions.shape import check_shape
from tabulate.election import BallotStyleId, ChoiceId, Contest, ContestId, Election, PrecinctId

_SCHEMA = "given_layout.schema.json"
_PAGES_A_SHEET = 2


def is_given(document: JsonObject) -> bool:
    """Whether the document means to be such a layout."""
    return "ballotStyleId" in document or "page_size_inches" in document


def given_layout(document: JsonObject, election: Election | None) -> BallotLayout:
    """The layout it describes; what it says beyond the places is passed over. Raises DefinitionError.

    `yes` and `no` stand for the first and second answer of a question whose answers have other ids in the definition,
    as in VotingWorks' votes.
    """
    findings = Findings()
    check_shape(findings, document, _SCHEMA)
    findings.stop_if_any()
    width, height = (float(side) for side in document["page_size_inches"])
    numbers = [page["page"] for page in document["pages"]]
    findings.distinct(((f"pages[{n}].page", str(number)) for n, number in enumerate(numbers)), "pages")
    pages = []
    for page in sorted(document["pages"], key=lambda page: int(page["page"])):
        targets = tuple(_target(target, election) for target in page["targets"])
        pages.append(LayoutPage(width, height, targets))
    order = sorted(range(len(numbers)), key=lambda n: numbers[n])
    check_pages(findings, "", tuple(pages[order.index(n)] for n in range(len(numbers))))
    findings.stop_if_any()
    precinct = document.get("precinctId")
    sheets = [pages[at : at + _PAGES_A_SHEET] for at in range(0, len(pages), _PAGES_A_SHEET)]
    return BallotLayout(
        tuple(
            LayoutCard(
                BallotStyleId(document["ballotStyleId"]),
                numbered(tuple(sheet)),
                SheetOfBallot(number),
                None if precinct is None else PrecinctId(precinct),
            )
            for number, sheet in enumerate(sheets, 1)
        ),
        KnownNames.of(election) if election is not None else None,
    )


def _target(item: JsonObject, election: Election | None) -> LayoutTarget:
    x, y, width, height = (float(item[name]) for name in ("x", "y", "w", "h"))
    contest, option = ContestId(item["contestId"]), ChoiceId(item["optionId"])
    known = election.find_contest(contest) if election is not None else None
    if known is not None:
        option = _answer(option, known)
    shape = TargetShape(item.get("shape", TargetShape.OVAL))
    return LayoutTarget(MeasuredTarget(1, x, y, width, height, shape), Name(contest, option))


def _answer(option: ChoiceId, contest: Contest) -> ChoiceId:
    ids = [choice.id for choice in contest.choices]
    if option in ids or is_write_in_line(option) or len(ids) != 2 or contest.write_ins:
        return option
    return {"yes": ids[0], "no": ids[1]}.get(option, option)
