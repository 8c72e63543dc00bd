#!/usr/bin/env bash
# Every float through every kernel: the vector path against the exact function, and the scalar path
# against the vector path bit for bit. Prints a table; ends with 1 if a bound is exceeded or a bit
# differs. It may be stopped at any time and goes on where it was.
#
#   scripts/exhaustive.sh                     everything
#   scripts/exhaustive.sh sigmoid tanh        these kernels
#   scripts/exhaustive.sh --help              all options
#
# Options for the JVM come from LANEWISE_JAVA_OPTS, such as -Dlanewise.vectorBits=256.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh
mvn -B -ntp -q test-compile
# shellcheck disable=SC2086 # several options
exec "$JAVA25" -Xmx1g --add-modules jdk.incubator.vector -Dlanewise.backend=vector \
  ${LANEWISE_JAVA_OPTS:-} -cp target/classes:target/test-classes \
  org.lanewise.accuracy.ExhaustiveSweep "$@"
