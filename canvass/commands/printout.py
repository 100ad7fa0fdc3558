"""`canvass printout`: print the ballot that a voter interface device prints, from votes."""

from pathlib import Path

import click

from canvass.commands.audit.working import write_file
from canvass.console.text import plural, say
from canvass.errors import InputError
from canvass.printing.votes_asked_for import card_index, read_votes
from canvass.reading.outcomes import read_definition
from test_ballots.errors import PrintoutTooLong
from test_ballots.printouts.decks import BallotWord, PrintoutForm, write_printout

_FORMS = {"letter": PrintoutForm.LETTER, "card": PrintoutForm.CARD}


@click.command()
@click.argument("definition", type=click.Path(path_type=Path))
@click.option("--ballot-style", required=True, metavar="ID", help="The elector's ballot style.")
@click.option("--precinct", required=True, metavar="ID", help="The elector's precinct.")
@click.option(
    "--votes",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    help='JSON: {"contest": ["choice", "write-in:NAME"], ...}; - for stdin. A contest left out has no selection.',
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The PDF to write.")
@click.option("--form", type=click.Choice(list(_FORMS)), default="letter", show_default=True, help="The paper.")
@click.option("--test", is_flag=True, help="A test ballot: says so, and counts in test batches only.")
def printout(definition: Path, ballot_style: str, precinct: str, votes: Path, out: Path, form: str, test: bool) -> None:
    """Print the votes of one elector as a voter interface device does (13-1-101(53)), for the election of DEFINITION.

    The choices stand there in words, and the same in a QR code and Code 128 lines.
    """
    _, election = read_definition(definition)
    card = card_index(election, ballot_style, precinct)
    voted = read_votes(votes, election, card)
    word = BallotWord.TEST if test else BallotWord.OFFICIAL
    try:
        pdf = write_printout(election, card, voted, _FORMS[form], word)
    except PrintoutTooLong as error:
        raise InputError(f"{error} Nothing was written.") from None
    write_file(out, pdf)
    made = sum(contest.made for contest in voted)
    say(f"{out}: ballot style {ballot_style}, precinct {precinct}, {plural(made, 'vote')}.")
