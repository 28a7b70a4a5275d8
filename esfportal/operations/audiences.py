"""Settings by the audience of a report (ReportFile.Audience)."""

from esfportal.environment import number


def of_funders(name: str, *, authority: int, funders: int) -> dict[str, int]:
    """Return the numbers of the variables NAME_AUTHORITY and NAME_FUNDERS, or these defaults."""
    return {
        "authority": number(f"{name}_AUTHORITY", authority, least=1),
        "funders": number(f"{name}_FUNDERS", funders, least=1),
    }
