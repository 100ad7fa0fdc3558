"""A guide: the check lists of one role, for each part of an election."""

from dataclasses import dataclass

from canvass.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line to be ticked."""

    what: str
    """A sentence that tells what to do."""
    section: str = ""
    """The rule that asks for it, as in 13-15-112; empty where none does."""
    page: str = ""
    """The name of the address where it is done, as in board:queue."""
    command: str = ""
    """What is typed where no page does it, or beside it: `canvass count`."""
    read: str = ""
    """The document that tells more, within docs/: `counting.md#scanning`."""


@dataclass(frozen=True, slots=True)
class Guide:
    """All that one role does."""

    role: Role
    summary: str
    before: tuple[CheckLine, ...]
    on_the_day: tuple[CheckLine, ...]
    after: tuple[CheckLine, ...]

    @property
    def parts(self) -> tuple[tuple[str, tuple[CheckLine, ...]], ...]:
        """The check lists with their headings, in the order of an election."""
        return (
            ("Before election day", self.before),
            ("On election day", self.on_the_day),
            ("After election day", self.after),
        )

    @property
    def slug(self) -> str:
        """In an address: election-administrator."""
        return self.role.value.replace(" ", "-")
