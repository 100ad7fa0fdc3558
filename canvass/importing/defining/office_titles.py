"""Which office a contest fills, where its title is that office's own name (13-12-207). Everything else is asked."""

import re

from outside.matching.normal_form import bare_name
from tabulate.offices import Office

_SEAT = r"(?: (?:of )?(?:the )?(?:district|dist|department|dept|no|number|seat|position|\d)[\w ]*)?"
_TITLES: tuple[tuple[str, Office], ...] = (
    (r"(?:united states |u s |us )?president(?: and vice president)?(?: of the united states)?", Office.PRESIDENT),
    (r"(?:united states|u s|us) senator", Office.US_SENATOR),
    (rf"(?:united states|u s|us) representative{_SEAT}", Office.US_REPRESENTATIVE),
    (r"governor(?: (?:and )?lieutenant governor| (?:and )?lt governor)?", Office.GOVERNOR),
    (r"secretary of state", Office.SECRETARY_OF_STATE),
    (r"attorney general", Office.ATTORNEY_GENERAL),
    (r"state auditor", Office.STATE_AUDITOR),
    (r"(?:state )?superintendent of public instruction", Office.SUPERINTENDENT),
    (rf"public service commissioner{_SEAT}", Office.PUBLIC_SERVICE_COMMISSIONER),
    (r"clerk of (?:the )?supreme court", Office.CLERK_OF_THE_SUPREME_COURT),
    (r"(?:supreme court )?chief justice", Office.CHIEF_JUSTICE),
    (rf"supreme court (?:associate )?justice{_SEAT}", Office.JUSTICE),
    (rf"district (?:court )?judge{_SEAT}", Office.DISTRICT_JUDGE),
    (rf"state senator{_SEAT}|senate district \d+", Office.STATE_SENATOR),
    (rf"state representative{_SEAT}|house district \d+", Office.STATE_REPRESENTATIVE),
    (r"clerk of (?:the )?district court", Office.CLERK_OF_THE_DISTRICT_COURT),
    (rf"county commissioner{_SEAT}", Office.COUNTY_COMMISSIONER),
    (r"(?:county )?clerk and recorder", Office.CLERK_AND_RECORDER),
    (r"(?:county )?sheriff", Office.SHERIFF),
    (r"(?:county )?coroner", Office.CORONER),
    (r"county attorney", Office.COUNTY_ATTORNEY),
    (r"county superintendent of schools", Office.COUNTY_SUPERINTENDENT),
    (r"county auditor", Office.COUNTY_AUDITOR),
    (r"(?:county )?public administrator", Office.PUBLIC_ADMINISTRATOR),
    (r"(?:county )?assessor", Office.ASSESSOR),
    (r"(?:county )?treasurer", Office.TREASURER),
    (r"(?:county )?surveyor", Office.SURVEYOR),
    (rf"justice of the peace{_SEAT}", Office.JUSTICE_OF_THE_PEACE),
    (r"precinct committee ?(?:man|woman|person|representative)[\w ]*", Office.PRECINCT_COMMITTEE),
)


def office_of(title: str) -> Office | None:
    """The office whose own name the title is; None for any other title, as of two offices in one."""
    plain = bare_name(title).removeprefix("for ")
    return next((office for pattern, office in _TITLES if re.fullmatch(pattern, plain)), None)
