#!/usr/bin/env bash
# Measures this machine and the kernels, prints tables and makes a page; scripts/bench.sh --help says all. First builds
# target/benchmarks.jar (with --peers target/peers.jar) if its sources have changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh

jar=target/benchmarks.jar
profiles=jmh
class_path=$jar
for arg in "$@"; do
  if [ "$arg" = --peers ]; then
    jar=target/peers.jar
    profiles=jmh,peers
    class_path="$jar:target/peers/lib/*"
    # The peers are measured with one thread, too; some hear of it only in this way.
    export OMP_NUM_THREADS=1
  fi
done

# A checksum of all that the jar is made of: also sees files that were deleted or checked out.
sources() {
  find pom.xml src/main jmh src/test/java/org/lanewise/table -type f -print0 \
    | LC_ALL=C sort -z | xargs -0 cksum | cksum
}

now=$(sources)
if [ ! -f "$jar" ] || [ "$now" != "$(cat "$jar.sources" 2>/dev/null)" ]; then
  echo "Building $jar …" >&2
  rm -f "$jar"
  log=$(mktemp)
  if ! mvn -B -ntp -q -P$profiles package -DskipTests >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    exit 1
  fi
  rm -f "$log"
  printf '%s\n' "$now" >"$jar.sources"
fi

# What was measured, for the page; unknown outside a checkout.
revision=$(git describe --always --dirty 2>/dev/null || true)

exec "$JAVA25" --add-modules=jdk.incubator.vector --sun-misc-unsafe-memory-access=allow \
  --enable-native-access=ALL-UNNAMED -Dlanewise.bench.revision="$revision" \
  -cp "$class_path" org.lanewise.jmh.Bench "$@"
