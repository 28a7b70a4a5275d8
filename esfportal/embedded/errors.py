class EmbeddedServerError(Exception):
    """A server could not be made or started. The text says why and what to do."""
