"""Long words without spaces in names: every page is as wide as a small screen, and in a deep run as a wide one."""

import pytest
from django.urls import reverse

from accounts.models import User
from participants.register.models import Participation
from projects.models import Intervention, Project
from tests.browser.conftest import WIDE, from_here
from tests.browser.test_every_page import pages
from tests.sizes import size
from tests.test_access import targets  # noqa: F401  (a fixture)

LONG = "Abcdefghij" * 10
SMALLEST = {"width": 320, "height": 640}


@pytest.fixture
def long_names(cast, targets):  # noqa: F811
    Participation.objects.update(given_name=LONG, family_name=LONG)
    Project.objects.update(name=LONG, short_name=LONG[:40])
    Intervention.objects.update(name=LONG)
    User.objects.update(full_name=LONG)


def test_no_page_is_wider_than_the_screen(cast, targets, long_names, open_as):  # noqa: F811
    page = open_as(cast.leader)
    too_wide = {}
    for name, target in pages(""):
        page.goto(reverse(name, args=targets[target]))
        for window in size([SMALLEST], from_here(page, WIDE, SMALLEST)):
            page.set_viewport_size(window)
            width = page.evaluate("document.scrollingElement.scrollWidth")
            if width > window["width"]:
                too_wide[name] = width
    assert too_wide == {}
