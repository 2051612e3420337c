#!/usr/bin/env bash
# Runs once, when the postgres volume is empty. The owner is no superuser: row-level security holds for it too. It
# makes the application's role later, so that it may administer it. The password comes from the environment.
set -euo pipefail
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
  --set=password="$DUIXIAN_OWNER_PASSWORD" <<'SQL'
CREATE ROLE duixian_owner LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE duixian OWNER duixian_owner;
SQL
