-- What a certificate says never changes; its state changes by the steps of participants/certificates/states.py.
-- Attendance of a closed month is neither added, changed nor removed.

CREATE FUNCTION certificates_check_certificate()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'closed' THEN
            RAISE EXCEPTION 'a certificate begins as closed' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.participation_id, OLD.month, OLD.version, OLD.replaces_id, OLD.is_countersigned, OLD.minutes,
            OLD.project_minutes, OLD.digest, OLD.recorded_at, OLD.recorded_by_id)
        IS DISTINCT FROM (NEW.participation_id, NEW.month, NEW.version, NEW.replaces_id, NEW.is_countersigned,
            NEW.minutes, NEW.project_minutes, NEW.digest, NEW.recorded_at, NEW.recorded_by_id)
    THEN
        RAISE EXCEPTION 'a certificate never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> NEW.state AND NOT (
        (OLD.state || ' ' || NEW.state) IN (
            'closed sent', 'sent confirmed', 'sent refused', 'countersigned locked',
            'closed taken_back', 'sent taken_back', 'refused taken_back',
            'confirmed superseded', 'countersigned superseded', 'locked superseded')
        OR (OLD.state || ' ' || NEW.state = 'confirmed countersigned' AND NEW.is_countersigned)
        OR (OLD.state || ' ' || NEW.state = 'confirmed locked' AND NOT NEW.is_countersigned))
    THEN
        RAISE EXCEPTION 'no step from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER check_certificate BEFORE INSERT OR UPDATE ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificates_check_certificate();

CREATE TRIGGER set_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION register_set_project();

CREATE FUNCTION certificates_check_event()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        -- Only the key with which the note is encrypted.
        IF (OLD.certificate_id, OLD.step, OLD.to_state, OLD.at, OLD.by_id, OLD.method, OLD.signed_on,
                OLD.note_encrypted IS NULL)
            IS DISTINCT FROM (NEW.certificate_id, NEW.step, NEW.to_state, NEW.at, NEW.by_id, NEW.method,
                NEW.signed_on, NEW.note_encrypted IS NULL)
        THEN
            RAISE EXCEPTION 'a step of a certificate never changes' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.step = 'countersign' AND EXISTS (
        SELECT FROM certificates_certificateevent e
        WHERE e.certificate_id = NEW.certificate_id AND e.step IN ('close', 'confirm') AND e.by_id = NEW.by_id)
    THEN
        RAISE EXCEPTION 'another user countersigns' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER check_event BEFORE INSERT OR UPDATE ON certificates_certificateevent
    FOR EACH ROW EXECUTE FUNCTION certificates_check_event();

CREATE FUNCTION certificates_keep_attendance()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    kept record;
BEGIN
    IF TG_OP = 'INSERT' THEN
        kept := NEW;
    ELSE
        kept := OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND
        (OLD.participation_id, OLD.session_id, OLD.state, OLD.reason, OLD.missed_minutes, OLD.minutes)
            IS NOT DISTINCT FROM
        (NEW.participation_id, NEW.session_id, NEW.state, NEW.reason, NEW.missed_minutes, NEW.minutes)
    THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM attendance_session s
        JOIN certificates_certificate c ON c.month = date_trunc('month', s.held_on)::date
        JOIN register_participation certified ON certified.id = c.participation_id
        JOIN register_participation present ON present.id = kept.participation_id
        WHERE s.id = kept.session_id
            AND c.project_id = s.project_id
            AND coalesce(certified.merged_into_id, certified.id) = coalesce(present.merged_into_id, present.id)
            AND c.state NOT IN ('taken_back', 'superseded'))
    THEN
        RAISE EXCEPTION 'the month is closed for the participant' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER keep_closed_months BEFORE INSERT OR UPDATE OR DELETE ON attendance_attendance
    FOR EACH ROW EXECUTE FUNCTION certificates_keep_attendance();

-- Reverse
DROP TRIGGER keep_closed_months ON attendance_attendance;
DROP TRIGGER check_event ON certificates_certificateevent;
DROP TRIGGER set_project ON certificates_certificate;
DROP TRIGGER check_certificate ON certificates_certificate;
DROP FUNCTION certificates_keep_attendance();
DROP FUNCTION certificates_check_event();
DROP FUNCTION certificates_check_certificate();
