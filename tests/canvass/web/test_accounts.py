"""The administrator's pages, and the change of one's own password."""

import pytest
from django.conf import settings

from canvass.accounts.lockout import FAILURES, count_refusal
from canvass.accounts.models import Account, folded
from canvass.accounts.roles import Role
from tabulate.ledger.entries import Access, AccessRecorded
from tests.canvass.web.served_records import PASSWORD, Site

FRESH = "geese over the river"
SCRIPT = "<script>alert('Ann')</script>"


def new_account(name: str = "afield", full_name: str = "Ann Field", password: str = FRESH) -> dict[str, str]:
    role = Role.SCANNER_OPERATOR.value
    return {"name": name, "full_name": full_name, "role": role, "new_password": password, "again": password}


def test_an_account_is_added_and_its_holder_chooses_an_own_password(site: Site) -> None:
    site.client(Role.ELECTION_ADMINISTRATOR).post("/accounts/add/", new_account())
    client = site.client()
    client.post("/accounts/sign-in/", {"name": "afield", "password": FRESH})
    assert client.get("/events/")["Location"] == "/accounts/password/"
    own = {"present_password": FRESH, "new_password": "otters under the ice", "again": "otters under the ice"}
    assert client.post("/accounts/password/", own)["Location"] == "/"
    assert "What you may do" in client.get("/").content.decode()
    added, _, changed = site.accesses()
    assert (added.who, added.what, added.detail) == (
        "election-administrator-1",
        Access.ACCOUNT_CHANGED,
        "added afield as scanner operator",
    )
    assert (changed.who, changed.detail) == ("afield", "set the password of afield")


def test_a_script_in_a_name_is_only_letters(site: Site) -> None:
    client = site.client(Role.ELECTION_ADMINISTRATOR)
    client.post("/accounts/add/", new_account(full_name=SCRIPT))
    number = Account.objects.get(name="afield").pk
    for address in ("/accounts/", f"/accounts/{number}/", "/events/"):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in client.get("/accounts/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "Observer-1"}, "There is an account Observer-1 already"),
        ({"name": SCRIPT}, "Enter a valid username"),
        ({"name": ""}, "This field is required"),
        ({"role": "emperor"}, "Select a valid choice"),
        ({"again": "otters under the ice"}, "The two passwords differ"),
        ({"new_password": "short", "again": "short"}, "too short"),
        ({"new_password": "password1234", "again": "password1234"}, "too common"),
        ({"new_password": "293847561029", "again": "293847561029"}, "entirely numeric"),
        ({"full_name": "Cornelia Ravenswood", "new_password": "ravenswood-1", "again": "ravenswood-1"}, "too similar"),
    ],
)
def test_a_wrong_account_is_refused_beside_its_field(site: Site, wrong: dict[str, str], said: str) -> None:
    before = Account.objects.count()
    answer = site.client(Role.ELECTION_ADMINISTRATOR).post("/accounts/add/", new_account() | wrong)
    assert said in answer.content.decode()
    assert Account.objects.count() == before
    assert site.accesses() == []


def test_two_spellings_of_a_name_are_one() -> None:
    assert folded(" Ann ") == folded("ANN") == folded("\uff41nn")


def test_a_disabled_account_is_signed_out_at_once(site: Site) -> None:
    observer, administrator = site.client(Role.OBSERVER), site.client(Role.ELECTION_ADMINISTRATOR)
    number = site.account(Role.OBSERVER).pk
    asked = administrator.post(f"/accounts/{number}/disable/").content.decode()
    assert "Disable the account of Observer 1?" in asked
    assert site.account(Role.OBSERVER).is_active
    administrator.post(f"/accounts/{number}/disable/", {"sure": "yes"})
    assert observer.get("/events/").status_code == 302
    administrator.post(f"/accounts/{number}/enable/")
    assert [one.detail for one in site.accesses(Access.ACCOUNT_CHANGED)] == [
        "disabled observer-1",
        "enabled observer-1",
    ]


def test_the_last_administrator_stays_one(site: Site) -> None:
    last = site.account(Role.ELECTION_ADMINISTRATOR)
    Account.objects.filter(role=last.role).exclude(pk=last.pk).update(is_active=False)
    client = site.client(Role.ELECTION_ADMINISTRATOR)
    disabled = client.post(f"/accounts/{last.pk}/disable/", {"sure": "yes"}, follow=True)
    demoted = client.post(f"/accounts/{last.pk}/role/", {"role": "observer"}, follow=True)
    for answer in (disabled, demoted):
        assert "is the only election administrator who may sign in" in answer.content.decode()
    last.refresh_from_db()
    assert (last.is_active, last.has_role) == (True, Role.ELECTION_ADMINISTRATOR)


def test_another_role_is_another_set_of_pages(site: Site) -> None:
    observer = site.client(Role.OBSERVER)
    number = site.account(Role.OBSERVER).pk
    site.client(Role.ELECTION_ADMINISTRATOR).post(f"/accounts/{number}/role/", {"role": "scanner operator"})
    assert observer.get("/events/").status_code == 403
    assert site.accesses(Access.ACCOUNT_CHANGED)[0].detail == "made observer-1 a scanner operator"


def test_a_new_own_password_ends_the_sign_ins_elsewhere_and_keeps_this_one(site: Site) -> None:
    here, elsewhere = site.client(Role.OBSERVER), site.client(Role.OBSERVER)
    here.post("/accounts/password/", {"present_password": PASSWORD, "new_password": FRESH, "again": FRESH})
    assert "Sign out" in here.get("/").content.decode()
    assert "Sign out" not in elsewhere.get("/").content.decode()


def test_an_own_password_needs_the_present_one_and_wrong_ones_are_counted(site: Site) -> None:
    client = site.client(Role.OBSERVER)
    wrong = {"present_password": "wrong", "new_password": FRESH, "again": FRESH}
    assert "not your present password" in client.post("/accounts/password/", wrong).content.decode()
    assert site.accesses() == [AccessRecorded("observer-1", "observer", Access.SIGN_IN_REFUSED)]


def test_passwords_are_hashed_by_argon2_and_stand_nowhere_in_the_ledger(site: Site) -> None:
    assert site.account(Role.OBSERVER).password.startswith("argon2$argon2id$")
    site.client().post("/accounts/sign-in/", {"name": "observer-1", "password": PASSWORD})
    tables = b"".join(file.read_bytes() for file in site.directory.glob("ledger.sqlite3*"))
    assert b"observer-1" in tables
    assert b"argon2" not in tables
    assert PASSWORD.encode() not in tables


def test_accounts_and_the_key_can_be_read_by_their_owner_only(site: Site) -> None:
    modes = {file.name: file.stat().st_mode & 0o777 for file in site.directory.iterdir() if file.is_file()}
    assert {mode for name, mode in modes.items() if name.startswith(("application", "secret"))} == {0o600}
    assert {"application.sqlite3", "secret-key"} <= set(modes)
    assert (site.directory / "secret-key").read_text() == settings.SECRET_KEY


def test_a_locked_name_is_shown_as_locked_among_the_accounts(site: Site) -> None:
    for _ in range(FAILURES):
        count_refusal("Observer-1")
    page = site.client(Role.ELECTION_ADMINISTRATOR).get("/accounts/").content.decode()
    assert page.count('<span class="tag stopped">locked</span> until') == 1
    row = page[page.index("observer-1") :]
    assert row.index(">locked<") < row.index("</tr>")


def test_the_own_password_lights_no_tab_and_the_first_field_is_ready_at_sign_in(site: Site) -> None:
    administrator = site.client(Role.ELECTION_ADMINISTRATOR)
    assert 'aria-current="page"' not in administrator.get("/accounts/password/").content.decode()
    assert 'aria-current="page">Accounts' in administrator.get("/accounts/").content.decode()
    assert 'name="name"' in (page := site.client().get("/accounts/sign-in/").content.decode())
    assert page.count("autofocus") == 1
