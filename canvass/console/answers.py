"""The answer of a command as programs want it: as one JSON object, or not at all.

Every command that answers has --quiet, and --json. Where a command has a --json of its own, that is the one it has.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import click

_HELD = "canvass.answer"
_OWN_JSON = "as_json"
"""The argument of a command that has a --json of its own."""
_WITHOUT_ANSWER = frozenset({"serve", "edit", "completion", "manual", "demo"})
"""Commands that go on until they are stopped, or whose answer is a file for another program."""


@dataclass(slots=True)
class HeldAnswer:
    """What a command has said so far, held back until it ends."""

    as_json: bool = False
    quiet: bool = False
    """Neither answer nor story: the exit code tells. Warnings and errors are said."""
    said: list[str] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)

    def take_table(self, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table: numbers stay numbers, what there is none of is null, all else is text."""
        cells = [[one if isinstance(one, int | None) else str(one) for one in row] for row in rows]
        self.tables.append({"columns": list(head), "rows": cells})

    def printed(self, code: object) -> str:
        """The JSON object. `exit_code` is what the command ends with."""
        whole = {"said": [line for line in self.said if line], "tables": self.tables, "exit_code": int(str(code or 0))}
        return json.dumps(whole)


def answer_held() -> HeldAnswer | None:
    """The answer of the command that runs, where it is held back; JSON of the command's own is said as it comes."""
    context = click.get_current_context(silent=True)
    return None if context is None or context.params.get(_OWN_JSON) else context.meta.get(_HELD)


def is_quiet() -> bool:
    """Whether nobody wants to be told how the work goes."""
    context = click.get_current_context(silent=True)
    answer = None if context is None else context.meta.get(_HELD)
    return answer is not None and answer.quiet


def with_answer_options(command: click.Command) -> None:
    """Give a command, and those below it, the options that say in which form it answers."""
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        with_answer_options(below)
    if isinstance(command, click.Group) or command.name in _WITHOUT_ANSWER or command.callback is None:
        return
    known = {option for one in command.params for option in one.opts}
    if "--quiet" in known:
        return
    if "--json" not in known:
        command.params.append(_flag("--json", _OWN_JSON, "The answer as one JSON object."))
        _end_with_json(command)
    command.params.append(_flag("--quiet", "quiet", "Say nothing but warnings and errors; the exit code tells."))


def _flag(option: str, form: str, told: str) -> click.Option:
    def asked(context: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            setattr(context.meta.setdefault(_HELD, HeldAnswer()), form, True)

    return click.Option([option], is_flag=True, expose_value=False, is_eager=True, callback=asked, help=told)


def _end_with_json(command: click.Command) -> None:
    work = command.callback
    assert work is not None

    @wraps(work)
    def ended(*arguments: Any, **named: Any) -> Any:
        code = work(*arguments, **named)
        answer = answer_held()
        if answer is not None and answer.as_json:
            click.echo(answer.printed(code))
        return code

    command.callback = ended
