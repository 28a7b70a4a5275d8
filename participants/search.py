"""What somebody searches for: a name or a number, kept on the server and never in an address.

A number is kept as its blind index, so that the session holds no number either.
"""

from dataclasses import dataclass

from participants import identity

MAX_WORDS = 6
MAX_LENGTH = 100


@dataclass(frozen=True)
class SearchTerm:
    """A search as it is understood: by `words` of a name, or by the `index` of a number (hexadecimal).

    `error` says what is wrong with something that looks like a number and is none; then nothing is found.
    """

    words: tuple[str, ...] = ()
    index: str = ""
    error: str = ""

    def apply(self, participations, user):
        """Those who are meant. A protected identity is found by number alone, and only by those named
        for it: that a number is here at all tells where somebody is."""
        if self.error:
            return participations.none()
        if self.index:
            return participations.unprotected_or_openable_by(user).with_number_index(
                bytes.fromhex(self.index)
            )
        return participations.search_name(self.words)

    @property
    def text(self):
        """What to write back in the search field; a number is not repeated."""
        return " ".join(self.words)


def parse_search(text):
    """A SearchTerm, or None where nothing is searched for."""
    text = text.strip()[:MAX_LENGTH]
    if not text:
        return None
    if not any(character.isdigit() for character in text):
        return SearchTerm(words=tuple(text.split()[:MAX_WORDS]))
    try:
        number = identity.parse_number(text)
    except identity.NumberError as error:
        return SearchTerm(error=str(error.message))
    return SearchTerm(index=identity.blind_index(number.digits).hex())


def save_search(session, scope, text):
    """Keep the search for a scope: a project's slug, or "" for every project."""
    searches = session.get("people_searches", {})
    searches.pop(scope, None)
    if term := parse_search(text):
        searches[scope] = {"words": term.words, "index": term.index, "error": term.error}
    session["people_searches"] = searches


def load_search(session, scope):
    """The search last made in the scope, or None."""
    kept = session.get("people_searches", {}).get(scope)
    return SearchTerm(words=tuple(kept["words"]), index=kept["index"], error=kept["error"]) if kept else None
