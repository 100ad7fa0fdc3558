"""The three steps that clear a barred machine (13-17-509(2)), as the audit's commands and the register's ask for them.

Each decorator asks for the papers of a step and for its day. It hands the command `found`, which makes the step from
the day.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from audit.machines import Approval, Consultation, Examination, Expert
from canvass.commands.audit.working import hash_of_paper, on_option
from canvass.commands.options import named, people

machine_argument = click.argument("name")


def examination(command: Callable[..., None]) -> Callable[..., None]:
    """An expert's report (13-17-502(1)). `found` raises InputError for a report that is not there."""

    @click.option("--expert", callback=people, required=True, help="Who examined it.")
    @click.option("--report", required=True, type=click.Path(path_type=Path), help="The report's file.")
    @click.option(
        "--degree/--no-degree", required=True, help="The expert has a bachelor of science in computer science."
    )
    @click.option("--expertise/--no-expertise", required=True, help="And expertise in software engineering.")
    @click.option("--ties/--no-ties", required=True, help="And ties to a vendor of election software.")
    @click.option("--sound/--not-sound", required=True, help="The report finds that the machine works as it must.")
    @on_option
    @wraps(command)
    def asked(expert: str, report: Path, degree: bool, expertise: bool, ties: bool, sound: bool, **others: Any) -> None:
        def found(on: date) -> Examination:
            return Examination(Expert(expert, degree, expertise, ties), on, hash_of_paper(report), sound)

        command(found=found, **others)

    return asked


def consultation(command: Callable[..., None]) -> Callable[..., None]:
    """The vendor was consulted."""

    @click.option("--vendor", callback=people, required=True)
    @on_option
    @wraps(command)
    def asked(vendor: str, **others: Any) -> None:
        command(found=lambda on: Consultation(vendor, on), **others)

    return asked


def approval(command: Callable[..., None]) -> Callable[..., None]:
    """The secretary of state's approval: `found` raises InputError for a document that is not there."""

    @click.option(
        "--by", "approved_by", callback=named, required=True, help="Who approves, for the secretary of state."
    )
    @click.option("--document", required=True, type=click.Path(path_type=Path), help="The approval's file.")
    @on_option
    @wraps(command)
    def asked(approved_by: str, document: Path, **others: Any) -> None:
        command(found=lambda on: Approval(approved_by, on, hash_of_paper(document)), **others)

    return asked
