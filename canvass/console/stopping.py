"""Ctrl-C as a wish: the work goes on to its next good place and stops there."""

import signal
from types import FrameType, TracebackType
from typing import Any, Self


class StopRequest:
    """While it is entered, SIGINT and SIGTERM only ask to stop. Enter it in the main thread."""

    def __init__(self) -> None:
        """Not asked yet."""
        self._asked = False
        self._before: dict[signal.Signals, Any] = {}

    def asked(self) -> bool:
        """True once somebody asked to stop."""
        return self._asked

    def __enter__(self) -> Self:
        """Listen."""
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Let the signals do again what they did before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
