-- Enrolments and attendance repeat the project of their participation, as spells do (ADR 89).

CREATE OR REPLACE TRIGGER set_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON attendance_enrolment
    FOR EACH ROW EXECUTE FUNCTION register_set_project();

CREATE OR REPLACE TRIGGER set_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON attendance_attendance
    FOR EACH ROW EXECUTE FUNCTION register_set_project();

-- Reverse
DROP TRIGGER set_project ON attendance_enrolment;

DROP TRIGGER set_project ON attendance_attendance;
