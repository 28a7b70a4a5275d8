"""Facts and items of a project, prepared for its pages."""

from collections import defaultdict
from decimal import Decimal
from itertools import groupby

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from esfportal.database.swedish_order import sort_key, swedish_order
from esfportal.languages import in_language
from esfportal.ui import formats
from projects.kept_items import items
from projects.models import FinancingEntry, Project, ProjectOrganisation, ProjectText

# Shares with a common name; the database column has per cent with two decimals.
SHARE_NAMES = {
    Decimal("33.33"): lambda: _("a third"),
    Decimal("50"): lambda: _("half"),
    Decimal("66.67"): lambda: _("two thirds"),
}


def period(project):
    return project.display_period_text or formats.period(project.starts_on, project.ends_on)


def facts_on_paper(project):
    """Return what stands at the head of a page on paper, for `esfportal.pdf.page_file.page_pdf`."""
    name = project.display_name
    facts = [(_("Project"), name), (_("Period"), period(project))]
    return {"project": name, "author": owner(project) or name, "facts": facts}


def budget(project):
    """Return the total and the ESF's part: "about 33 000 000 kr, of which ESF 15 500 000 kr"."""
    if project.budget_total is None:
        return ""
    total = budget_total(project)
    part = esf_part(project)
    return _("%(total)s, of which ESF %(part)s") % {"total": total, "part": part} if part else total


def esf_part(project):
    """Return the ESF's part: "about 15 500 000 kr", or the published share "two thirds (14 000 000 kr)"."""
    amount = esf_amount_text(project)
    if project.esf_support is not None:
        return amount
    share = esf_share(project)
    return f"{share} ({amount})" if amount else share


def esf_share(project: Project) -> str:
    if project.esf_share is None:
        return ""
    share_name = SHARE_NAMES.get(project.esf_share)
    return share_name() if share_name else formats.percent(project.esf_share, decimals=None)


def esf_amount_text(project):
    return approximate(formats.money(project.esf_amount), project.esf_amount_is_approximate)


def approximate(text, is_approximate):
    return _("about %(amount)s") % {"amount": text} if text and is_approximate else text


def programme_area(project):
    return " ".join(filter(None, [project.programme_area, project.display_programme_area_name]))


def owner(project):
    return next(iter(_partners(project, ProjectOrganisation.Role.OWNER)), "")


def _partners(project, role):
    return [row.display_organisation for row in items(project, "partners") if row.role == role]


def municipality_line(project):
    """Return the number of municipalities, with their names if they are at most four."""
    names = sorted((row.municipality.name for row in items(project, "project_municipalities")), key=sort_key)
    count = project.municipality_count or len(names)
    if not count:
        return ""
    words = ngettext("%(count)s municipality", "%(count)s municipalities", count) % {"count": count}
    if not names or len(names) > 4:
        return words
    names_text = get_text_list(names, _("and"))
    if count == len(names):
        return f"{words}: {names_text}"
    return _("%(count)s, among them %(names)s") % {"count": words, "names": names_text}


def summary_facts(project):
    return [
        (_("Owner"), owner(project)),
        (_("Budget"), budget(project)),
        (_("Period"), period(project)),
        (_("Municipalities"), municipality_line(project)),
        (_("ESF region"), project.get_region_display()),
    ]


def public_facts(project):
    """Return the facts of the fund's own project bank, also those that are not stated, and others that are."""
    phases = get_text_list([phase.get_kind_display() for phase in project.phases.all()], _("and"))
    always = [
        *_programme_facts(project),
        (_("Phase"), capfirst(phases)),
        *contact_facts(project),
        *_support_facts(project),
    ]
    named_parts = [(line.display_name, formats.money(line.amount)) for line in project.budget_lines.all()]
    return [
        *((term, value or _("not stated")) for term, value in always),
        *named_parts,
        *_case_facts(project),
    ]


def _programme_facts(project):
    return [
        (_("Programme period"), project.get_programme_period_display()),
        (_("Programme area"), programme_area(project)),
        (_("Project owner"), owner(project)),
    ]


def _support_facts(project):
    return [
        (_("ESF support granted"), esf_support(project)),
        (_("Total budget"), budget_total(project)),
        (_("Period"), period(project)),
        (_("ESF region"), project.get_region_display()),
    ]


def _case_facts(project):
    return [
        (_("Decided by"), ", ".join(decided_by(project))),
        (_("Case number"), project.case_number),
        (_("Programme's CCI"), project.programme_cci),
        (_("Specific objective"), project.specific_objective),
    ]


def contact_facts(project):
    return [
        (_("Contact person"), project.contact_name),
        (_("E-mail"), project.contact_email),
        (_("Telephone"), project.contact_phone),
    ]


def all_facts(project):
    return [
        *_programme_facts(project),
        *_support_facts(project),
        *_case_facts(project),
        *contact_facts(project),
        (_("Municipalities"), municipality_line(project)),
        (_("Other parties"), project.display_partners_text),
        (_("Staff"), project.display_staffing),
        (_("Participants"), _("yes") if project.expects_participants else _("none: a pre-study")),
    ]


def entity_facts(project):
    """Return the facts for the entity indicators (CO20-CO23, EECO18-EECO19)."""
    return [
        (_("By social partners or NGOs"), yes_no(project.by_social_partners)),
        (_("For women's lasting participation in working life"), yes_no(project.for_women_in_employment)),
        (_("Aimed at public administrations or services"), yes_no(project.for_public_services)),
        (_("Supported public administrations or services"), project.supported_public_bodies),
        (_("Supported small and medium-sized enterprises"), project.supported_enterprises),
    ]


def esf_support(project):
    """Return the ESF's part for a line of its own: an amount, or "half of the budget"."""
    if project.esf_support is None and project.esf_share is not None:
        text = _("%(share)s of the budget") % {"share": esf_share(project)}
        amount = esf_amount_text(project)
        return f"{text} ({amount})" if amount else text
    return esf_part(project)


def budget_total(project):
    return approximate(formats.money(project.budget_total), project.budget_is_approximate)


def yes_no(value):
    return {True: _("yes"), False: _("no"), None: ""}[value]


def decided_by(project):
    return _partners(project, ProjectOrganisation.Role.DECISION)


def texts(project):
    """Yield (label, text, language of the text); "" is "no information"."""
    bodies = _bodies(project)
    for section, label in ProjectText.Section.choices:
        if section in bodies or section in ProjectText.ALWAYS:
            swedish, english = bodies[section].get("sv", ""), bodies[section].get("en", "")
            body = in_language(swedish, english)
            yield label, body, "en" if body == english and body != swedish else "sv"


def summary_text(project):
    return text_of(project, ProjectText.Section.SUMMARY)


def text_of(project, section):
    bodies = _bodies(project)[section]
    return in_language(bodies.get("sv", ""), bodies.get("en", ""))


def _bodies(project):
    bodies = defaultdict(dict)
    for row in project.texts.all():
        bodies[row.section][row.language] = row.body
    return bodies


def targets(project):
    return items(project, "targets")


def interventions(project):
    return project.interventions.select_related("municipality", "sub_project").order_by(swedish_order("name"))


def partners_by_role(project):
    """Return [(role in words, its partners)]."""
    order = list(ProjectOrganisation.Role.values)
    rows = sorted(items(project, "partners"), key=lambda row: order.index(row.role))
    groups = [(role, list(group)) for role, group in groupby(rows, key=lambda row: row.role)]
    return [(_role_heading(role, len(group)), group) for role, group in groups]


def _role_heading(role, count):
    roles = ProjectOrganisation.Role
    return {
        roles.OWNER: npgettext("in a project", "Project owner", "Project owners", count),
        roles.PARTNER: npgettext("in a project", "Partner", "Partners", count),
        roles.CO_FINANCIER: npgettext("in a project", "Co-financier", "Co-financiers", count),
        roles.FUNDER: npgettext("in a project", "Funder", "Funders", count),
        roles.COOPERATION: npgettext("in a project", "Cooperation partner", "Cooperation partners", count),
        roles.DECISION: _("Decided by"),
    }[role]


def municipalities(project):
    rows = project.project_municipalities.select_related("municipality__county", "sub_project")
    return rows.order_by(swedish_order("municipality__name"))


def sub_projects(project):
    return project.sub_projects.prefetch_related("project_municipalities__municipality", "employers")


def financing_context(project):
    lines = list(project.financing.with_booked().select_related("organisation"))
    for line in lines:
        is_esf = line.source == line.Source.ESF
        line.planned_from_share = esf_amount_text(project) if is_esf and line.planned is None else ""
        line.planned_text = approximate(
            formats.money(line.planned), is_esf and project.esf_support_is_approximate
        )
    planned, planned_text = _planned_in_all(project, lines)
    return {
        "financing": lines,
        "planned": planned,
        "planned_text": planned_text,
        "leaves_out": any(line.planned_amount is None for line in lines),
        "booked": sum(line.booked for line in lines),
        "has_hours": any(line.is_in_kind for line in lines),
        "booked_hours": sum(line.booked_hours or 0 for line in lines),
    }


def _planned_in_all(project, lines):
    amounts = [line.planned_amount for line in lines if line.planned_amount is not None]
    if not amounts:
        return None, ""
    esf = [line for line in lines if line.source == line.Source.ESF]
    is_approximate = any(line.planned_amount for line in esf) and project.esf_amount_is_approximate
    return sum(amounts), approximate(formats.money(sum(amounts)), is_approximate)


def bookings(project):
    return (
        FinancingEntry.objects.filter(line__project=project)
        .select_related("line__organisation", "booked_by", "budget_line")
        .order_by("-booked_on", "-pk")
    )


def public_context(project):
    # Without any data about participants.
    return {
        "facts": public_facts(project),
        "texts": texts(project),
        "roles": partners_by_role(project),
        "municipalities": municipalities(project),
        "sub_projects": sub_projects(project),
        "interventions": interventions(project).prefetch_related("employers"),
        "phases": project.phases.all(),
        "events": project.events.all(),
        "target_groups": project.target_groups.all(),
        "target_group_text": text_of(project, ProjectText.Section.TARGET_GROUP),
        "targets": targets(project),
    }
