"""The rows of the access table (tests/test_access.py) that have modules of their own."""

from tests.access.attendance import ATTENDANCE
from tests.access.bank import BANK
from tests.access.benefits import BENEFITS
from tests.access.casework import CASEWORK
from tests.access.certificates import CERTIFICATES
from tests.access.own_page import OWN_PAGE
from tests.access.own_pages import OWN_PAGES
from tests.access.plans import PLANS
from tests.access.programme import PROGRAMME
from tests.access.surveys import SURVEYS

OTHER_ROWS = "".join(
    [BANK, PLANS, CASEWORK, OWN_PAGE, OWN_PAGES, ATTENDANCE, BENEFITS, CERTIFICATES, SURVEYS, PROGRAMME]
)
