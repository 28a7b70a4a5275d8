#!/bin/sh
# Runs once, when the cluster is made: a role for the portal that is no superuser, and its database.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 --set password="$PORTAL_PASSWORD" <<'SQL'
CREATE ROLE esfportal LOGIN PASSWORD :'password';
CREATE DATABASE esfportal OWNER esfportal;
SQL
