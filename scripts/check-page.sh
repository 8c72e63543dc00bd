#!/usr/bin/env bash
# Tests the benchmarks' own code, and the page they make in a headless Chromium (Debian: chromium,
# chromium-driver; without them that part is left out, and says so): no message on the console, no
# request to the network, every plot drawn, tables sort, accessibility (axe), at 390 and 1,440 pixels,
# light and dark. Screenshots go to target/page/screenshots.
#
#   scripts/check-page.sh                          with made-up figures
#   scripts/check-page.sh RUN.json [OTHER.json]    with those of a run, and of its comparison
set -euo pipefail
options=()
if [ $# -ge 1 ]; then
  options+=("-Dpage.run=$(realpath "$1")")
fi
if [ $# -ge 2 ]; then
  options+=("-Dpage.other=$(realpath "$2")")
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -B -ntp -q -Pjmh,page test -Dwidths.skip -Dtest='org.lanewise.jmh.**' "${options[@]}"
if [ -d target/page/screenshots ]; then
  echo "Passed. Screenshots: target/page/screenshots"
else
  echo "Passed, but for the page, which was not tested: no chromium or no chromedriver."
fi
