"""Files of a programme's figures that are never sent."""

import gc

from django.core.signals import request_finished
from django.http import FileResponse

from reporting.programme.files import written


def test_a_file_that_is_collected_as_garbage_ends_no_request():
    ended = []

    def note(**_given):
        ended.append(True)

    request_finished.connect(note)
    try:
        answer = FileResponse(written("csv", ("code",), [("CO01",)]))
        answer.file_to_stream.close = answer.close  # as Django's WSGI handler does
        del answer  # the reader went away; answer and file refer to each other
        gc.collect()
    finally:
        request_finished.disconnect(note)
    assert ended == []
