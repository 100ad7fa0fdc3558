"""The guides of those who count: scanner operators and judges."""

from canvass.accounts.roles import Role
from canvass.guiding.check_lists import CheckLine as Line
from canvass.guiding.check_lists import Guide

OPERATOR = Guide(
    Role.SCANNER_OPERATOR,
    "You feed the ballots, count each folder of scans, and see that no paper is lost.",
    before=(
        Line("Set the scanner to 200 or 300 dpi, both sides, colour or gray.", read="counting.md#scanning"),
        Line("Look for colours that it drops.", command="canvass doctor", read="counting.md#colour"),
        Line(
            "Scan the test deck, and count it as a test.",
            page="scan_room:counts",
            command="canvass count --kind test",
            read="counting.md#kinds",
        ),
        Line("Agree on one name for each scanner, and on the numbers of batches.", read="counting.md#a-batch"),
        Line("Clean the glass: a line down every picture raises questions.", read="counting.md#a-batch"),
    ),
    on_the_day=(
        Line("Count each batch by hand before it is scanned, and write the number down.", read="counting.md#a-batch"),
        Line("Scan each batch into an empty folder of its own.", read="counting.md#scanning"),
        Line(
            "Count the folder with the batch, the scanner and the number of sheets.",
            page="scan_room:counts",
            command="canvass count",
            read="counting.md#a-count-from-a-page",
        ),
        Line(
            "Where the numbers differ, find out why before the batch is put away.",
            page="public:status",
            read="counting.md#what-was-counted",
        ),
        Line(
            "Take out the papers that were not read, and scan them again.",
            page="board:sheets",
            command="canvass sheets",
            read="counting.md#reasons",
        ),
        Line(
            "A batch under a wrong name is withdrawn, whole.",
            command="canvass batches withdraw",
            read="counting.md#mending-a-batch",
        ),
        Line(
            "After a stop or a crash, go on with the same count.",
            page="scan_room:counts",
            command="canvass count",
            read="counting.md#exit-codes",
        ),
        Line("Stop when a board halts the count.", page="public:status", read="board.md#halts"),
    ),
    after=(
        Line(
            "Scan and count what was held, as batches of its own kind.",
            page="scan_room:counts",
            command="canvass count",
            read="counting.md#kinds",
        ),
        Line("Give the batches to those who seal them.", read="canvass.md#containers-and-their-seals"),
        Line(
            "Change nothing on a machine before its days are over.", section="13-17-509(1)", read="audit.md#the-rules"
        ),
    ),
)

JUDGE = Guide(
    Role.COUNTING_BOARD_MEMBER,
    "With two others you decide what the machine set aside. Two of three must agree.",
    before=(
        Line(
            "Take the oath, and have your certificate of instruction at hand.",
            section="13-4-203(4)",
            read="board.md#1-appoint-a-board",
        ),
        Line("Sign in once, and choose your own password.", page="accounts:password", read="running_it.md#accounts"),
        Line(
            "Sign the affirmation, if you work before the polls close.",
            section="13-15-207(4)",
            read="board.md#before-the-polls-close",
        ),
        Line("Try it on a demonstration.", command="canvass demo --serve", read="tour.md"),
    ),
    on_the_day=(
        Line(
            "Take the next ballot, look at the picture, and decide.",
            section="13-15-206",
            page="board:queue",
            read="board.md#3-look-and-decide",
        ),
        Line(
            "Cite the case where a rule settles it.",
            section="ARM 44.3.2402",
            page="board:queue",
            read="board.md#3-look-and-decide",
        ),
        Line(
            "Read write-ins beside each other.",
            section="13-15-206(5)",
            page="board:look-alikes",
            read="board.md#5-read-write-ins",
        ),
        Line(
            "Copy what cannot be processed onto a new ballot, and pair the two.",
            section="13-15-206(4)(b)",
            page="board:transfers",
            read="board.md#transfers",
        ),
        Line(
            "Object where you find a decision wrong: it is kept beside it.",
            section="13-15-206(8)(d)",
            page="board:queue",
            read="board.md#3-look-and-decide",
        ),
        Line(
            "Halt the count where the system seems to err.",
            section="13-15-209",
            page="board:halts",
            read="board.md#halts",
        ),
        Line("Say nothing of what you saw before the polls are closed.", section="13-15-207"),
    ),
    after=(
        Line("See that nothing waits for your board.", page="board:queue", read="board.md#2-take-the-next-ballot"),
        Line(
            "Explain differences, and sign the report.",
            section="13-15-201(3)",
            page="board:reconciliation",
            read="board.md#reconciliation",
        ),
        Line("Sign the return of your precinct.", read="canvass.md#the-return-of-a-precinct"),
    ),
)
