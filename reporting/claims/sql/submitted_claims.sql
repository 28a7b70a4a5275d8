-- A claim's lines are added while it is a draft, and what was submitted, decided and paid is never changed.

CREATE FUNCTION claims_check_claim()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'a claim begins as a draft' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END IF;
    -- The steps of reporting/claims/states.py.
    IF OLD.state <> NEW.state AND (OLD.state || ' ' || NEW.state) NOT IN (
        'draft submitted', 'draft withdrawn', 'submitted decided', 'decided paid')
    THEN
        RAISE EXCEPTION 'no step from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.project_id, OLD.number) IS DISTINCT FROM (NEW.project_id, NEW.number)
        OR OLD.state <> 'draft' AND (OLD.starts_on, OLD.ends_on, OLD.submitted_on, OLD.reference, OLD.digest)
            IS DISTINCT FROM (NEW.starts_on, NEW.ends_on, NEW.submitted_on, NEW.reference, NEW.digest)
        OR OLD.state IN ('decided', 'paid') AND (OLD.decided_on, OLD.approved, OLD.reason)
            IS DISTINCT FROM (NEW.decided_on, NEW.approved, NEW.reason)
        OR OLD.state = 'paid' AND (OLD.paid_on, OLD.paid) IS DISTINCT FROM (NEW.paid_on, NEW.paid)
    THEN
        RAISE EXCEPTION 'a submitted claim never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$$;

-- After the policies have been checked.
CREATE TRIGGER check_claim AFTER INSERT OR UPDATE ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION claims_check_claim();

CREATE FUNCTION claims_check_line()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    claimed record;
    booked record;
BEGIN
    SELECT c.project_id, c.state, c.starts_on, c.ends_on INTO claimed
    FROM claims_claim c WHERE c.id = NEW.claim_id FOR UPDATE;
    SELECT l.project_id, l.source, e.booked_on, e.amount INTO booked
    FROM projects_financingentry e JOIN projects_financingline l ON l.id = e.line_id WHERE e.id = NEW.entry_id;
    IF claimed.state <> 'draft' THEN
        RAISE EXCEPTION 'the claim is submitted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (booked.project_id, booked.source, booked.booked_on, booked.amount)
            IS DISTINCT FROM (claimed.project_id, NEW.source, NEW.booked_on, NEW.amount)
        OR NEW.booked_on NOT BETWEEN claimed.starts_on AND claimed.ends_on
    THEN
        RAISE EXCEPTION 'no entry of the project and period' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER check_line AFTER INSERT ON claims_claimline
    FOR EACH ROW EXECUTE FUNCTION claims_check_line();

-- Reverse
DROP TRIGGER check_line ON claims_claimline;
DROP TRIGGER check_claim ON claims_claim;
DROP FUNCTION claims_check_line();
DROP FUNCTION claims_check_claim();
