-- The people of the project that the message to the database counts, of those whose participation the policies show.
-- The policy of people hashes them once, in place of a look-up for each. In other messages there is nothing to hash.
-- It runs with its caller's rights, so that another project here shows no more people than the policy does anyway.
CREATE FUNCTION esfportal_counted_people()
RETURNS SETOF uuid
LANGUAGE plpgsql
STABLE
PARALLEL RESTRICTED
ROWS 1
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    -- "<project> <time of the message>" (participants.register.counted_people)
    named text := current_setting('esfportal.counted_project', true);
    counted text := split_part(named, ' ', 1);
BEGIN
    IF counted <> '' AND named = counted || ' ' || statement_timestamp() THEN
        IF counted::bigint = ANY (esfportal_ids('part_projects')) THEN
            -- A part may be a small one of a large project.
            RETURN QUERY SELECT p.person_id FROM register_participation p
                WHERE p.id = ANY (esfportal_ids('visible_participations')) AND p.project_id = counted::bigint;
        ELSE
            RETURN QUERY SELECT p.person_id FROM register_participation p
                WHERE p.project_id = counted::bigint AND p.voided_at IS NULL;
        END IF;
    END IF;
END
$$;

REVOKE ALL ON FUNCTION esfportal_counted_people() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION esfportal_counted_people() TO esfportal_application;

-- Reverse
DROP FUNCTION esfportal_counted_people();
