"""`canvass people`: the county's register of judges and observers, kept from election to election (13-4-102)."""

from pathlib import Path

import click

from canvass.commands.audit.working import day_said, on_option, record_argument
from canvass.commands.options import named, reasoned
from canvass.console.text import plural, say, say_table
from canvass.deciding.people_taken import people_words, take_people
from canvass.errors import InputError, disk_errors
from canvass.people_register.from_csv import entered_from
from canvass.people_register.lines import add_people, begin_people, people_of
from canvass.people_register.people import PeopleRegister, Person, PersonEntered, PersonLeft
from canvass.people_register.said_of_people import history_of, said_of
from canvass.record import open_record

_REGISTER = click.argument("register", type=click.Path(path_type=Path))
_BY = click.option("--by", callback=named, required=True, help="Who enters it: the election administrator's name.")
_MOST_BYTES = 64 * 1024 * 1024


@click.group()
def people() -> None:
    """The county's register of people. A record takes it, and holds its counting boards to it."""


@people.command()
@_REGISTER
@click.option("--county", callback=reasoned, required=True, help="As election definitions name it.")
def begin(register: Path, county: str) -> None:
    """Begin the file REGISTER."""
    begin_people(register, county)
    say(f"Begun: {register}")


@people.command("import")
@_REGISTER
@click.argument("file", type=click.Path(path_type=Path))
@_BY
@on_option
def import_people(register: Path, file: Path, by: str, on: str | None) -> None:
    """Enter into REGISTER everybody whom the CSV file FILE names, or what changed of them; all or nobody."""
    day, content = day_said(on), _content(file)
    added = add_people(register, lambda known: entered_from(content, known, by, day))
    say(f"{plural(len(added), 'person') if len(added) == 1 else f'{len(added):,} people'} entered.")
    for event in added:
        if isinstance(event, PersonEntered):
            say(f"  {event.person.called}: {event.person.service.value}")
    say(people_words(people_of(register)))


@people.command()
@_REGISTER
@click.argument("who", metavar="PERSON")
@click.option("--reason", callback=reasoned, required=True)
@_BY
@on_option
def leave(register: Path, who: str, reason: str, by: str, on: str | None) -> None:
    """Record that PERSON, by id or name, serves no more."""
    day = day_said(on).isoformat()
    add_people(register, lambda known: (PersonLeft(_one(known, who).id, reason, by, day),))
    say(f"{who} serves no more.")


@people.command("list")
@_REGISTER
def list_people(register: Path) -> None:
    """Everybody who serves."""
    known = people_of(register)
    rows = [
        (
            one.id,
            one.name,
            str(one.birth_year or ""),
            one.service.value,
            one.party_list or one.of or (one.represents.value if one.represents else ""),
            one.oath.on if one.oath else "",
            one.certificate.valid_until if one.certificate else "",
            one.affirmation.on if one.affirmation else "",
        )
        for one in known.people
    ]
    head = ("id", "name", "born", "service", "list, or for whom", "oath", "instructed until", "affirmation")
    if rows:
        say_table(head, rows, left=len(head), indent="")
    say(people_words(known))


@people.command()
@_REGISTER
@click.argument("who", metavar="PERSON")
def show(register: Path, who: str) -> None:
    """All that REGISTER has of PERSON, by id or name, and who entered it when."""
    known = people_of(register)
    person = _one(known, who)
    say(f"{person.called}: {person.service.value}")
    for line in said_of(person):
        say(f"  {line}")
    for line in history_of(known, person.id):
        say(line)


@people.command()
@record_argument
@_REGISTER
@_BY
def take(record: Path, register: Path, by: str) -> None:
    """Take REGISTER into RECORD, as it stands now."""
    with open_record(record) as opened:
        taken = take_people(opened, register, by)
        head = opened.head()
    say(people_words(taken))
    say(f"Ledger entry {head.number} {head.hash}")


def _one(register: PeopleRegister, who: str) -> Person:
    found = register.find(who)
    named = (found,) if found is not None else register.named(who)
    if len(named) == 1:
        return named[0]
    several = f"{len(named)} people of this name: {'; '.join(one.called for one in named)}" if named else "nobody"
    raise InputError(
        f"Of {who!r} the register has {several}. Nothing was written. Give the id; canvass people list shows it."
    )


def _content(file: Path) -> bytes:
    with disk_errors(file):
        if not file.is_file():
            raise InputError(f"{file} is no file. Nobody was entered. Name the CSV file with the people.")
        with file.open("rb") as opened:
            return opened.read(_MOST_BYTES)
