#!/usr/bin/env bash
# Asks PostgreSQL for the values of the probes: values.sh DATABASE-OPTIONS > values.txt
# The database must sort as Danish does: initdb --locale-provider=icu --icu-locale=da-DK.
set -euo pipefail
cd "$(dirname "$0")"
{
    echo "SET client_min_messages = warning; BEGIN;"
    cat tables.sql
    sed 's/^-- /\\echo -- /; /^\\echo/!s/$/;/' probes.sql
    echo "ROLLBACK;"
} | psql "$@" -qAtX -P null=NULL -v ON_ERROR_STOP=1 -f -
