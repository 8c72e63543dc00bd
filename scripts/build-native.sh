#!/usr/bin/env bash
# Compiles jmh/native: a few lines of C around each native library that scripts/bench.sh --peers
# compares with. What cannot be compiled is left out; NAME.missing beside the others says why.
#
#   scripts/build-native.sh FOLDER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$1
mkdir -p "$folder"

# build NAME COMPILER SOURCE PACKAGES LIBRARY...
build() {
  local name=$1 compiler=$2 source=$3 packages=$4
  shift 4
  local out=$folder/$name
  rm -f "$out.missing"
  if ! command -v "$compiler" >/dev/null; then
    rm -f "$out.so"
    echo "no $compiler: apt-get install g++ $packages" >"$out.missing"
  elif [ ! "$out.so" -nt "$source" ]; then
    if ! "$compiler" -O3 -march=native -shared -fPIC -o "$out.so" "$source" "$@" 2>"$out.log"; then
      rm -f "$out.so"
      echo "$(grep -m1 error "$out.log"); apt-get install $packages?" >"$out.missing"
    fi
  fi
}

build sleef cc jmh/native/sleef.c libsleef-dev -lsleef
build highway c++ jmh/native/highway.cc libhwy-dev -DHWY_COMPILE_ONLY_STATIC -lhwy
build onednn cc jmh/native/onednn.c libdnnl-dev -ldnnl
build stream cc jmh/native/stream.c gcc
