"""The claims of the Swedish OpenID Connect profile about a person (claims specification 1.0)."""

from collections.abc import Mapping
from typing import Any

CLAIM = "https://id.oidc.se/claim/"
NUMBER = f"{CLAIM}personalIdentityNumber"
COORDINATION_NUMBER = f"{CLAIM}coordinationNumber"
COORDINATION_LEVEL = f"{CLAIM}coordinationNumberLevel"
FORMER_COORDINATION_NUMBER = f"{CLAIM}previousCoordinationNumber"
ORGANISATION_NUMBER = f"{CLAIM}orgNumber"
CONFIRMED = "confirmed"  # of the levels confirmed, probable and uncertain: an identity that has been shown

ASKED = (NUMBER, COORDINATION_NUMBER, COORDINATION_LEVEL, FORMER_COORDINATION_NUMBER)


def numbers_of(claims: Mapping[str, Any]) -> list[str]:
    """Return the person's numbers as the claims state them: the present one first, then the former one.

    A coordination number counts only if the identity behind it is confirmed.
    """
    found = []
    if is_text(claims.get(NUMBER)):
        found.append(claims[NUMBER])
    elif is_text(claims.get(COORDINATION_NUMBER)) and claims.get(COORDINATION_LEVEL) == CONFIRMED:
        found.append(claims[COORDINATION_NUMBER])
    if found and is_text(claims.get(FORMER_COORDINATION_NUMBER)):
        found.append(claims[FORMER_COORDINATION_NUMBER])
    return found


def is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)
