"""What the embedded servers say when they cannot."""


class EmbeddedServerError(Exception):
    """A server could not be made or started; the text says why and what can be done."""
