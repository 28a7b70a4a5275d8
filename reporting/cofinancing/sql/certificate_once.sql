-- A month of a participant is booked once, in whatever version of its certificate.

CREATE FUNCTION cofinancing_check_line()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    booked record;
    certified record;
BEGIN
    SELECT b.project_id, b.month INTO booked FROM cofinancing_booking b WHERE b.id = NEW.booking_id;
    -- The lock makes another booking of the same certificate wait until this one is committed.
    SELECT c.project_id, c.month, c.state, c.participation_id INTO certified
    FROM certificates_certificate c WHERE c.id = NEW.certificate_id FOR UPDATE;
    IF (certified.project_id, certified.month) IS DISTINCT FROM (booked.project_id, booked.month)
        OR certified.state <> 'locked'
    THEN
        RAISE EXCEPTION 'no locked certificate of the project and month' USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (
        SELECT FROM cofinancing_line l
        JOIN cofinancing_booking b ON b.id = l.booking_id
        JOIN certificates_certificate c ON c.id = l.certificate_id
        WHERE c.participation_id = certified.participation_id AND c.month = certified.month
            AND b.id <> NEW.booking_id AND b.undone_by_id IS NULL)
    THEN
        RAISE EXCEPTION 'the month is booked already' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$$;

-- After the policies have been checked.
CREATE TRIGGER check_line AFTER INSERT ON cofinancing_line
    FOR EACH ROW EXECUTE FUNCTION cofinancing_check_line();

-- Reverse
DROP TRIGGER check_line ON cofinancing_line;
DROP FUNCTION cofinancing_check_line();
