"""What stops the audit's work. Each message says what was found, what the rule is, and what to do.

AuditError
├── Refused             something that may not happen, with the rule that forbids it
├── DiceError           a roll that no ten-sided dice can show, or the wrong number of dice
├── FiguresError        figures that cannot all be true
└── PublicationError    a file that is no published audit
    └── PublicationAltered  one that does not lead to what it states
"""


class AuditError(Exception):
    """Whatever stops the audit's work. Nothing was recorded."""


class Refused(AuditError):  # noqa: N818  (said as such)
    """Something that may not happen. `rule` is the section of the law, or of the rules under it, that says so."""

    def __init__(self, rule: str, found: str, remedy: str) -> None:
        """`found` and `remedy` are sentences."""
        self.rule = rule
        self.found = found
        self.remedy = remedy
        super().__init__(f"Refused under {rule}: {found} {remedy}")


class DiceError(AuditError):
    """A roll that no ten-sided dice can show, or the wrong number of dice (ARM 44.3.1719)."""


class FiguresError(AuditError):
    """Figures that cannot all be true: more votes than the ballots allow, lists of different lengths."""


class PublicationError(AuditError):
    """A file that is no published audit, or of another version, or nothing to publish."""


class PublicationAltered(PublicationError):  # noqa: N818  (said as such)
    """A published audit that is damaged, was altered, or does not lead to what it states."""
