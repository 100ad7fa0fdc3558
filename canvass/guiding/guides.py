"""All guides, and one by its role."""

from canvass.accounts.roles import Role
from canvass.guiding.check_lists import Guide
from canvass.guiding.clerk_guide import CLERK
from canvass.guiding.count_guides import JUDGE, OPERATOR
from canvass.guiding.watching_guides import AUDITOR, OBSERVER, RECOUNTER, SECRETARY

GUIDES = (CLERK, OPERATOR, JUDGE, AUDITOR, RECOUNTER, OBSERVER, SECRETARY)


def guide_of(role: Role) -> Guide:
    """The guide of a role; every role has one."""
    return next(one for one in GUIDES if one.role is role)


def guide_called(slug: str) -> Guide | None:
    """The guide that an address names; None where there is none of that name."""
    return next((one for one in GUIDES if one.slug == slug), None)
