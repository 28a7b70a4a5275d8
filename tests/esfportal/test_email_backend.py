import io

from django.core.mail import EmailMessage

from esfportal.operations.email_backend import EmailBackend

LINK = "http://127.0.0.1:8000/accounts/password/reset/key/2-difdut-b3f42666feeb081450ccac388a83231f/"


def test_email_is_written_as_text_with_whole_links():
    log = io.StringIO()
    letter = EmailMessage("Nytt lösenord", f"Hej!\n\nVälj det här:\n\n{LINK}\n", to=["ida@example.org"])
    assert EmailBackend(stream=log).send_messages([letter]) == 1
    lines = log.getvalue().splitlines()
    assert lines[:2] == ["To: ida@example.org", "Subject: Nytt lösenord"]
    assert "Välj det här:" in lines
    assert LINK in lines
