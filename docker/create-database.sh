#!/bin/sh
# Makes the database and its roles (docs/operations.md, "The roles"). It runs by itself when the cluster is made. Run it
# again after an upgrade that needs new roles, or after a change of passwords: it makes what is missing, sets the
# passwords, and changes nothing else.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 \
    --set owner="$OWNER_PASSWORD" --set application="$APPLICATION_PASSWORD" \
    --set worker="$WORKER_PASSWORD" --set reporting="$REPORTING_PASSWORD" <<'SQL'
SELECT format('CREATE ROLE %I NOLOGIN', name)
FROM unnest(ARRAY['esfportal_application', 'esfportal_operator', 'esfportal_reporting']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['esfportal', 'esfportal_web', 'esfportal_worker', 'esfportal_totals']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE esfportal PASSWORD :'owner';
ALTER ROLE esfportal_web PASSWORD :'application';
ALTER ROLE esfportal_worker PASSWORD :'worker';
ALTER ROLE esfportal_totals PASSWORD :'reporting';
GRANT esfportal_application TO esfportal_web, esfportal_worker;
GRANT esfportal_operator TO esfportal_worker;
GRANT esfportal_reporting TO esfportal_totals;
SELECT 'CREATE DATABASE esfportal OWNER esfportal'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'esfportal') \gexec
SQL
