"""Names of people on every page: each is isolated, so that a name from right to left turns nothing next to it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from accounts.models import User
from esfportal.ui.plain_text import isolated
from participants.register.models import Participation
from tests.addresses import addresses
from tests.cast import Cast
from tests.sample_objects import FullProject, rolled_back
from tests.signing_in import one_record_of_activity, signed_in

pytestmark = pytest.mark.django_db
PARTICIPANT, USER = "نیلوفر", "سارة"
BLOCKS = {"td", "th", "li", "h1", "h2", "div"}
ISOLATING = {"bdi", "option", "textarea", "script", "title"}
VOID = {
    "meta",
    "link",
    "input",
    "br",
    "hr",
    "img",
    "path",
    "rect",
    "line",
    "use",
    "circle",
    "source",
    "col",
    "wbr",
}


class Names(HTMLParser):
    """The texts of a page with a name that is not isolated."""

    def __init__(self, is_administration):
        super().__init__()
        self.is_administration = is_administration
        self.open, self.loose, self.seen = [], [], set()

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag if dict(attributes).get("dir") != "auto" else "bdi")

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        while self.open and self.open.pop() not in (tag, "bdi"):
            pass

    def handle_data(self, data):
        for name in (PARTICIPANT, USER):
            if name not in data:
                continue
            self.seen.add(name)
            before = data.partition(name)[0]
            is_isolated = before.count(isolated("ا")[0]) > before.count(isolated("ا")[-1])
            # Django's own templates: the name is all that a cell or line of the page has, or its end.
            is_alone = data.rstrip().endswith(f"{USER} Berg") and BLOCKS & set(self.open[-2:])
            if not (is_isolated or ISOLATING & set(self.open) or (self.is_administration and is_alone)):
                self.loose.append(" ".join(data.split()))


def names_on(html, *, is_administration=False):
    parser = Names(is_administration)
    parser.feed(html)
    return parser


def test_a_name_that_is_not_isolated_is_found():
    assert names_on(f"<p><b>Av {USER}, i går</b></p>").loose == [f"Av {USER}, i går"]
    isolating = f"<p><bdi>{USER}</bdi> och {isolated(PARTICIPANT)} <b dir=auto>{USER}</b></p>"
    assert names_on(isolating).loose == []
    assert names_on(f"<p><bdi><b>x</b></bdi> {USER}</p>").loose


@pytest.mark.parametrize("role", ["leader", "administrator"])
def test_every_name_is_isolated(role):
    project = FullProject(Cast())
    User.objects.update(full_name=f"{USER} Berg")
    Participation.objects.update(given_name=PARTICIPANT, family_name="Berg")
    with one_record_of_activity():
        client = signed_in(getattr(project.cast, role))
    loose, seen = set(), set()
    for address in addresses():
        if address.name == "account_logout" or address.is_administration != (role == "administrator"):
            continue
        with rolled_back():
            response = client.get(project.path(address), follow=True)
        if response["Content-Type"].startswith("text/html"):
            page = names_on(response.text, is_administration=address.is_administration)
            loose |= {(address.label, text) for text in page.loose}
            seen |= page.seen
    assert sorted(loose) == []
    assert seen == ({PARTICIPANT, USER} if role == "leader" else {USER})


# A user's or participant's name in a template: in <bdi>, or through the filter, which needs no tag.
FIELDS = (
    "full_name|shown_name|get_short_name|actor|actor_text|pgh_actor"
    "|(?:signed|written|booked|recorded|authorised|answered|submitted|done|changed|created)_by"
)
NAME = rf"(?:\w+\.)*(?:{FIELDS})"
PRINTED = re.compile(rf"(?<!<bdi>)\{{\{{ *{NAME} *\}}\}}")
IN_A_SENTENCE = re.compile(rf"\b\w+={NAME}(?=[ |])(?!\|(?:default:\S+?\|)?isolated)")
# Their names come after a filter, or are column headings.
HEADINGS = {"{{ authorised_by }}", "{{ submitted_by }}"}


def test_templates_isolate_the_names_on_pages_of_every_state():
    loose = []
    for path in Path("templates").rglob("*.html"):
        text = path.read_text("utf-8")
        loose += [(path.name, found) for found in PRINTED.findall(text) if found not in HEADINGS]
        for tag in re.findall(r"\{% blocktrans.*?%\}", text, re.DOTALL):
            loose += [(path.name, found) for found in IN_A_SENTENCE.findall(tag)]
    assert loose == []
