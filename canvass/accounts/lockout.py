"""Lock-out: after five refused sign-ins of a name within fifteen minutes, that name waits for fifteen minutes.

Names that nobody has are locked in the same way. Setting a password, by the election administrator or by
`canvass user password`, unlocks at once.
"""

from datetime import datetime, timedelta

from django.db import transaction

from canvass import clock
from canvass.accounts.models import RefusedSignIns, folded

FAILURES = 5
WINDOW = timedelta(minutes=15)


def locked_until(name: str) -> datetime | None:
    """Until when sign-ins under this name are refused unheard; None where they are heard."""
    row = RefusedSignIns.objects.filter(folded_name=_key(name)).first()
    until: datetime | None = row.locked_until if row else None
    return until if until and until > clock.now() else None


def locked_names() -> dict[str, datetime]:
    """Until when each locked name waits, by the name as it is folded."""
    rows = RefusedSignIns.objects.filter(locked_until__gt=clock.now())
    return dict(rows.values_list("folded_name", "locked_until"))


def count_refusal(name: str) -> bool:
    """Count one refused sign-in. True where the name is locked by it."""
    moment = clock.now()
    with transaction.atomic():
        RefusedSignIns.objects.filter(last_at__lt=moment - WINDOW).delete()
        row, _ = RefusedSignIns.objects.select_for_update().get_or_create(folded_name=_key(name))
        row.failures += 1
        row.last_at = moment
        locked = bool(row.failures >= FAILURES)
        if locked:
            row.locked_until, row.failures = moment + WINDOW, 0
        row.save()
    return locked


def forgive(name: str) -> None:
    """Forget the refusals of a name, and unlock it."""
    RefusedSignIns.objects.filter(folded_name=_key(name)).delete()


def _key(name: str) -> str:
    return folded(name)[:120]
