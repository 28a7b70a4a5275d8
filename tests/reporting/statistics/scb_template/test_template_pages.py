"""SCB's template: uploaded, mapped, used, filled with a month, and of a period for its projects."""

import io
import zipfile

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.audit.models import AuditEntry
from accounts.models import AccessLogEntry
from esfportal.demo.scb_template import NEW_HEADING, build_scb_template
from esfportal.files import uploads
from participants.register.actions import ActionRefused
from reporting.statistics.scb_template import actions
from reporting.statistics.scb_template.access import get_owner
from reporting.statistics.scb_template.filling.file_names import file_name, unknown_places
from reporting.statistics.scb_template.models import ScbTemplate
from reporting.statistics.scb_template.querysets import TemplateQuerySet
from tests.factories import ParticipationFactory
from tests.numbers import nth_number
from tests.reporting.statistics.examples import MARCH, authorised_for_all, monthly_file_of
from tests.reporting.statistics.scb_template.examples import PERIOD, upload_of, workbook
from tests.reporting.statistics.scb_template.workbooks import SWEDISH, template

pytestmark = pytest.mark.django_db


def url(name, cast=None, *args):
    if cast is None:
        return reverse(f"scb_template:period_{name}", args=[PERIOD])
    return reverse(f"scb_template:{name}", args=[cast.project.slug, *args])


def version_of(text):
    return text.split('name="version" value="')[1].split('"')[0]


def send(client, page, **values):
    """Send the form of a page as a browser does; return the answer."""
    form = client.get(page).context["form"]
    version = version_of(form.version_html())
    given = {name: form[name].value() for name in form.fields if form[name].value()}
    return client.post(page, given | {"version": version} | values)


def press(client, page, button):
    """Press a button of a page; return the texts of the page that follows."""
    version = version_of(client.get(page).text.split(f'action="{button}"')[1].split("</form>")[0])
    return client.post(button, {"version": version}, follow=True)


def test_a_template_is_uploaded_mapped_used_filled_and_replaced(cast, sign_in, monkeypatch):
    anna = ParticipationFactory(
        project=cast.project, person__number=nth_number(0), given_name="=Anna", spell__entry_date=MARCH
    )
    ParticipationFactory(
        project=cast.project, person__protected=True, given_name="Hemlig", spell__entry_date=MARCH
    )
    authorised_for_all(cast.project, cast.leader)
    monthly_file_of(cast.project, by=cast.leader)
    client = sign_in(cast.leader)
    file = url("file", cast, MARCH.year, MARCH.month)
    assert client.get(file).status_code == 302  # there is no template
    for wrong in (b"PK\x03\x04", b"%PDF-1.7\n%%EOF", template([nth_number(0)])):
        answer = send(client, url("upload", cast), file=upload_of(wrong))
        assert answer.context["form"].errors["file"]
    assert not ScbTemplate.objects.exists()

    content = template([*SWEDISH, "Projektets nummer", "Arbetsgivare"])
    answer = send(client, url("upload", cast), file=upload_of(content, "Anna Ek.xlsx"))
    assert answer.status_code == 302
    draft = ScbTemplate.objects.get()
    assert "Anna" not in draft.name
    assert draft.content().getvalue() == content  # byte for byte
    page = client.get(url("draft", cast))
    assert page.context["problems"]
    assert len(page.context["rows"]) == 3
    assert {row[-1] for row in page.context["rows"]} == {"formel"}
    assert url("use", cast) not in page.text
    form = page.context["form"]
    assert [form[f"field_{number}"].value() for number in range(9)][:6] == [
        *("number", "given_name", "family_name", "starts_on", "ends_on", "hours")
    ]
    twice = {"field_6": "number", "field_7": "empty", "field_8": "empty"}
    assert send(client, url("draft", cast), **twice).status_code == 302
    assert "samma fält" in client.get(url("draft", cast)).text
    wrong = {"field_6": "text", "text_7": nth_number(0), "first_row": "3", "file_name": "{namn}/"}
    errors = send(client, url("draft", cast), **wrong).context["form"].errors
    assert {*errors} == {"text_6", "text_7", "first_row", "file_name"}
    right = {
        "field_6": "text",
        "text_6": "=2018/123",
        "unknown": "okänt",
        "open_end": "",
        "date_format": "compact",
    }
    assert send(client, url("draft", cast), **right).status_code == 302
    errors = send(client, url("rows", cast), heading_row="9").context["form"].errors
    assert {*errors} == {"heading_row"}
    answer = press(client, url("draft", cast), url("use", cast))
    assert answer.context["template"].pk == draft.pk
    assert client.get(url("draft", cast)).status_code == 404

    assert "scb.xlsx" in client.get(reverse("statistics:month", args=[cast.project.slug, 2018, 3])).text
    answer = client.get(file)
    assert "Mars2018_Samverkansprojektet.xlsx" in answer["Content-Disposition"]
    rows = list(
        load_workbook(io.BytesIO(answer.content))["Deltagare"].iter_rows(
            min_row=4, max_row=6, values_only=True
        )
    )
    first, second, _none = sorted(rows, key=str)
    about = ("20180301", None, 0, "=2018/123")
    assert first[1:3] == ("okänt", "okänt")
    assert second[:7] == (nth_number(0), "=Anna", anna.family_name, *about)
    logged = AccessLogEntry.objects.filter(kind="list_file").latest("pk")
    assert anna.pk in logged.subjects
    assert AuditEntry.objects.filter(action="monthly_file_downloaded").count() == 1

    # Its columns are changed: the file is kept, and the one in use fills until then.
    assert press(client, url("template", cast), url("change", cast)).context["draft"].version == 2
    # A new one of SCB: the draft is replaced by a user who has seen it, what is alike is remembered, and what is
    # not is said.
    renamed = template([*SWEDISH[:5], "Timmar", "Projektets nummer", "Ny rubrik"])
    shown = client.get(url("upload", cast))
    assert "Lena Ledare" in shown.context["form"].fields["is_replaced"].help_text
    assert "is_replaced" in send(client, url("upload", cast), file=upload_of(renamed)).context["form"].errors
    stale = {"version": version_of(shown.text), "is_replaced": "on"}
    assert send(client, url("draft", cast), first_row="5").status_code == 302
    assert client.post(url("upload", cast), stale | {"file": upload_of(renamed)}).context["form"].is_outdated
    owner = get_owner(cast.leader, cast.project.slug)
    with pytest.raises(ActionRefused):  # it was uploaded after the page of one without a draft was shown
        actions.upload(owner, upload_of(renamed), replaced=None, by=cast.leader)
    with monkeypatch.context() as at_once:  # or while this one was being stored
        at_once.setattr(TemplateQuerySet, "draft", lambda templates: None)
        with pytest.raises(ActionRefused):
            actions.upload(owner, upload_of(renamed), replaced=None, by=cast.leader)
    answer = send(client, url("upload", cast), file=upload_of(renamed), is_replaced="on")
    assert answer.status_code == 302
    page = client.get(url("draft", cast))
    assert page.context["new"] == ["Timmar", "Ny rubrik"]
    assert page.context["gone"] == ["Antal timmar", "Arbetsgivare"]
    assert page.context["form"]["text_6"].value() == "=2018/123"
    assert page.context["form"]["unknown"].value() == "okänt"
    assert ScbTemplate.objects.count() == 2
    assert client.get(url("stored", cast, 1)).content == content
    assert client.get(url("stored", cast, 2)).content == renamed
    assert AuditEntry.objects.filter(action="scb_template_downloaded").count() == 2
    # Its file is lost: the month says so, and gives nothing half.
    uploads.remove([draft.path])
    assert client.get(url("stored", cast, 1)).status_code == 302
    answer = client.get(file, follow=True)
    assert "går inte att läsa just nu" in answer.text
    assert AuditEntry.objects.filter(action="monthly_file_downloaded").count() == 1
    press(client, url("template", cast), url("end", cast))
    assert client.get(url("template", cast)).context["template"] is None


def test_a_period_has_a_template_for_its_projects(cast, sign_in):
    cast.project.programme_period = PERIOD
    cast.project.save()
    admin = sign_in(cast.administrator)
    assert send(admin, url("upload"), file=upload_of()).status_code == 302
    assert send(admin, url("draft"), field_6="empty").status_code == 302
    assert press(admin, url("draft"), url("use")).context["template"].version == 1
    assert "version 1" in admin.get(reverse("scb_template:periods")).text
    leader = sign_in(cast.leader)
    shown = leader.get(url("template", cast))
    assert shown.context["template"].project is None
    assert url("change", cast) not in shown.text
    monthly_file_of(cast.project, by=cast.leader)
    answer = leader.get(url("file", cast, MARCH.year, MARCH.month))
    assert answer.content[:2] == b"PK"
    assert ScbTemplate.objects.get().content().getvalue() == workbook()


def test_the_demo_has_a_template_in_use_and_a_draft_to_finish(cast):
    for _twice in range(2):
        build_scb_template(cast.project, by=cast.leader)
    used, draft = ScbTemplate.objects.all()
    assert all(column.field for column in used.columns)
    assert [column.heading for column in draft.columns if not column.field] == [NEW_HEADING]
    assert "Påhittad".encode() in read_part(used.content())


def read_part(file):
    with zipfile.ZipFile(file) as book:
        return book.read("xl/sharedStrings.xml")


def test_names_of_files_have_nothing_of_a_person():
    assert file_name("{Månad}{år}_{projektnamn}", MARCH, "Å & Ö: /ett/") == "Mars2018_Å_Ö_ett"
    assert file_name("{år}-{månad} SCB", MARCH, "") == "2018-03_SCB"
    assert unknown_places("{namn} {år}") == ["{namn}"]
    assert unknown_places("../{år}") == ["/"]
