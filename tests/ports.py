"""Ports for servers that tests start."""

from secrets import SystemRandom

from esfportal.embedded.paths import is_free

# Below the ports that the operating system gives to outgoing connections: it could give a port away between the
# moment when it is chosen and the moment when the server listens.
PORTS = range(20_000, 32_000)


def free_port():
    return next(filter(is_free, SystemRandom().sample(PORTS, 1000)))
