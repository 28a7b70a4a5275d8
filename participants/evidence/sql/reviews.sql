-- A review is made once, and where the project asks for it by another user than the one who added the proof.
-- What an item is for never changes; a later review is a new item.

CREATE OR REPLACE FUNCTION evidence_check_review()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    proof_added_by bigint;
    proof_participation bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND (
        (OLD.proof_id, OLD.fact, OLD.outcome_kind, OLD.happened_on, OLD.added_at)
            IS DISTINCT FROM (NEW.proof_id, NEW.fact, NEW.outcome_kind, NEW.happened_on, NEW.added_at)
        OR (OLD.reviewed_at IS NOT NULL AND (OLD.state, OLD.reviewed_at, OLD.reviewed_by_id, OLD.rejection)
            IS DISTINCT FROM (NEW.state, NEW.reviewed_at, NEW.reviewed_by_id, NEW.rejection))
        OR (OLD.replaced_at IS NOT NULL AND OLD.replaced_at IS DISTINCT FROM NEW.replaced_at))
    THEN
        RAISE EXCEPTION 'a reviewed fact of a proof never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT added_by_id, participation_id INTO proof_added_by, proof_participation
    FROM evidence_proof WHERE id = NEW.proof_id;
    -- Row-level security answers for a proof that the user may not see.
    IF NEW.participation_id <> proof_participation THEN
        RAISE EXCEPTION 'a proof is for facts of its own participation' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.reviewed_by_id = proof_added_by
        AND (TG_OP = 'INSERT' OR OLD.reviewed_by_id IS NULL)
        AND EXISTS (
            SELECT FROM evidence_proofrequirement r
            JOIN register_participation p ON p.project_id = r.project_id
            WHERE p.id = NEW.participation_id AND r.fact = NEW.fact AND r.reviewer <> 'any')
    THEN
        RAISE EXCEPTION 'another user reviews this proof' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER check_review BEFORE INSERT OR UPDATE ON evidence_proofitem
    FOR EACH ROW EXECUTE FUNCTION evidence_check_review();

-- Reverse
DROP TRIGGER check_review ON evidence_proofitem;
DROP FUNCTION evidence_check_review();
