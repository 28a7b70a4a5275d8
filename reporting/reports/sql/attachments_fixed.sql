-- Attachments of a report are added and removed only while it is a draft. Key rotation changes the keys of all.

CREATE OR REPLACE FUNCTION reports_attachments_fixed()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(OLD) - 'file_key_encrypted' - 'key_version' <> to_jsonb(NEW) - 'file_key_encrypted' - 'key_version' THEN
            RAISE EXCEPTION 'an attachment never changes' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF EXISTS (
        SELECT 1 FROM reports_report
        WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.report_id ELSE OLD.report_id END AND status <> 'draft'
    ) THEN
        RAISE EXCEPTION 'the attachments of a submitted report never change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;

CREATE TRIGGER attachments_fixed BEFORE INSERT OR UPDATE OR DELETE ON reports_reportattachment
    FOR EACH ROW EXECUTE FUNCTION reports_attachments_fixed();

-- Reverse
DROP TRIGGER attachments_fixed ON reports_reportattachment;
DROP FUNCTION reports_attachments_fixed();
