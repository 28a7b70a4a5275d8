"""The actors of the access table with a browser each, and how a request of theirs is answered."""

from django.test import Client
from django.urls import reverse

from esfportal.security import unknown_links
from tests.access.actors import OUTSIDERS, OUTSIDERS_IN_ONE, actors_around, all_outsiders_in_one
from tests.access.targets import targets_of
from tests.cast import Cast
from tests.sample_objects import rolled_back
from tests.signing_in import signed_in
from tests.sizes import DEEP


def cookies_of(user):
    client = signed_in(user)
    # allauth records the session at its first request. Later requests are rolled back, and are quicker.
    client.get(reverse("accessibility"))
    return dict(client.cookies)


class AccessScenario:
    """The cast, all actors with a browser each, and the targets of the addresses."""

    def __init__(self):
        cast = Cast()
        self.actors = actors_around(cast)
        in_one = all_outsiders_in_one(cast)
        self.targets = targets_of(cast)
        users = {**self.actors, **in_one}
        self.cookies = {name: cookies_of(user) if user else {} for name, user in users.items()}

    def actors_for(self, wanted):
        """Return the actors who tell whether the answers of an address are those wanted."""
        closed = wanted.get("outside") in ("403", "404") and not DEEP
        return [*(self.actors.keys() - set(OUTSIDERS)), *(OUTSIDERS_IN_ONE if closed else OUTSIDERS)]

    def answer(self, actor, name, target, method):
        """Return "302", "403", "404", "405" or "ok", and roll back the changes."""
        browser = Client(headers={"accept-language": "sv"})
        browser.cookies.update(self.cookies[actor])
        unknown_links.limit.begun = 0.0  # a minute of the table asks for more of them than a process allows
        with rolled_back():
            response = getattr(browser, method)(reverse(name, args=self.targets[target]))
        return answered(response)


def answered(response):
    """Return "302" of a request to sign in, "403", "404", "405" or "ok"."""
    is_sign_in = response.status_code == 302 and response.url.startswith(reverse("account_login"))
    fine = response.status_code in (200, 201, 204) or (response.status_code == 302 and not is_sign_in)
    return "ok" if fine else str(response.status_code)
