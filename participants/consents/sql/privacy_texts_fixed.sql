-- A version of a text never changes: entries say that participants were told exactly this.

CREATE OR REPLACE FUNCTION consents_text_fixed()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'a version of a text never changes' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER privacy_text_fixed BEFORE UPDATE OR DELETE ON consents_privacytext
    FOR EACH ROW EXECUTE FUNCTION consents_text_fixed();

-- Reverse
DROP TRIGGER privacy_text_fixed ON consents_privacytext;
DROP FUNCTION consents_text_fixed();
