"""Rate limit of one process."""

import threading
import time


class RateLimit:
    """Allows so many events in so many seconds, and counts those it refused."""

    def __init__(self, most: int, seconds: int) -> None:
        self.most, self.seconds = most, seconds
        self.lock = threading.Lock()
        self.begun, self.taken, self.refused = 0.0, 0, 0

    def take(self) -> bool:
        with self.lock:
            now = time.monotonic()
            if now - self.begun >= self.seconds:
                self.begun, self.taken = now, 0
            self.taken += 1
            allowed = self.taken <= self.most
            self.refused += not allowed
            return allowed

    def read_refused(self) -> int:
        """Return how many were refused since the last call."""
        with self.lock:
            refused, self.refused = self.refused, 0
            return refused
