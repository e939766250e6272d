#!/bin/sh
# Runs once, when the database's volume is new: roles, passwords and privileges (candyplatform/provision.sql).
set -eu
psql --no-psqlrc --quiet --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 <<'SQL'
\getenv owner OWNER_PASSWORD
\getenv app APP_PASSWORD
SET candystorm.owner_password = :'owner';
SET candystorm.app_password = :'app';
\i /provision.sql
SQL
