from reporting.disclosure import DisclosureRules

AUTHORITY = DisclosureRules(1, 5, 1, 20)
FUNDER = DisclosureRules(3, 5, 20, 20)
PUBLIC = DisclosureRules(5, 5, 20, 20)
