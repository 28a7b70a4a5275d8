#!/bin/sh
# Runs once, when the cluster is made: the database, the role that owns it, and the two that row-level security binds
# (docs/operations.md, "The roles"). On a cluster that was made before there were such roles, run it again with
# ROLES_ONLY=1.
set -eu
owner() {
    psql --username postgres --set ON_ERROR_STOP=1 --set password="$OWNER_PASSWORD" <<'SQL'
CREATE ROLE esfportal LOGIN PASSWORD :'password';
CREATE DATABASE esfportal OWNER esfportal;
SQL
}
[ -n "${ROLES_ONLY:-}" ] || owner
psql --username postgres --set ON_ERROR_STOP=1 \
    --set application="$APPLICATION_PASSWORD" --set reporting="$REPORTING_PASSWORD" <<'SQL'
CREATE ROLE esfportal_application NOLOGIN;
CREATE ROLE esfportal_reporting NOLOGIN;
CREATE ROLE esfportal_web LOGIN PASSWORD :'application' IN ROLE esfportal_application;
CREATE ROLE esfportal_totals LOGIN PASSWORD :'reporting' IN ROLE esfportal_reporting;
SQL
