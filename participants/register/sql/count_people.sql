-- The number of people in a project, as everyone who works with people of the project may know it: a case worker of a
-- part, too, who sees those of the part alone. In any other scope it counts what the policies show.
CREATE FUNCTION esfportal_count_people(project bigint)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    scope text := esfportal_scope();
    works_with_part boolean := coalesce(project = ANY (esfportal_ids('part_projects')), false);
    found bigint;
BEGIN
    IF works_with_part THEN
        PERFORM esfportal_private.put('scope', 'operator');  -- replaced below; an error takes it back, too
    END IF;
    SELECT count(*) INTO found FROM register_participation p WHERE p.project_id = project AND p.voided_at IS NULL;
    IF works_with_part THEN
        PERFORM esfportal_private.put('scope', scope);
    END IF;
    RETURN found;
END
$$;

REVOKE ALL ON FUNCTION esfportal_count_people(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION esfportal_count_people(bigint) TO esfportal_application;

-- Reverse
DROP FUNCTION esfportal_count_people(bigint);
