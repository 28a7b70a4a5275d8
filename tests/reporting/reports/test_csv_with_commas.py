"""The English CSV file with commas, and the description of its columns, as downloads."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.audit.actions import AuditAction
from accounts.audit.models import AuditEntry
from reporting.reports import files, jobs
from tests.answers import content_of
from tests.reporting.reports.job_support import quick_render, register, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast, monkeypatch):
    render = files.render

    def without_pdfs(document, kind, language):
        return (render if kind == "csv" else quick_render)(document, kind, language)

    monkeypatch.setattr(jobs.files, "render", without_pdfs)
    register(cast.project, women=6, men=6)
    return submitted(cast.project, cast.leader)


def rows(content, separator):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


def download(client, name, report, *file):
    return client.get(reverse(f"reports:{name}", args=[report.project.slug, report.public_id, *file]))


@pytest.mark.parametrize("name", ["download", "download_released"])
def test_commas_are_the_only_difference(name, report, cast, sign_in):
    client = sign_in(cast.leader)
    semicolons = download(client, name, report, "csv", "en")
    commas = download(client, f"{name}_with_commas", report)
    assert rows(content_of(commas), ",") == rows(content_of(semicolons), ";")
    assert commas["Content-Disposition"].endswith('_en_commas.csv"')
    assert commas["Content-Type"] == semicolons["Content-Type"]
    downloads = AuditEntry.objects.filter(action=AuditAction.REPORT_DOWNLOADED)
    assert downloads.count() == 2


def test_a_funder_gets_the_funders_file(report, cast, sign_in):
    funder = sign_in(cast.funder)
    seen = content_of(download(funder, "download_with_commas", report))
    assert rows(seen, ",") == rows(content_of(download(funder, "download", report, "csv", "en")), ";")
    assert seen != content_of(download(sign_in(cast.leader), "download_with_commas", report))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_leads_to_both(language, report, cast, sign_in):
    page = sign_in(cast.leader).get(report.get_absolute_url(), HTTP_ACCEPT_LANGUAGE=language)
    assert f'href="/reports/columns/{language}/"' in page.text
    assert f"{report.get_absolute_url()}files/csv/en/commas/" in page.text


def test_the_columns_are_json(cast, sign_in):
    answer = sign_in(cast.funder).get("/reports/columns/en/")
    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content)["schema"]["fields"][0]["name"] == "section"


def test_the_command_writes_commas(cast, tmp_path):
    paths = [tmp_path / "semicolons.csv", tmp_path / "commas.csv"]
    for path, more in zip(paths, ([], ["--commas"]), strict=True):
        arguments = [cast.project.slug, "--format", "csv", "--language", "en", "--output", str(path)]
        call_command("report", *arguments, "--to", "2018-12-31", *more)
    kept = [
        [row for row in rows(path.read_bytes(), mark) if row[1] != "made"]
        for path, mark in zip(paths, ";,", strict=True)
    ]
    assert kept[0] == kept[1]


@pytest.mark.parametrize("choice", [["--format", "csv"], ["--format", "pdf", "--language", "en"]])
def test_commas_are_for_an_english_csv(choice, cast, tmp_path):
    output = tmp_path / "report"
    with pytest.raises(CommandError, match="--commas is for"):
        call_command("report", cast.project.slug, "--commas", *choice, "--output", str(output))
    assert not output.exists()
