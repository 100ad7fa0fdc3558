"""What the board of state canvassers declared before it reconvened, after a recount or a correction (13-16-419)."""

from dataclasses import dataclass

from canvass.console.text import hour_of
from tabulate.state_canvass.state_chain import StateCanvass
from tabulate.state_canvass.state_declaring import StateAct


@dataclass(frozen=True, slots=True)
class DeclaredAnew:
    """Of one contest: what was declared, and what took its place."""

    at: str
    """When the board declared before."""
    act: StateAct
    names: tuple[str, ...]
    """As it declared them then."""
    line: str
    """The hash of that step."""
    changed: bool

    @property
    def said(self) -> str:
        """For the document."""
        before = f"On {hour_of(self.at)} the board declared {', '.join(self.names) or 'nobody'} (step {self.line})."
        if self.changed:
            return (
                f"{before} The result is another: that declaration is void, with every certificate by it (13-16-419)."
            )
        return f"{before} The abstract is corrected, and the result is the same: nothing more is done (13-16-419)."


def declared_anew(canvass: StateCanvass, contest: str) -> DeclaredAnew | None:
    """What the last declaration took the place of; None where the board declared once, or not of this contest."""
    before, now = canvass.declared_before, canvass.declared
    if before is None or now is None:
        return None
    entry, line = before
    first, last = ({one.contest: (one.act, one.names) for one in each.results} for each in (entry, now))
    if contest not in first:
        return None
    act, names = first[contest]
    shown = () if act is StateAct.TIE else names
    return DeclaredAnew(entry.at, act, shown, line, changed=first[contest] != last.get(contest))
