#!/usr/bin/env bash
# The golden hashes (src/test/resources/golden/hashes.txt) in every kind of JVM that this machine has:
# each vector width, the scalar path, the interpreter, C1 alone, several threads at once. Prints a
# table, mode by mode; ends with 1 if a line differs anywhere.
#
#   scripts/golden.sh                         everything
#   scripts/golden.sh --short                 without the long rows
#   scripts/golden.sh --kernels '^Softmax'    lines in which the regular expression is found
#   scripts/golden.sh --mode 'C1|512'         modes in whose name it is found
#   scripts/golden.sh --list                  the names of the modes
#
# A width that the CPU lacks is emulated by the JVM. Each of several threads compares all lines. Where
# kernels start scalar and change over to vectors, all lines are compared before and after.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/help.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/.."

file=src/test/resources/golden/hashes.txt
jit=(-Dlanewise.backend=vector -Dlanewise.emulateVectors=true -Dlanewise.warmUp=none)
options=()
chosen=.
list=false
failed=false

# Name, what Backend has to be, words for GoldenHashes, --, options of the JVM.
mode() {
  local name=$1 backend=$2 words=() output line compared differing
  shift 2
  while [ "$1" != -- ]; do
    words+=("$1")
    shift
  done
  shift
  [[ $name =~ $chosen ]] || return 0
  if $list; then
    printf '%s\n' "$name"
    return
  fi
  output=$("$JAVA25" -Xmx2g --add-modules jdk.incubator.vector "$@" \
    -cp target/classes:target/test-classes org.lanewise.golden.GoldenHashes \
    "${words[@]}" "${options[@]}" --check "$file" 2>&1) || failed=true
  line=$(grep 'golden hashes compared' <<<"$output" || true)
  if [ -z "$line" ] || ! grep -q "^$backend" <<<"$output"; then
    printf '%s\n' "$output" >&2
    printf '%-34s %12s\n' "$name" 'did not run'
    failed=true
    return
  fi
  grep -E ': (expected|not in the file|in the file)' <<<"$output" >&2 || true
  while read -r line; do
    compared=$(sed -E 's/.*[^0-9]?\b([0-9]+) golden hashes compared.*/\1/' <<<"$line")
    differing=$(sed -E 's/.* ([0-9]+) differences.*/\1/' <<<"$line")
    case $line in
      before*) line="$name, before warm-up" ;;
      after*) line="$name, after it" ;;
      *) line=$name ;;
    esac
    printf '%-34s %12d %10d\n' "$line" $((compared - differing)) "$differing"
  done < <(grep 'golden hashes compared' <<<"$output")
}

while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --short) options+=(--short) ;;
    --list) list=true ;;
    --kernels | --mode)
      [ $# -gt 1 ] || {
        echo "$1 needs a regular expression." >&2
        exit 2
      }
      if [ "$1" = --mode ]; then chosen=$2; else options+=(--kernels "$2"); fi
      shift
      ;;
    *)
      echo "There is no option $1; --help shows them." >&2
      exit 2
      ;;
  esac
  shift
done

. scripts/find-jdk.sh
if ! $list; then
  mvn -B -ntp -q test-compile
  printf '%-34s %12s %10s\n' mode 'lines equal' differing
fi
mode 'as users have it' vector -- -Dlanewise.backend=vector
mode scalar scalar -- -Dlanewise.backend=scalar
for bits in 64 128 256 512; do
  mode "$bits bits" "vector, $bits bits" -- "${jit[@]}" -Dlanewise.vectorBits=$bits
done
mode 'interpreter (-Xint)' scalar -- -Xint
mode 'C1 (TieredStopAtLevel=1)' scalar -- -XX:TieredStopAtLevel=1
mode 'vector, 4 threads' vector --threads 4 -- "${jit[@]}"
mode 'scalar, 4 threads' scalar --threads 4 -- -Dlanewise.backend=scalar
! $failed
