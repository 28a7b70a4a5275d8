-- Registrations made by mistake are no part of the programme totals.
ALTER POLICY totals ON register_participation USING (voided_at IS NULL);

-- Reverse
ALTER POLICY totals ON register_participation USING (true);
