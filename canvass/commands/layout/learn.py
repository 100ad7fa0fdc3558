"""`canvass layout learn`: find and name the targets of a blank ballot."""

from pathlib import Path

import click

from canvass.console.text import plural, say, say_table, warn
from canvass.errors import ExitCode, InputError
from canvass.learning.blank_to_layout import LearnedBallot, learn_ballots
from canvass.learning.layout_files import joined, save_layout
from canvass.learning.voted_to_layout import learn_voted_ballot
from canvass.reading.outcomes import read_definition
from imaging.printouts.recognition import why_words_stay_unread
from tabulate.definitions.layouts.cards import with_layout
from tabulate.definitions.layouts.layout_file import BallotLayout, KnownNames
from tabulate.definitions.layouts.layout_json import load_layout
from tabulate.election import BallotStyleId, Election
from tabulate.errors import LayoutError


class _SeveralBlanks(click.Command):
    """A command whose options --blank and --voted take every file that follows them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        spread: list[str] = []
        following = ""
        for argument in args:
            if argument in ("--blank", "--voted"):
                following = argument
            elif argument.startswith("-"):
                following = ""
                spread.append(argument)
            elif following:
                spread += [following, argument]
            else:
                spread.append(argument)
        return super().parse_args(ctx, spread)


@click.command(cls=_SeveralBlanks)
@click.argument("definition", type=click.Path(path_type=Path))
@click.option(
    "--blank",
    "blanks",
    multiple=True,
    metavar="FILE...",
    type=click.Path(path_type=Path),
    help="The blank ballot: its PDF, or a picture a page.",
)
@click.option(
    "--voted",
    multiple=True,
    metavar="FILE...",
    type=click.Path(path_type=Path),
    help="Where there is no blank: pictures of voted sheets of one ballot style, or a folder of them.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The layout's file.")
@click.option("--ballot-style", metavar="ID", help="The blank's style, where its page codes do not tell.")
@click.option("--add", is_flag=True, help="Add to the layout that is there, in place of the same style's cards.")
def learn(
    definition: Path,
    blanks: tuple[Path, ...],
    voted: tuple[Path, ...],
    out: Path,
    ballot_style: str | None,
    add: bool,
) -> int:
    """Learn where the targets of a blank ballot are, and name them by the election that DEFINITION describes."""
    if bool(blanks) is bool(voted):
        raise click.UsageError("Name the blank ballot with --blank, or voted sheets with --voted: one of the two.")
    if out.exists() and not add:
        raise InputError(
            f"{out} is there already, perhaps with corrections. Name another file, or say --add to add this ballot "
            "style to it (or learn it anew)."
        )
    _, election = read_definition(definition)
    if (missing := why_words_stay_unread()) is not None:
        warn(f"Printed words in pictures cannot be read: {missing}. Their targets stay without names.")
    style = BallotStyleId(ballot_style) if ballot_style else None
    ballots = [learn_voted_ballot(voted, election, style)] if voted else learn_ballots(blanks, election, style)
    learned = BallotLayout(tuple(card for ballot in ballots for card in ballot.cards), KnownNames.of(election))
    layout = joined(load_layout(out, election), learned) if add and out.exists() else learned
    save_layout(out, layout)
    for ballot in ballots:
        _say(ballot, learned)
    conclusion = _conclusion(out, layout, election)
    if voted and conclusion is not ExitCode.DONE:
        say(
            "Where nearly every voter marked an oval, it looks filled on all sheets. Learn from more sheets, or others."
        )
    return conclusion


def _say(ballot: LearnedBallot, layout: BallotLayout) -> None:
    pages = [page for card in ballot.cards for page in card.pages]
    targets = [target for page in pages for target in page.targets]
    say(f"Ballot style {ballot.style}: {plural(len(pages), 'page')}, {plural(len(targets), 'target')}.")
    doubtful = [target for target in targets if target.name is None]
    if doubtful:
        say(f"{plural(len(doubtful), 'target')} could not be named for certain:")
        rows = [
            (target.place.number, f"{target.place.x_in:.2f}", f"{target.place.y_in:.2f}", target.printed or "-")
            for target in doubtful
        ]
        say_table(("target", "inches right", "down", "beside it"), [(row[0], row[1], row[2], row[3]) for row in rows])


def _conclusion(out: Path, layout: BallotLayout, election: Election) -> ExitCode:
    """What is still to do before ballots can be read by it."""
    try:
        with_layout(election, layout)
    except LayoutError as error:
        others = [problem for problem in error.problems if "without a name" not in problem.found]
        for problem in others[:20]:
            say(f"  {problem}")
        say(f"Wrote {out}. Before ballots can be read by it: canvass layout edit {out}")
        return ExitCode.WAITING
    say(f"Wrote {out}. Every choice has its target. Look at the proofs before you count: canvass layout show {out}")
    return ExitCode.DONE
