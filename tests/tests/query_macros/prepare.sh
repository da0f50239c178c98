#!/bin/sh
# Asks the databases about the statements of these tests, and keeps the answers in tests/.sqlx.
# Each pass fails to compile, since it asks one database about the statements of all three: that is expected.
set -u
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
export SQLX_OFFLINE_DIR="$PWD/.sqlx"
rm -rf "$SQLX_OFFLINE_DIR" && mkdir "$SQLX_OFFLINE_DIR"
schema='CREATE TABLE orders (id BIGINT PRIMARY KEY NOT NULL, status VARCHAR(20) NOT NULL)'
name="sqlspan_prepare_$$"

ask() {
    touch tests/query_macros/main.rs
    DATABASE_URL=$1 cargo check --quiet --package sqlspan-tests --test query_macros 2>/dev/null
}

sqlite3 "$scratch/orders.db" "$schema" || python3 - "$scratch/orders.db" "$schema" <<'PYTHON'
import sqlite3, sys
sqlite3.connect(sys.argv[1]).execute(sys.argv[2])
PYTHON
ask "sqlite://$scratch/orders.db"

psql "$SQLSPAN_POSTGRES_URL" --quiet --command "CREATE DATABASE $name"
psql "${SQLSPAN_POSTGRES_URL%/*}/$name" --quiet --command "$schema"
ask "${SQLSPAN_POSTGRES_URL%/*}/$name"
psql "$SQLSPAN_POSTGRES_URL" --quiet --command "DROP DATABASE $name WITH (FORCE)"

mysql --host 127.0.0.1 --user root --execute "CREATE DATABASE $name; USE $name; $schema"
ask "${SQLSPAN_MYSQL_URL%/*}/$name"
mysql --host 127.0.0.1 --user root --execute "DROP DATABASE $name"

rm -r "$scratch"
touch tests/query_macros/main.rs
unset SQLX_OFFLINE_DIR
exec cargo check --package sqlspan-tests --test query_macros
