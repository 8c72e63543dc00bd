#!/usr/bin/env bash
# Compares runs of scripts/bench.sh; scripts/compare.sh --help says all. First builds
# target/benchmarks.jar if its sources have changed.
set -euo pipefail
# The files are named relative to where the command is given.
from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh

jar=target/benchmarks.jar
profiles=jmh
. scripts/build-benchmarks.sh
jar=$PWD/$jar

cd "$from"
exec "$JAVA25" -cp "$jar" org.lanewise.jmh.Compare "$@"
