#!/usr/bin/env bash
# Writes the tables of kernels in README.md from the tables that the tests use and the figures in
# src/test/resources/table.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh
mvn -B -ntp -q test-compile
exec "$JAVA25" -cp target/classes:target/test-classes org.lanewise.table.ReadmeTable README.md
