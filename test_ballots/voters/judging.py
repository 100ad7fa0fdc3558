"""From strokes to truth: what a person with a magnifying glass would say of each oval."""

from collections.abc import Sequence

from imaging.layout import PageLayout
from tabulate.election import Contest
from test_ballots.press import Press
from test_ballots.strokes import Stroke, ink_shares
from test_ballots.voters.pens import MarkKind
from test_ballots.voters.true_marks import ContestTruth, Status, TargetTruth, TrueMark
from test_ballots.voters.voting import PenWork

PLAIN_SHARE = 0.12
"""From here on a slight mark that was meant is plain to see; below it nobody can say."""
SMALL_SHARE = 0.09
"""Up to here ink that was not meant as a vote is plainly none; above it nobody can say."""
FAINTEST_GRAY = 130
"""A faint fill lighter than this may be lost."""
_WHITE = 255


def judge_target(
    kind: MarkKind | None, share: float, grays: Sequence[int], bitonal_level: int | None
) -> tuple[TrueMark, MarkKind | None, bool | None]:
    """The mark, its kind and its intent, from what was aimed at the oval and how much of it is inked.

    `grays` are those of the strokes that were aimed at it; in a bitonal scan what is lighter than `bitonal_level`
    vanishes, so nobody can say of a mark near it. A loop may lie on the printed outline and not be told from it.
    """
    if share == 0.0:
        return TrueMark.NO, kind, None
    match kind:
        case MarkKind.FILL | MarkKind.SCRIBBLE:
            return TrueMark.YES, kind, True
        case MarkKind.FAINT:
            lightest = FAINTEST_GRAY if bitonal_level is None else min(FAINTEST_GRAY, bitonal_level - 30)
            return TrueMark.MARGINAL, kind, True if min(grays, default=_WHITE) < lightest else None
        case MarkKind.ERASED:
            return TrueMark.MARGINAL, kind, False
        case MarkKind.DOT | MarkKind.LOOP:
            return TrueMark.MARGINAL, kind, None
        case MarkKind.HESITATION:
            return TrueMark.MARGINAL, kind, False if share < SMALL_SHARE else None
        case MarkKind.CHECK | MarkKind.CROSS | MarkKind.LINE:
            return TrueMark.MARGINAL, kind, True if share >= PLAIN_SHARE else None
        case MarkKind.STRAY | None:
            return TrueMark.MARGINAL, MarkKind.STRAY, False if share < SMALL_SHARE else None


def judge_page(
    press: Press,
    card: int,
    page: PageLayout,
    work: PenWork,
    centres_px: Sequence[tuple[float, float]],
    bitonal_level: int | None,
) -> list[TargetTruth]:
    """The truth of every target of a page. `centres_px` are the targets' places in the image, in the page's order."""
    meanings = press.election.cards[card].meanings
    truths = []
    place = press.election.layouts.cards[card].pages.index(page)
    shares = ink_shares(press.ovals(card, place), work.strokes[page.side])
    for target, share, centre in zip(page.targets, shares, centres_px, strict=True):
        meaning, kind = meanings[target.number - 1], work.aimed.get(target.number)
        grays = [_laid_gray(stroke) for stroke in work.aimed_strokes.get(target.number, ())]
        mark, shown, intent = judge_target(kind, share, grays, bitonal_level)
        truths.append(
            TargetTruth(
                target.number,
                meaning.contest,
                meaning.choice,
                page.side,
                target.column,
                target.row,
                mark,
                shown,
                intent,
                round(share, 4),
                target.number in work.written,
                centre,
            )
        )
    return truths


def _laid_gray(stroke: Stroke) -> int:
    return round(_WHITE - (_WHITE - stroke.ink.gray) * stroke.ink.cover)


def judge_contest(contest: Contest, targets: Sequence[TargetTruth]) -> ContestTruth:
    """What the marks of a contest's targets come to, counting `yes` only."""
    yes = tuple(target.choice for target in targets if target.mark is TrueMark.YES)
    marginal = tuple(target.choice for target in targets if target.mark is TrueMark.MARGINAL)
    if len(yes) > contest.seats:
        status = Status.OVERVOTE
    elif len(yes) == contest.seats:
        status = Status.FULL
    else:
        status = Status.UNDERVOTE if yes else Status.BLANK
    return ContestTruth(contest.id, contest.seats, yes, marginal, status)
