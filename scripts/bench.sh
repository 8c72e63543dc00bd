#!/usr/bin/env bash
# Measures this machine and the kernels, prints tables and makes a page; scripts/bench.sh --help says
# all. First builds target/benchmarks.jar (with --peers target/peers.jar) if its sources have changed.
set -euo pipefail
from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh

jar=target/benchmarks.jar
profiles=jmh
for arg in "$@"; do
  if [ "$arg" = --peers ]; then
    jar=target/peers.jar
    profiles=jmh,peers
    # The peers are measured with one thread, too; some hear of it only in this way.
    export OMP_NUM_THREADS=1
  fi
done

. scripts/build-benchmarks.sh
class_path=$jar
if [ "$profiles" = jmh,peers ]; then
  class_path="$jar:target/peers/lib/*"
  scripts/build-native.sh target/peers/native
fi

# What was measured, for the page; unknown outside a checkout.
revision=$(git describe --always --dirty 2>/dev/null || true)

exec "$JAVA25" --add-modules=jdk.incubator.vector --sun-misc-unsafe-memory-access=allow \
  --enable-native-access=ALL-UNNAMED -Dlanewise.bench.revision="$revision" -Dlanewise.bench.from="$from" \
  -cp "$class_path" org.lanewise.jmh.Bench "$@"
