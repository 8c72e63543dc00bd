#!/usr/bin/env bash
# How near the kernels are to what the machine allows. Measures the probe, copies and kernels with
# scripts/bench.sh; counts the vector instructions in the machine code that C2 makes of each kernel,
# by the pipes that take them; prints the bound that follows and the measured time over it; measures
# what streaming stores would save. Needs python3, objdump, a C compiler. x86 alone.
#
#   scripts/limits.sh [OPTION of scripts/bench.sh]...
#   SIZES=16Ki,16Mi scripts/limits.sh --forks 3
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/help.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh
base=bench-results/$(date +%Y%m%d-%H%M%S)-limits
mkdir -p bench-results

scripts/bench.sh --quick --part probe,kernels --threads 1 --path vector --container array,native \
  --kernel copy,relu,exp,sigmoid,tanh,softmax,crossEntropyLoss,crossEntropyGradient \
  --size "${SIZES:-1Ki,16Ki,1Mi,16Mi}" --output "$base.bench" "$@"

classes=target/jmh/classes
python3 scripts/limits.py "$base.bench.json" "$base" "$JAVA25" --add-modules=jdk.incubator.vector \
  -Dlanewise.warmUp=none -XX:+UnlockDiagnosticVMOptions -XX:CompileCommand=quiet \
  '-XX:CompileCommand=print,org.lanewise.internal.vector.Vector*::body' -cp "$classes"

scripts/build-native.sh target/native
if [ -f target/native/stream.missing ]; then
  echo "Streaming stores: $(cat target/native/stream.missing)" | tee -a "$base.md"
else
  "$JAVA25" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "$classes" \
    jmh/limits/Streaming.java target/native/stream.so | tee -a "$base.md"
fi
