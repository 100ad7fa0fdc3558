"""The guides of those who check, count again and watch: audit committee, recount board, state, observers."""

from canvass.accounts.roles import Role
from canvass.guiding.check_lists import CheckLine as Line
from canvass.guiding.check_lists import Guide

AUDITOR = Guide(
    Role.AUDIT_COMMITTEE_MEMBER,
    "You count by hand what the dice drew, and see no figure of the machine before your sheets are locked.",
    before=(
        Line(
            "Take the oath before any work.",
            section="13-17-504(3)",
            page="committee:members",
            read="audit.md#the-committee-13-17-504",
        ),
        Line("Sign in once, and choose your own password.", page="accounts:password", read="running_it.md#accounts"),
        Line(
            "Say so if you judged in this election, or work for a maker of machines.",
            section="13-17-504(2)",
            read="audit.md#the-committee-13-17-504",
        ),
    ),
    on_the_day=(
        Line("Nothing is asked of you today. Stay away from the totals.", read="audit.md#counting-by-hand-13-17-506"),
    ),
    after=(
        Line(
            "Watch the roll of the dice.",
            section="13-17-505",
            page="committee:selection",
            read="audit.md#the-selection-13-17-505",
        ),
        Line(
            "Take the packets, open the boxes before two people, and enter their seals.",
            page="committee:counts",
            read="audit.md#the-papers",
        ),
        Line(
            "Count alone: each of you fills a sheet, and none sees the other's.",
            section="13-17-506",
            page="committee:counts",
            read="audit.md#counting-by-hand-13-17-506",
        ),
        Line(
            "See both counts, once they are locked.",
            section="13-17-507",
            page="committee:comparison",
            read="audit.md#comparing-13-17-507",
        ),
        Line(
            "Find the cause where the law asks for it.",
            section="13-17-507(2)",
            page="committee:causes",
            read="audit.md#cause-and-escalation-13-17-5072-13-17-509",
        ),
        Line(
            "Sign the report.",
            section="13-17-506(2)(c)",
            page="committee:report",
            read="audit.md#certificate-and-publication",
        ),
    ),
)

RECOUNTER = Guide(
    Role.RECOUNT_BOARD_MEMBER,
    "You count a contest again by hand, with two others, precinct by precinct.",
    before=(
        Line("Sign in once, and choose your own password.", page="accounts:password", read="running_it.md#accounts"),
    ),
    on_the_day=(Line("Nothing is asked of you today.", read="canvass.md#a-recount-by-hand"),),
    after=(
        Line(
            "Read the notice to the board.",
            section="13-16-204",
            page="recount_board:recounts",
            read="canvass.md#the-board-and-its-packets",
        ),
        Line(
            "Take the packet of a precinct, and enter the seals that you open.",
            page="recount_board:recounts",
            read="canvass.md#containers-and-their-seals",
        ),
        Line(
            "Count: one reads, two record, each on an own sheet.",
            page="recount_board:recounts",
            read="canvass.md#counting",
        ),
        Line(
            "Decide with the other two on ballots that are set aside.",
            page="recount_board:recounts",
            read="canvass.md#counting",
        ),
        Line("Sign the certificate.", page="accounts:signatures", read="canvass.md#the-certificate"),
    ),
)

SECRETARY = Guide(
    Role.SECRETARY_OF_STATE,
    "You draw for the audits, clear machines, and canvass what the counties send.",
    before=(
        Line(
            "Settle how the law's open questions are read, and say so to the counties.",
            read="board.md#readings-of-the-law",
        ),
        Line(
            "Give each county the text of its definition, or check theirs.",
            read="counting.md#a-record-for-each-election",
        ),
        Line("Begin the folder of the state's canvass.", command="canvass state open", read="state.md"),
    ),
    on_the_day=(
        Line("Watch how far a county's count has come.", page="public:status", read="counting.md#what-was-counted"),
    ),
    after=(
        Line(
            "Draw races and precincts in public.",
            section="13-17-505",
            page="committee:selection",
            read="audit.md#the-selection-13-17-505",
        ),
        Line(
            "Take in the counties' published audits, and see them beside each other.",
            section="13-17-507(4)",
            page="state:audits",
            command="canvass state take",
            read="state.md",
        ),
        Line(
            "Clear a barred machine, once an expert has reported.",
            section="13-17-509(2)",
            page="committee:machines",
            read="audit.md#cause-and-escalation-13-17-5072-13-17-509",
        ),
        Line(
            "Receive the packages, and see what is missing or does not add up.",
            section="13-15-502",
            page="state:counties",
            command="canvass state receive",
            read="state.md",
        ),
        Line(
            "Write the report, and enter what the board declares.",
            page="state:results",
            command="canvass state declare",
            read="state.md",
        ),
        Line(
            "Give notice of recounts to every county that votes on the contest.",
            section="13-16-204",
            page="state:recounts",
            command="canvass state recount",
            read="state.md",
        ),
        Line("Keep the permanent record of votes.", command="canvass state permanent-record", read="state.md"),
    ),
)

OBSERVER = Guide(
    Role.OBSERVER,
    "You see that the count is what it says, and can check it with a program of your own.",
    before=(
        Line("Ask the clerk for an account.", read="running_it.md#accounts"),
        Line("Read what the pages promise, and how they can be checked.", read="counting.md#checking-a-record"),
    ),
    on_the_day=(
        Line(
            "See that sheets in equal sheets counted and sheets set aside.",
            page="public:status",
            read="counting.md#what-was-counted",
        ),
        Line(
            "Write down the number and hash of the last entry, at the foot of each page.",
            page="public:status",
            read="running_it.md#backup",
        ),
        Line("See who signed in, and what they looked at.", page="public:events", read="running_it.md#accounts"),
    ),
    after=(
        Line(
            "Compare the totals with those that the precincts posted.",
            page="public:results",
            read="canvass.md#the-return-of-a-precinct",
        ),
        Line(
            "Watch the dice, and take the published file home.",
            section="13-17-505",
            page="committee:selection",
            read="audit.md#the-selection-13-17-505",
        ),
        Line(
            "Derive the audit again from that file.",
            command="canvass audit replay",
            read="audit.md#checking-it-yourself",
        ),
        Line(
            "Ask that the record is checked while you look on.",
            command="canvass verify",
            read="counting.md#checking-a-record",
        ),
    ),
)
