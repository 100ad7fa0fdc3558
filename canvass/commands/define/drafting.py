"""The commands of `canvass define` that work on a draft without its pages."""

import shlex
from pathlib import Path

import click

from canvass.commands.audit.working import write_file
from canvass.console.text import plural, say, warn
from canvass.defining.definition_drafts import FORMER_CONTESTS, DefinitionDraft
from canvass.defining.former_elections import take_former
from canvass.errors import ExitCode, InputError, disk_errors
from tabulate.defining.given_answers import NotAnAnswer
from tabulate.defining.list_columns import ListKind, template
from tabulate.defining.standing import DefinitionStanding
from tabulate.printable import shown

_DRAFT = click.argument("draft", type=click.Path(path_type=Path))
_LISTED = 60


@click.command("template")
@click.argument("kind", type=click.Choice([one.value for one in ListKind]))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The CSV file to write.")
def template_of_list(kind: str, out: Path) -> None:
    """Write a small example of the list of contests, or of precincts, to be filled in with a spreadsheet."""
    write_file(out, template(ListKind(kind)).encode("utf-8-sig"))


@click.command("begin")
@_DRAFT
@click.option(
    "--from",
    "former",
    type=click.Path(path_type=Path),
    help="A definition or a record of before, or a definition drafted from another system's report.",
)
@click.option("--with-names", is_flag=True, help="Take its contests with their candidates, too: it is this election.")
def begin_draft(draft: Path, former: Path | None, with_names: bool) -> None:
    """Begin the folder DRAFT. With --from, the precincts of what there is are taken, with parts and districts."""
    opened = DefinitionDraft(draft)
    opened.begin()
    say(f"Begun: {draft}")
    if former is None:
        return
    taken = take_former(opened, former, with_names)
    say(f"{plural(taken.precincts, 'precinct')} taken from {former}.")
    if taken.with_names:
        say(f"{plural(taken.contests, 'contest')} taken with their names.")
    else:
        say(f"{plural(taken.contests, 'contest')} without names in {draft / FORMER_CONTESTS}: fill it in.")


@click.command("lists")
@_DRAFT
@click.option("--contests", type=click.Path(path_type=Path), help="The contests and candidates: CSV, xlsx or ods.")
@click.option(
    "--precincts", type=click.Path(path_type=Path), help="The precincts with their districts: CSV, xlsx or ods."
)
def take_lists(draft: Path, contests: Path | None, precincts: Path | None) -> int:
    """Take one list into DRAFT, or both, and say what is wrong with them."""
    given = {ListKind.CONTESTS: contests, ListKind.PRECINCTS: precincts}
    if contests is None and precincts is None:
        raise InputError("Name a list: --contests FILE or --precincts FILE. Nothing was kept.")
    opened = DefinitionDraft(draft)
    opened.read()
    for kind, file in given.items():
        if file is not None:
            with disk_errors(file):
                content = file.read_bytes()
            opened.take_list(kind, file.name, content)
    of_contests, of_precincts = opened.lists_of(opened.read())
    for given_file, unused in ((contests, of_contests.unused), (precincts, of_precincts.unused)):
        if unused and given_file is not None:
            say(f"Not used of {given_file}: {shown(', '.join(unused))}.")
    return _said(opened.standing())


@click.command("answer")
@_DRAFT
@click.argument("answers", nargs=-1, required=True, metavar="QUESTION=ANSWER...")
def answer_draft(draft: Path, answers: tuple[str, ...]) -> int:
    """Answer questions of DRAFT, as `canvass define check` names them. An empty answer takes one back."""
    texts = {}
    for one in answers:
        key, equals, text = one.partition("=")
        if not equals:
            raise InputError(f"{shown(one)!r} is no QUESTION=ANSWER. Nothing was kept.")
        texts[key.strip()] = text.strip()
    opened = DefinitionDraft(draft)
    try:
        opened.answer(texts)
    except NotAnAnswer as wrong:
        raise InputError(f"{shown(str(wrong))} Nothing was kept.") from None
    return _said(opened.standing())


@click.command("check")
@_DRAFT
def check_draft(draft: Path) -> int:
    """Say of DRAFT what is missing, what contradicts, and what to look at."""
    return _said(DefinitionDraft(draft).standing())


@click.command("write")
@_DRAFT
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The definition's file.")
def write_draft(draft: Path, out: Path) -> int:
    """Write the definition of DRAFT, once nothing is missing."""
    standing = DefinitionDraft(draft).standing()
    if not standing.is_complete:
        _said(standing)
        return ExitCode.WAITING
    write_file(out, standing.content)
    code = _said(standing)
    say(f"Next: canvass new RECORD {shlex.quote(str(out))}")
    return code


def _said(standing: DefinitionStanding) -> int:
    """The draft in words, and the exit code: people are needed while anything is missing."""
    for name in standing.lacking_lists:
        warn(f"Missing: {name} (canvass define lists).")
    for problem in standing.problems[:_LISTED]:
        warn(shown(str(problem)))
    if len(standing.problems) > _LISTED:
        warn(f"... and {len(standing.problems) - _LISTED:,} more.")
    for one in standing.open_questions:
        may_be = f" One of: {', '.join(one.options)}." if one.options else ""
        warn(f"Open: {one.about}: {one.words} Answer with '{one.key}=...'.{may_be}")
    if not standing.is_complete:
        return ExitCode.WAITING
    parts, styles = plural(len(standing.parts), "precinct part"), plural(len(standing.styles), "ballot style")
    say(f"Nothing is missing: {plural(len(standing.contests), 'contest')}, {parts}, {styles}.")
    for doubt in standing.doubts:
        warn(f"LOOK AT THIS. {doubt}")
    return ExitCode.DONE
