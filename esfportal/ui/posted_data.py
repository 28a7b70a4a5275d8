from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """Return request.POST for a POST (even an empty one), otherwise None: the data of a form."""
    return request.POST if request.method == "POST" else None
