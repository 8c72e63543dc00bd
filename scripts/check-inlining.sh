#!/usr/bin/env bash
# Asks C2's own log what it did with the vector loop of every kernel, all in one JVM: prints the calls
# that it left in them and ends with 1 if one lies on the way of a vector, where it would box, or if
# a loop allocates. Needs python3; some two minutes.
#
#   scripts/check-inlining.sh
#   LANEWISE_JAVA_OPTS=-Dlanewise.vectorBits=256 scripts/check-inlining.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh
mvn -B -ntp -q test-compile
log=$(mktemp)
trap 'rm -f "$log" "$log.out"' EXIT
# shellcheck disable=SC2086 # several options
"$JAVA25" --add-modules jdk.incubator.vector -XX:+UnlockDiagnosticVMOptions -XX:+LogCompilation \
  -XX:LogFile="$log" -XX:CompileCommand=quiet \
  '-XX:CompileCommand=log,org.lanewise.internal.vector.Vector*::*' ${LANEWISE_JAVA_OPTS:-} \
  -cp target/classes:target/test-classes org.lanewise.Allocation compiled >"$log.out"
grep -v '^uses ' "$log.out"
python3 scripts/check_inlining.py "$log" "$log.out"
! grep -q '^boxes' "$log.out"
