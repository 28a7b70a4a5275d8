"""What somebody searches for: a name or a number, kept on the server and never in an address.

A number is kept as its blind index, so that the session holds no number either.
"""

from dataclasses import dataclass

from participants import identity

MOST_WORDS = 6
LONGEST = 100


@dataclass(frozen=True)
class Term:
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
            return participations.open_to(user).of_number(bytes.fromhex(self.index))
        return participations.named(self.words)

    @property
    def text(self):
        """What to write back in the search field; a number is not repeated."""
        return " ".join(self.words)


def understand(text):
    """A Term, or None where nothing is searched for."""
    text = text.strip()[:LONGEST]
    if not text:
        return None
    if not any(character.isdigit() for character in text):
        return Term(words=tuple(text.split()[:MOST_WORDS]))
    try:
        number = identity.parse_number(text)
    except identity.NumberError as error:
        return Term(error=str(error.message))
    return Term(index=identity.blind_index(number.digits).hex())


def remember(session, place, text):
    """Keep the search for a place: a project's slug, or "" for every project."""
    searches = session.get("people_searches", {})
    searches.pop(place, None)
    if term := understand(text):
        searches[place] = {"words": term.words, "index": term.index, "error": term.error}
    session["people_searches"] = searches


def recall(session, place):
    """The search last made in the place, or None."""
    kept = session.get("people_searches", {}).get(place)
    return Term(words=tuple(kept["words"]), index=kept["index"], error=kept["error"]) if kept else None
