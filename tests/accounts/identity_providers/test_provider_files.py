"""OpenID providers are added and changed by a command, from a file."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from accounts.audit.models import AuditEntry
from accounts.database_access import system_scope, user_scope
from accounts.identity_providers.access import provider_with_key, providers_in_use
from accounts.identity_providers.apps import former_variables_are_unset
from accounts.identity_providers.management.commands.load_identity_provider import SECRET
from accounts.identity_providers.models import IdentityProvider, IdentityProviderHistory
from accounts.identity_providers.provider_file import FileError, parse
from tests.accounts.identity_providers.support import PROVIDER_FILE, STAFF_FILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path, monkeypatch):
    def loaded(text, secret=""):
        monkeypatch.setenv(SECRET, secret)
        path, said = tmp_path / "provider.toml", StringIO()
        path.write_text(text)
        call_command("load_identity_provider", path, stdout=said)
        return said.getvalue()

    return loaded


def test_a_service_is_added_changed_and_taken_out_of_use(cast, load):
    with pytest.raises(CommandError, match=SECRET):
        load(PROVIDER_FILE)
    assert load(PROVIDER_FILE, "hemligt") == "bankid: added, in use\n"
    assert [provider.secret for provider in providers_in_use("participant")] == ["hemligt"]
    assert load(PROVIDER_FILE + 'name_en = "Swedish BankID"') == "bankid: changed, in use\n"
    provider = provider_with_key("bankid", "participant")
    assert (provider.secret, provider.name_en) == ("hemligt", "Swedish BankID")
    assert b"hemligt" not in bytes(provider.secret_encrypted)
    assert provider_with_key("bankid", "staff") is None
    load(PROVIDER_FILE + "is_in_use = false")
    assert provider_with_key("bankid", "participant") is None
    assert AuditEntry.objects.filter(object_id="load_identity_provider").count() == 4
    assert IdentityProviderHistory.objects.count() > 3
    assert "hemligt" not in str(list(IdentityProviderHistory.objects.values()))
    for user in (cast.leader, cast.administrator):
        with user_scope(user):
            assert not IdentityProvider.objects.exists()
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                IdentityProvider.objects.create(key="own", acr_values="x")
    with user_scope(cast.leader), system_scope():
        assert IdentityProvider.objects.exists()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            IdentityProvider.objects.update(is_in_use=True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"key = ": "ky = "}, "ky: no such key"),
        ({'client_id = "portal"': ""}, "client_id: is missing"),
        ({'"BankID"': "7"}, "name: write text in quotation marks"),
        ({'["http://id.elegnamnden.se/loa/1.0/loa3"]': "[]"}, "acr_values: write a list"),
        ({'"bankid"': '"bank id"'}, "key: "),
        ({"https://broker": "http://broker"}, "issuer: begins with https://"),
        ({"https://broker": "ftp://broker"}, "issuer: begins with https://"),
        ({'"portal"': '"portal"\nis_in_use = "no"'}, "is_in_use: write true or false"),
        ({'key = "bankid"': "key ="}, "not TOML: "),
        ({'"portal"': '"portal"\ndomains = ["a.example"]'}, "domains: is of staff only"),
        ({'"portal"': '"portal"\npurpose = "others"'}, "purpose: "),
        ({'"skolan.example"': '"@skolan.example"'}, "domains: @skolan.example is none"),
        ({'["Kommunen.example", "skolan.example"]': "[]"}, "domains: write a list"),
        ({'domains = ["Kommunen.example", "skolan.example"]': ""}, "domains: is missing"),
        (
            {"is_second_factor_trusted = true": 'authentication = "private_key_jwt"'},
            "authentication: is of part",
        ),
        (
            {"is_second_factor_trusted = true": "is_user_info_signed = true"},
            "is_user_info_signed: is of part",
        ),
        ({"212000-0761": "212000"}, "organisation_numbers: 212000 is none"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(change, reason):
    ((old, new),) = change.items()
    file = STAFF_FILE if old in STAFF_FILE and old not in PROVIDER_FILE else PROVIDER_FILE
    parse(file.encode(), production=True)
    with pytest.raises(FileError) as refused:
        parse(file.replace(old, new).encode(), production=True)
    assert any(problem.startswith(reason) for problem in refused.value.problems), refused.value.problems
    with pytest.raises(FileError):
        parse(b"\xff", production=True)


def test_a_provider_of_staff(load, monkeypatch):
    assert load(STAFF_FILE, "hemligt") == "kommunen: added, in use\n"
    (provider,) = providers_in_use("staff")
    assert (provider.domains, provider.scopes) == ("kommunen.example skolan.example", "openid email")
    assert (provider.acr_values, provider.organisation_numbers) == ("", "2120000761")
    assert provider.is_second_factor_trusted
    load(STAFF_FILE.replace("is_second_factor_trusted = true", ""))  # what is left out has its default again
    assert not providers_in_use("staff")[0].is_second_factor_trusted
    assert former_variables_are_unset(None) == []
    monkeypatch.setenv("ESFPORTAL_OIDC_ISSUER", "https://id.example")
    (warning,) = former_variables_are_unset(None)
    assert "load_identity_provider" in warning.hint
