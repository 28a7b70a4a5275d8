-- Texts of a report change only while it is a draft, and a version of a template never does.

CREATE OR REPLACE FUNCTION reports_texts_fixed()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    owners bigint[] := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.report_id]
        WHEN 'DELETE' THEN ARRAY[OLD.report_id]
        ELSE ARRAY[OLD.report_id, NEW.report_id]
    END;
BEGIN
    IF EXISTS (SELECT 1 FROM reports_report WHERE id = ANY(owners) AND status <> 'draft') THEN
        RAISE EXCEPTION 'the texts of a submitted report never change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;

CREATE TRIGGER texts_fixed BEFORE INSERT OR UPDATE OR DELETE ON reports_reporttext
    FOR EACH ROW EXECUTE FUNCTION reports_texts_fixed();

CREATE OR REPLACE FUNCTION reports_template_fixed()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'a version of a template never changes' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER template_fixed BEFORE UPDATE OR DELETE ON reports_reporttemplate
    FOR EACH ROW EXECUTE FUNCTION reports_template_fixed();
CREATE TRIGGER section_fixed BEFORE UPDATE OR DELETE ON reports_templatesection
    FOR EACH ROW EXECUTE FUNCTION reports_template_fixed();

-- Reverse
DROP TRIGGER section_fixed ON reports_templatesection;
DROP TRIGGER template_fixed ON reports_reporttemplate;
DROP FUNCTION reports_template_fixed();
DROP TRIGGER texts_fixed ON reports_reporttext;
DROP FUNCTION reports_texts_fixed();
