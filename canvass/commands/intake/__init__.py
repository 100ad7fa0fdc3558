"""`canvass absentee`, `provisional`, `electronic`, `mail`, `requests`: the office's logs, a file for each."""

import click

from canvass.commands.seals import RecordFirst

_HERE = "canvass.commands.intake"
_ABSENTEE = {
    "take": ("Take the state's numbers, from CSV without names.", f"{_HERE}.absentee_numbers:take"),
    "prepared": ("Enter a day on which envelopes were opened.", f"{_HERE}.absentee_numbers:prepared"),
    "list": ("Show the numbers, and what is missing in which batch.", f"{_HERE}.absentee_numbers:listing"),
    "certificate": ("Print the certificate of the ballots issued.", f"{_HERE}.absentee_numbers:certificate"),
    "tracker": ("Write what a tracker of envelopes may be told.", f"{_HERE}.absentee_numbers:tracker"),
    "strike": ("Strike a day that was entered in error.", f"{_HERE}.absentee_numbers:strike"),
}
_PROVISIONAL = {
    "receive": ("Enter that a provisional ballot came in.", f"{_HERE}.provisional_outcomes:receive"),
    "decide": ("Enter whether it counts, with the reason.", f"{_HERE}.provisional_outcomes:decide"),
    "hold-back": ("Enter ordinary ballots held back to be counted with it.", f"{_HERE}.provisional_outcomes:hold_back"),
    "list": ("Show the log, and what is counted together.", f"{_HERE}.provisional_outcomes:listing"),
    "letters": ("Write the electors' letters.", f"{_HERE}.provisional_outcomes:letters"),
    "strike": ("Strike an envelope that was entered in error.", f"{_HERE}.provisional_outcomes:strike"),
}
_ELECTRONIC = {
    "give": ("Enter a ballot that was sent or given.", f"{_HERE}.electronic_ballots:give"),
    "receive": ("Enter that it came back.", f"{_HERE}.electronic_ballots:receive"),
    "federal": ("Enter a federal write-in absentee ballot.", f"{_HERE}.electronic_ballots:federal"),
    "transcribe": ("Enter its transcription by three officials.", f"{_HERE}.electronic_ballots:transcribe"),
    "list": ("Show the official log.", f"{_HERE}.electronic_ballots:listing"),
    "transcriptions": ("Print the log that three officials sign.", f"{_HERE}.electronic_ballots:transcriptions"),
    "report": ("Write the report on covered voters' ballots.", f"{_HERE}.electronic_ballots:report"),
    "strike": ("Strike a number that was entered in error.", f"{_HERE}.electronic_ballots:strike"),
}
_MAIL = {
    "plan": ("Enter the plan of an election by mail.", f"{_HERE}.deposit_boxes:plan"),
    "sent": ("Enter the day on which ballots were mailed.", f"{_HERE}.deposit_boxes:sent"),
    "seal-box": ("Enter a box that left a place of deposit.", f"{_HERE}.deposit_boxes:seal_box"),
    "open-box": ("Enter that it was opened, and its envelopes counted.", f"{_HERE}.deposit_boxes:open_box"),
    "posted": ("Enter envelopes that came by the post.", f"{_HERE}.deposit_boxes:posted"),
    "list": ("Show boxes, and envelopes held together.", f"{_HERE}.deposit_boxes:listing"),
    "strike": ("Strike a box, the plan or the mailing.", f"{_HERE}.deposit_boxes:strike"),
}
_REQUESTS = {
    "enter": ("Enter a request for public records.", f"{_HERE}.copies_billed:enter_request"),
    "bill": ("Enter what the copies cost, and print the bill.", f"{_HERE}.copies_billed:bill"),
    "answer": ("Enter how it was answered.", f"{_HERE}.copies_billed:answer"),
    "list": ("Show the register.", f"{_HERE}.copies_billed:listing"),
    "strike": ("Strike a request that was entered in error.", f"{_HERE}.copies_billed:strike"),
}


@click.group(cls=RecordFirst, table=_ABSENTEE)
def absentee() -> None:
    """Absentee ballots in numbers, never by name (13-13-232, 13-13-233, 13-13-241)."""


@click.group(cls=RecordFirst, table=_PROVISIONAL)
def provisional() -> None:
    """The log of provisional ballots, their letters, and how they are counted together (13-15-107, 13-15-108)."""


@click.group(cls=RecordFirst, table=_ELECTRONIC)
def electronic() -> None:
    """The log of electronic ballots, covered voters, and transcriptions (13-13-246, 13-21-206, 13-21-226)."""


@click.group(cls=RecordFirst, table=_MAIL)
def mail() -> None:
    """An election by mail: plan, mailing, places of deposit and their boxes (13-19)."""


@click.group(cls=RecordFirst, table=_REQUESTS)
def requests() -> None:
    """Requests for public records, the bill for copies, and the answer (13-1-109, ARM 44.2.204)."""
