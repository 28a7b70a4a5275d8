"""Every page as every role, in one language: no Swedish in English pages, no English in Swedish ones."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings

from accounts.models import User
from projects.models import EsfRegion
from tests.addresses import addresses
from tests.cast import Cast
from tests.sample_objects import FullProject, rolled_back
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

# Small words that each language has in every other sentence, and that no name in the tests contains.
SMALL_WORDS = {
    "sv": "och|är|inte|för|med|av|att|som|det|eller|till|från|den|ett|på|kan|har",
    "en": "the|and|is|are|of|with|not|or|this|that|you|your|from|which|has|been",
}
OTHER = {"sv": "en", "en": "sv"}
NAMES = re.compile("|".join(re.escape(label) for label in EsfRegion.labels))  # the same in both languages
ROLES = ("leader", "case_worker", "funder", "administrator", "without_role", None)


class Texts(HTMLParser):
    """The texts of a page, without those that are marked as being in another language or as names."""

    SILENT = ("script", "style", "bdi", "textarea", "option", "title")
    VOID = ("meta", "link", "input", "br", "hr", "img", "path", "rect", "line", "use", "circle", "source")

    def __init__(self, language):
        super().__init__()
        self.language, self.open, self.found = language, [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        for name in ("aria-label", "placeholder", "title", "alt"):
            if attrs.get(name) and not self.is_silent:
                self.found.append(attrs[name])
        if tag not in self.VOID:
            is_other = attrs.get("lang", self.language) != self.language
            self.open.append((tag, tag in self.SILENT or is_other))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not self.is_silent:
            self.found.append(" ".join(data.split()))

    @property
    def is_silent(self):
        return any(silent for _tag, silent in self.open)


def foreign_texts(html, language):
    parser = Texts(language)
    parser.feed(html)
    words = re.compile(rf"\b({SMALL_WORDS[OTHER[language]]})\b", re.IGNORECASE)
    return [text for text in parser.found if words.search(NAMES.sub("", text))]


def test_foreign_texts_are_found():
    page = '<main><p>The <bdi>Ole och Dole</bdi> and <b lang="sv">det är så</b></p>{}</main>'
    assert foreign_texts(page.format(""), "en") == []
    assert foreign_texts(page.format("<p>Det är sparat.</p>"), "en") == ["Det är sparat."]
    assert foreign_texts(page.format('<a aria-label="Visa för alla">x</a>'), "en") == ["Visa för alla"]
    assert foreign_texts("<p>Sparat.</p><p>It is saved.</p>", "sv") == ["It is saved."]


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), rolled_back():
        patch.setattr("django.conf.settings.FILES_ROOT", tmp_path_factory.mktemp("files"))
        yield FullProject(Cast())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_page_mixes_the_languages(pages, client, language, role):
    User.objects.update(language=language)
    user = role and User.objects.get(pk=getattr(pages.cast, role).pk)
    browser = signed_in(user) if user else client
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    wrong = {}
    for address in addresses():
        with rolled_back():
            # Signing out would end the session of the rest.
            for method in ("get", "post") if "logout" not in address.name else ("get",):
                answer = getattr(browser, method)(pages.path(address), headers={"accept-language": language})
                is_page = answer.get("Content-Type", "").startswith("text/html")
                found = foreign_texts(answer.text, language) if is_page and not answer.streaming else []
                if found:
                    wrong[f"{method} {address.label}"] = found
    assert wrong == {}
