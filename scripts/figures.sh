#!/usr/bin/env bash
# Writes the figures of the README's table of kernels from what runs have written, into
# src/test/resources/table, and the table from them. Says nothing of kernels that were not measured.
#
#   scripts/figures.sh errors [REPORT]   from the accuracy tests, which it runs, and the report of
#                                        scripts/exhaustive.sh (target/exhaustive/report.txt);
#                                        functions that it does not name keep their last sweep
#   scripts/figures.sh times RUN.json    from scripts/bench.sh --quick --kernel all \
#                                          --size 16x1000 --container array --path vector,naive
#   scripts/figures.sh peers RUN.json    from scripts/bench.sh --peers
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/help.sh"
case "${1:-}" in
  errors) file=${2:-} ;;
  times | peers) file=${2:?"scripts/figures.sh $1 needs the JSON of a run"} ;;
  *)
    usage >&2
    exit 2
    ;;
esac
[ -z "$file" ] || file=$(realpath "$file")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh
if [ "$1" = errors ]; then
  rm -rf target/measured
  mvn -B -ntp -q test -Dwidths.skip -Dtest='*AccuracyTest,LossTest'
  report=${file:-target/exhaustive/report.txt}
  [ ! -f "$report" ] || set -- "$1" "$report"
fi
python3 scripts/figures.py "$JAVA25" "$@"
exec scripts/readme.sh
