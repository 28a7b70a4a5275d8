from tests.factories import MembershipFactory


def officer(cast, fund, **fields):
    return MembershipFactory(project=cast.project, user__organisation=fund, funder=True, **fields)
