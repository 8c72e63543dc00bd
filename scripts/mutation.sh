#!/usr/bin/env bash
# Mutation tests (PIT) of the facades and the scalar side; the report is target/pit-reports/index.html.
# What is mutated stands in pom.xml, profile `mutation`; for a part of it, or any other option of Maven:
#
#   scripts/mutation.sh -DtargetClasses=org.lanewise.internal.ScalarMath
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh
exec mvn -B -ntp -Pmutation "-Djdk25.java=$JAVA25" "$@" \
  test-compile org.pitest:pitest-maven:mutationCoverage
