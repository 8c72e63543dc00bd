#!/usr/bin/env bash
# Mutation tests (PIT) of the facades and the scalar side; the report is target/pit-reports/index.html.
# What is mutated stands in pom.xml, profile `mutation`; for a part of it, or any other option of Maven:
#
#   scripts/mutation.sh -DtargetClasses=org.lanewise.internal.ScalarMath
# Survivors that no test can kill, because the mutant does the same:
#   - a bound that moves from < to <= (or > to >=) where both sides give the bound itself: the limits
#     of exp, scaledExp, expm1 and sigmoid in ScalarMath, the upper ends of relu6 and
#     hardSigmoidLinear, the edge of softshrink; and the split of tanh, where both ways agree, 0x1.6p-1;
#   - null instead of the operation in ScalarOps.map, zip and sum: the loops of a JVM have taken theirs
#     before PIT puts the mutant in.
# BackendTest is left out: the JVMs it starts know nothing of the mutants.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh
exec mvn -B -ntp -Pmutation "-Djdk25.java=$JAVA25" "$@" \
  test-compile org.pitest:pitest-maven:mutationCoverage
