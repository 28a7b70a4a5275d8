-- The people of a submitted report never change.

CREATE TRIGGER people_fixed BEFORE UPDATE OR DELETE ON reports_reportpeople
    FOR EACH ROW EXECUTE FUNCTION reports_released_fixed();

-- Reverse
DROP TRIGGER people_fixed ON reports_reportpeople;
