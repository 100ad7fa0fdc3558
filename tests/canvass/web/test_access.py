"""Every role against every page there is, the pages of all folders: walked from the addresses themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import URLPattern, path

from canvass.accounts.roles import Role
from canvass.web.access import Admission, admission_of, page, public_page
from canvass.web.checks import every_page_names_its_roles, every_pattern
from tabulate.ledger.entries import Access
from tests.canvass.web.served_records import Site

SAMPLES = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "00000000-0000-0000-0000-000000000000"}


@dataclass(frozen=True)
class Address:
    """A page's address with samples in its places, and who may see it."""

    url: str
    admission: Admission


def address_of(pattern: str, view: URLPattern) -> Address:
    url = pattern
    for name, converter in view.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        url = url.replace(f"<{kind}:{name}>", SAMPLES.get(kind, "x")).replace(f"<{name}>", "x")
    admission = admission_of(view.callback)
    assert admission is not None, pattern
    return Address(f"/{url}", admission)


def addresses() -> Iterator[Address]:
    for pattern, view in every_pattern():
        yield address_of(pattern, view)


def test_there_are_pages_to_try() -> None:
    found = list(addresses())
    assert len(found) > 12
    assert {"/", "/results/", "/accounts/1/disable/"} <= {one.url for one in found}
    assert all("<" not in one.url for one in found)


@pytest.mark.parametrize("role", Role)
def test_a_role_sees_its_pages_and_no_others(site: Site, role: Role) -> None:
    client = site.client(role)
    for one in addresses():
        status = client.get(one.url).status_code
        if role in one.admission.roles:
            assert status in (200, 302, 404, 405), f"{role} at {one.url}: {status}"
        else:
            assert status == 403, f"{role} at {one.url}: {status}"


def test_nobody_sees_more_than_the_public_pages_unless_signed_in(site: Site) -> None:
    client = site.client()
    for one in addresses():
        for answer in (client.get(one.url), client.post(one.url)):
            if one.admission.public:
                assert answer.status_code in (200, 302, 404, 405), one.url
            else:
                assert answer.status_code == 302, one.url
                assert answer["Location"].startswith("/accounts/sign-in/?next="), one.url


def test_a_copied_link_opened_by_the_wrong_role_says_whose_page_it_is(site: Site) -> None:
    answer = site.client(Role.OBSERVER).get("/accounts/")
    assert answer.status_code == 403
    assert "This page is for an election administrator; you are signed in as an observer." in answer.content.decode()
    (refused,) = site.accesses(Access.PAGE_REFUSED)
    assert (refused.who, refused.role, refused.detail) == ("observer-1", "observer", "/accounts/")


def test_who_was_sent_to_sign_in_comes_back_to_where_they_wanted(site: Site) -> None:
    answer = site.client().get("/events/?before=5")
    assert answer["Location"] == "/accounts/sign-in/?next=%2Fevents%2F%3Fbefore%3D5"


def silent(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a page that names no role")


@page(Role.OBSERVER)
def spoken(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a page that names one")


urlpatterns = [path("spoken/", spoken), path("public/", public_page(spoken)), path("silent/", silent)]


def test_a_page_that_names_no_role_stops_the_start_and_is_never_served(site: Site) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        (error,) = every_page_names_its_roles()
        assert "/silent/" in error.msg
        client = site.client(Role.ELECTION_ADMINISTRATOR)
        client.raise_request_exception = False
        assert client.get("/silent/").status_code == 500
        assert b"names no role" not in client.get("/silent/").content


def test_the_application_as_it_is_names_a_role_on_every_page(site: Site) -> None:
    assert every_page_names_its_roles() == []


def test_a_page_must_name_at_least_one_role() -> None:
    with pytest.raises(Exception, match="at least one role"):
        page()
