#!/usr/bin/env bash
# The errors of all maps and gradients once more, on a sample, by formulas of their own in mpmath with 60 digits:
# are the oracles of the accuracy tests and of exhaustive.sh right? One table; ends with 1 where a bound does not
# hold. A minute. Needs python3-mpmath.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/help.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh
mvn -B -ntp -q test-compile
"$JAVA25" --add-modules jdk.incubator.vector -cp target/classes:target/test-classes \
  org.lanewise.accuracy.Results | python3 scripts/check_oracle.py
