# Sourced by scripts that run benchmarks.jar: builds $jar with the Maven profiles $profiles if its
# sources have changed, and sets $jar to a copy for this run alone, since every JVM that a run forks
# opens it anew and a build meanwhile writes another.

# A checksum of all that the jar is made of: also sees files that were deleted or checked out.
sources() {
  find pom.xml src/main jmh src/test/java/org/lanewise/table -type f -print0 \
    | LC_ALL=C sort -z | xargs -0 cksum | cksum
}

# One build at a time, where flock is to be had.
mkdir -p target
exec 9>target/benchmarks.lock
if command -v flock >/dev/null; then flock 9; fi

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

# Copies have the number of their process, which exec keeps: one that ended leaves its copy to the
# next script, however it ended.
for old in target/run-*.jar; do
  pid=${old#target/run-}
  if [ -O "$old" ] && ! kill -0 "${pid%.jar}" 2>/dev/null; then rm -f "$old"; fi
done
cp "$jar" "target/run-$$.jar"
jar=target/run-$$.jar
exec 9>&-
