"""Search for participants, kept in the session and never in a URL."""

from dataclasses import dataclass

from participants.register.identity import numbers

MAX_WORDS = 6
MAX_LENGTH = 100


@dataclass(frozen=True)
class SearchTerm:
    """A parsed search: `words` of a name, or the blind `index` of a number."""

    words: tuple[str, ...] = ()
    index: str = ""
    # For a text that looks like a number but is invalid; then nothing is found.
    error: str = ""

    def apply(self, participations, user):
        if self.error:
            return participations.none()
        # A protected identity is found by number only, and only by authorised case workers: even that a
        # number exists here would reveal where the person takes part.
        if self.index:
            return participations.unprotected_or_openable_by(user).with_number_index(
                bytes.fromhex(self.index)
            )
        return participations.search_name(self.words)

    @property
    def text(self):
        # A number is not repeated in the search field.
        return " ".join(self.words)


def parse_search(text):
    text = text.strip()[:MAX_LENGTH]
    if not text:
        return None
    if not any(character.isdigit() for character in text):
        return SearchTerm(words=tuple(text.split()[:MAX_WORDS]))
    try:
        number = numbers.parse_number(text)
    except numbers.NumberError as error:
        return SearchTerm(error=str(error.message))
    # Only the blind index is stored, so that the session holds no number.
    return SearchTerm(index=numbers.blind_index(number.digits).hex())


def save_search(session, scope, text):
    # `scope`: a project's slug, or "" for all projects.
    searches = session.get("people_searches", {})
    searches.pop(scope, None)
    if term := parse_search(text):
        searches[scope] = {"words": term.words, "index": term.index, "error": term.error}
    session["people_searches"] = searches


def load_search(session, scope):
    kept = session.get("people_searches", {}).get(scope)
    return SearchTerm(words=tuple(kept["words"]), index=kept["index"], error=kept["error"]) if kept else None
