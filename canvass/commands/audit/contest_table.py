"""What each contest may be drawn as, and its class for a recount (13-17-503(3), 13-16-201(1))."""

from audit.contests import AuditContest, AuditPrecinct
from audit.eligibility import Eligibility, eligibility
from audit.rules import RuleSet
from canvass.console.text import say_table
from tabulate.recounts.classes import class_is_told, class_of


def say_contests(contests: tuple[AuditContest, ...], precincts: tuple[AuditPrecinct, ...], rules: RuleSet) -> None:
    """A line for each contest: those to be drawn first, then the others with the reason."""
    found = eligibility(contests, precincts, rules)
    classes = {contest.id: _recount(contest) for contest in contests}
    rows = [(one.title, _drawn_as(found, one), classes[one.id]) for one in _in_order(found, contests)]
    say_table(("contest", "to be drawn as", "recount"), rows, left=3)


def contests_json(
    contests: tuple[AuditContest, ...], precincts: tuple[AuditPrecinct, ...], rules: RuleSet
) -> list[dict[str, object]]:
    """The same for programs; the class is null where the definition does not tell it."""
    found = eligibility(contests, precincts, rules)
    categories = {contest.id: one.category.value for one in found.lists for contest in one.contests}
    return [
        {
            "contest": contest.id,
            "title": contest.title,
            "drawn_as": categories.get(contest.id),
            "recount_class": class_of(contest).value if class_is_told(contest) else None,
            "ten_votes_are_close": class_of(contest).floor > 0 if class_is_told(contest) else None,
        }
        for contest in contests
    ]


def _in_order(found: Eligibility, contests: tuple[AuditContest, ...]) -> list[AuditContest]:
    listed = [contest for one in found.lists for contest in one.contests]
    return [*listed, *(contest for contest in contests if contest not in listed)]


def _drawn_as(found: Eligibility, contest: AuditContest) -> str:
    """The category that the contest is drawn in, or why it is not."""
    for one in found.lists:
        if contest in one.contests:
            return one.category.value
    why = next(one for one in found.not_eligible if one.contest == contest.id)
    return f"not eligible: {why.why} ({why.section})"


def _recount(contest: AuditContest) -> str:
    if not class_is_told(contest):
        return "not told"
    found = class_of(contest)
    return f"{found.value}, ten votes" if found.floor else found.value
