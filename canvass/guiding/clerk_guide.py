"""The guide of the election administrator, who conducts the election."""

from canvass.accounts.roles import Role
from canvass.guiding.check_lists import CheckLine as Line
from canvass.guiding.check_lists import Guide

CLERK = Guide(
    Role.ELECTION_ADMINISTRATOR,
    "You conduct the election and keep its record. You make the accounts, appoint, reconcile and close the polls. You "
    "lead the audit and the canvass.",
    before=(
        Line("See which days the law sets.", page="public:calendar", read="canvass.md#every-day-of-the-law"),
        Line(
            "Open the record of the election, and check a printed proof of every ballot against it.",
            command="canvass new",
            read="counting.md#a-record-for-each-election",
        ),
        Line("Make an account for each person.", page="accounts:list", read="running_it.md#accounts"),
        Line(
            "Write the policies of the count and have them adopted.",
            page="office:policies",
            read="board.md#the-countys-policies",
        ),
        Line(
            "Enter what the state has settled of open questions.",
            page="board:readings",
            read="board.md#readings-of-the-law",
        ),
        Line(
            "Enter the county's machines, and let each read a test deck.",
            page="board:machines",
            command="canvass count --kind test",
            read="audit.md#what-was-tested-and-what-counts",
        ),
        Line("Look for colours that a scanner drops.", command="canvass doctor", read="counting.md#colour"),
        Line(
            "Appoint the boards of three judges that the governing body designated, with their oaths.",
            section="13-15-112",
            page="board:boards",
            read="board.md#1-appoint-a-board",
        ),
        Line(
            "Have the audit committee appointed and sworn, once the audit is open.",
            section="13-17-504",
            page="committee:members",
            read="audit.md#the-committee-13-17-504",
        ),
        Line(
            "Enter who is designated for an early count, with the affirmations.",
            section="13-15-207",
            page="board:early-count",
            read="board.md#before-the-polls-close",
        ),
        Line("Make a copy of the record, and check the copy.", command="canvass verify", read="running_it.md#backup"),
    ),
    on_the_day=(
        Line(
            "Enter the seals of the boxes that come in.",
            page="board:containers",
            read="canvass.md#containers-and-their-seals",
        ),
        Line(
            "Enter the number of ballots that each precinct is to have.",
            page="board:reconciliation",
            read="board.md#reconciliation",
        ),
        Line(
            "See that batches are counted and judges have ballots.",
            page="public:status",
            read="counting.md#what-was-counted",
        ),
        Line("Answer a halt at once: no total is public meanwhile.", page="board:halts", read="board.md#halts"),
        Line(
            "Close the polls in the record once their hour has come.",
            section="13-1-106",
            page="board:polls",
            read="board.md#closing-the-polls",
        ),
        Line("Release totals to the public.", page="public:results", read="counting.md#closing-and-totals"),
        Line(
            "Print the return of each complete precinct, for its judges to sign.",
            page="public:results",
            read="canvass.md#the-return-of-a-precinct",
        ),
    ),
    after=(
        Line(
            "Count the ballots that were held, after 3 p.m. of the sixth day.",
            section="13-15-107(6)",
            page="scan_room:counts",
            command="canvass count",
            read="counting.md#a-batch",
        ),
        Line(
            "Explain every difference, and print the report.",
            section="13-15-201(3)",
            page="board:reconciliation",
            read="board.md#reconciliation",
        ),
        Line(
            "Record that the unofficial results are public.",
            section="13-17-503(1)",
            page="committee:overview",
            read="audit.md#before-the-selection-13-17-503",
        ),
        Line("Lead the audit to its certificate.", section="13-17-506", page="committee:overview", read="audit.md"),
        Line(
            "Lead the county canvass to report and declarations.",
            section="13-15-401",
            page="public:county-canvass",
            read="canvass.md#the-county-canvass",
        ),
        Line(
            "See which recounts the margins allow, and which ties there are.",
            page="recount_board:recounts",
            read="canvass.md#which-recounts-the-margins-allow",
        ),
        Line("Send the returns to the state.", page="public:for-the-state", read="canvass.md#the-county-canvass"),
        Line(
            "Issue the certificates.",
            page="public:certificates",
            read="canvass.md#certificates-of-nomination-and-election",
        ),
        Line(
            "Keep ballots and record as long as the law asks.",
            section="13-1-303",
            page="office:retention",
            read="canvass.md#how-long-everything-is-kept",
        ),
    ),
)
