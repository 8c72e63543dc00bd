# Sourced by scripts that run benchmarks.jar: builds $jar with the Maven profiles $profiles if its
# sources have changed.

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
