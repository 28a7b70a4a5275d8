"""Hostile input to every URL of the resolver: no response is 500, and a refused request changes nothing."""

from urllib.parse import quote, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from hypothesis import strategies as some

from tests.addresses import PLACEHOLDER, addresses
from tests.hostile.conftest import ROLES
from tests.hostile.forms import parse_forms
from tests.hostile.values import EXTRA_NAMES, FILE_NAMES, FILES, values
from tests.sample_objects import rolled_back
from tests.sizes import size

pytestmark = pytest.mark.django_db
ADDRESSES = addresses()
SUCCESS_CODES = (201, 204, 302)
FORM_ENCODED = "application/x-www-form-urlencoded"


def quick(count):
    return examples(
        max_examples=size(count, 250),
        deadline=None,
        derandomize=size(True, False),
        database=None,
        phases=[Phase.generate],  # no shrinking: examples are small
        suppress_health_check=list(HealthCheck),
    )


def some_of(hostile, address, count):
    """Return `count` of the values, others at each URL, and all of them in a deep run."""
    start = ADDRESSES.index(address) * count
    return [hostile[(start + step) % len(hostile)] for step in range(size(count, len(hostile)))]


def by_label(address):
    return address.label


def best_role(address):
    # The role with the most rights at the URL.
    return "administrator" if address.is_administration else "leader"


@pytest.fixture(scope="module")
def form_at(full_project):
    """`form_at(address)`: the form on the page at a URL, or one that is sent to it, or None."""
    pages = {}
    for address in ADDRESSES:
        with rolled_back():
            response = full_project.browser(best_role(address)).get(full_project.path(address))
            is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
            pages[full_project.path(address)] = parse_forms(response.text) if is_page else []

    def find(address):
        path = full_project.path(address)
        own = [form for form in pages[path] if form.method == "post" and form.action in ("", path)]
        others = [form for forms in pages.values() for form in forms if form.action == path]
        return next(iter(own + others), None)

    return find


@pytest.fixture(scope="module")
def known_names(full_project, form_at):
    found = {name for address in ADDRESSES for name in getattr(form_at(address), "names", ())}
    assert len(found) > 60
    return sorted(found | set(EXTRA_NAMES))


@pytest.fixture(scope="module")
def without_post():
    # URLs that answered 405, which need no more requests.
    return set()


# A file is checked when its page is opened in another language, and the result is kept with the file.
KEPT_BY_READING = {"imports:import_review": ("imports_importcheck", "imports_importdraft")}


def assert_unharmed(full_project, response, description, kept=()):
    assert response.status_code < 500, description
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checked at commit otherwise
    if response.status_code not in SUCCESS_CODES:
        assert [table for table in full_project.changed() if table not in kept] == [], description


@some.composite
def form_data(draw, form, known_names):
    """Return ([(name, value)], {name: file}): the data of a form, hostile in some fields."""
    names = form.names if form else draw(some.lists(some.sampled_from(known_names), max_size=5))
    pairs, files = [], {}
    hostile = draw(some.sets(some.sampled_from(names or [""]), max_size=4))
    for name in names:
        usual = form.values.get(name, []) if form else []
        if form and name in form.files:
            kind = draw(some.sampled_from(sorted(FILES)))
            files[name] = SimpleUploadedFile(draw(some.sampled_from(FILE_NAMES)) or "x", FILES[kind])
        elif name in hostile:
            pairs += [(name, value) for value in draw(some.lists(values, max_size=3))]
        elif form and name in form.choices:
            pairs.append((name, draw(some.sampled_from(form.choices[name]))))
        else:
            pairs += [(name, value) for value in usual]
    for name in draw(some.lists(some.sampled_from(known_names), max_size=2)):
        pairs.append((name, draw(values)))
    return pairs, files


def send(client, path, pairs, files, **headers):
    if files:
        data = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value.replace("\ud800", "?"))
        return client.post(path, data | files, headers=headers)
    body = urlencode(pairs, encoding="utf-8", errors="surrogatepass")
    return client.post(path, body, content_type=FORM_ENCODED, headers=headers)


@pytest.mark.parametrize("address", ADDRESSES, ids=by_label)
@quick(2)
@given(data=some.data())
def test_forms_survive_any_input(full_project, form_at, known_names, without_post, address, data):
    path = full_project.path(address)
    who = data.draw(some.sampled_from((best_role(address),) * 8 + ROLES))
    pairs, files = data.draw(form_data(form_at(address), known_names))
    headers = {"hx-request": "true"} if data.draw(some.booleans()) else {}
    if address in without_post:
        return
    with rolled_back():
        response = send(full_project.browser(who), path, pairs, files, **headers)
        description = f"{address.label} as {who}: {pairs} {[file.name for file in files.values()]}"
        assert_unharmed(full_project, response, description)
    if response.status_code == 405:
        without_post.add(address)


@pytest.mark.parametrize("address", ADDRESSES, ids=by_label)
@quick(1)
@given(data=some.data())
def test_views_survive_any_query_string(full_project, known_names, address, data):
    # Also hostile cookies and headers.
    query = data.draw(some.lists(some.tuples(some.sampled_from(known_names), values), max_size=4))
    who = data.draw(some.sampled_from((best_role(address),) * 4 + ROLES))
    client = full_project.browser(who)
    if data.draw(some.booleans()):
        language, messages = data.draw(some.tuples(values, values))
        client.cookies["django_language"] = ascii(language)[:200]
        client.cookies["messages"] = ascii(messages)[:200]
    address_of_page = (
        f"{full_project.path(address)}?{urlencode(query, encoding='utf-8', errors='surrogatepass')}"
    )
    with rolled_back():
        response = client.get(address_of_page, headers={"accept-language": ascii(data.draw(values))[:200]})
        kept = KEPT_BY_READING.get(address.label, ())
        assert_unharmed(full_project, response, f"{address_of_page} as {who}", kept)


@pytest.mark.parametrize("address", ADDRESSES, ids=by_label)
def test_views_survive_any_query_parameter(full_project, known_names, address):
    client, path = full_project.browser(best_role(address)), full_project.path(address)
    for value in some_of(("²", "9" * 40, "\x00", "-1"), address, 1):
        with rolled_back():
            response = client.get(f"{path}?{urlencode([(name, value) for name in known_names])}")
            kept = KEPT_BY_READING.get(address.label, ())
            assert_unharmed(full_project, response, f"{address.label}: every name is {value!r}", kept)
        if response.status_code == 405:
            return


@pytest.mark.parametrize("address", [each for each in ADDRESSES if each.parameters], ids=by_label)
def test_urls_survive_any_value(full_project, address):
    # One parameter of the URL is hostile, the others are correct.
    right = [str(value) for value in full_project.arguments(address).values()]
    client = full_project.browser(best_role(address))
    hostile = ["%00", "9" * 40, "%ff", "²", "..", "-1", "a%2Fb", "%E2%80%AE", "x" * 3000]
    for place in range(len(right)):
        for value in some_of(hostile, address, 1):
            parts = iter([value if n == place else quote(each) for n, each in enumerate(right)])
            path = "/" + PLACEHOLDER.sub(lambda _, parts=parts: next(parts), address.route).rstrip("$")
            with rolled_back():
                assert_unharmed(full_project, client.get(path), path)


REQUEST_BODIES = [
    (b"", FORM_ENCODED),
    (b"\xff\xfe=\xff", FORM_ENCODED),
    (b"%ff=%fe&a=%00", FORM_ENCODED),
    (b"&".join(b"x%d=1" % number for number in range(3000)), FORM_ENCODED),
    (b"{}", "application/json"),
    (b"<a/>", "text/xml"),
    (b"--b", "multipart/form-data; boundary=b"),
    (b"no boundary", "multipart/form-data"),
    (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nab',
        "multipart/form-data; boundary=b",
    ),
    (b"a=1", "text/plain; charset=utf-99"),
    (b"a=%E5", f"{FORM_ENCODED}; charset=utf-99"),
]


@pytest.mark.parametrize("address", ADDRESSES, ids=by_label)
def test_views_survive_any_request_body(full_project, address):
    client, path = full_project.browser(best_role(address)), full_project.path(address)
    for body, content_type in some_of(REQUEST_BODIES, address, 2):
        with rolled_back():
            response = client.generic("POST", path, body, content_type=content_type)
            assert_unharmed(full_project, response, f"{address.label}: {content_type} {body[:40]}")
        if response.status_code == 405:
            return


def test_forms_and_changes_are_found(full_project, form_at):
    # Positive control.
    named = {address.name: address for address in ADDRESSES}
    assert "given_name" in form_at(named["register:register"]).names
    assert form_at(named["imports:import_participants"]).files == {"file"}
    assert "role" in form_at(named["projects:add_row"]).names or form_at(named["projects:add_row"]).choices
    assert full_project.changed() == []
    with rolled_back():
        full_project.project.name = "Ändrat"
        full_project.project.save()
        assert full_project.changed() == ["projects_project"]
