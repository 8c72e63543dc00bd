#!/usr/bin/env bash
# Times each kernel in a JVM that has run all kernels in all containers, and in one of its own: what
# the profiles of others cost. One table; ends with 1 where mixed takes more than 1.1 times as long.
#
#   scripts/mixed.sh [--kernel NAME,NAME] [--size 16x1000] [--container native] [--forks 2]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh
jar=target/benchmarks.jar
profiles=jmh
. scripts/build-benchmarks.sh
exec "$JAVA25" --add-modules=jdk.incubator.vector -cp "$jar" org.lanewise.jmh.Mixed "$@"
