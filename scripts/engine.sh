#!/usr/bin/env bash
# A decoder's work between its matrix products (attention softmax, SwiGLU, logits, sampling) as
# llama3.java and Jlama write it, and on this library: one table, ratios per part and in all.
#
#   scripts/engine.sh [FORKS]      2 where not given; some six minutes
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/help.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh
jar=target/peers.jar
profiles=jmh,peers
. scripts/build-benchmarks.sh
exec "$JAVA25" --add-modules=jdk.incubator.vector --sun-misc-unsafe-memory-access=allow \
  --enable-native-access=ALL-UNNAMED -cp "$jar:target/peers/lib/*" \
  org.lanewise.jmh.engine.EngineReport "$@"
