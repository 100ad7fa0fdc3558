"""What is halted, for the first thing that people see on a page (13-15-209)."""

from canvass.web.served import served


def halted() -> tuple[str, ...]:
    """The machines on which counting rests, or the whole count; nothing where it goes on."""
    halts = served().state.read(lambda state: state.board.halting.open_halts())
    return tuple(dict.fromkeys(halt.halted.machine or "the whole count" for halt in halts))
