#!/usr/bin/env bash
# Runs the checks that all machines return the same bits on emulated Arm CPUs: with NEON (128 bits),
# with SVE of 256 and with SVE of 512 bits. Needs Debian or a relative of it; nothing is installed:
# an emulator and a JDK 25 for arm64 are fetched from Debian and unpacked into a folder of their own.
#
#   scripts/emulate-arm.sh                      all checks on all CPUs
#   scripts/emulate-arm.sh --only sve512        one CPU: neon, sve256 or sve512; may be repeated
#   scripts/emulate-arm.sh --short              the quick ones: without the tests tagged `bits`
#   scripts/emulate-arm.sh --golden             the golden hashes alone, all lines
#   scripts/emulate-arm.sh --kernels REGEX      of them the lines in which REGEX is found, again
#   scripts/emulate-arm.sh --new                of them those that have not been compared yet, even
#                                               if the code has changed since the others were
#   scripts/emulate-arm.sh --tests A,B          of the tests tagged `bits` these classes alone
#   scripts/emulate-arm.sh --java sve256 ...    only the emulated java, with these arguments
#   scripts/emulate-arm.sh --clean              remove the folder
#
# The golden hashes take three to seven minutes a CPU. Lines that were equal are noted in
# the folder: a check that was ended goes on where it was, as long as the code is the same.
#
# LANEWISE_ARM_HOME is the folder, target/arm if not set; it takes 300 MB, of which 130 MB are fetched.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/help.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/.."

home=${LANEWISE_ARM_HOME:-target/arm}
release=trixie
packages=(
  openjdk-25-jre-headless
  libc6 libgcc-s1 gcc-14-base zlib1g libstdc++6
  libjpeg62-turbo liblcms2-2 libpcsclite1 libnss3 libnspr4 libzstd1
)
cpus=(neon sve256 sve512)
# C2 in the foreground and nothing before it: otherwise the checks end before it has started.
java_options=(
  -Xbatch -XX:-TieredCompilation -XX:+UseSerialGC -Xmx2g --add-modules jdk.incubator.vector
)

say() {
  printf '\n== %s\n' "$*"
}

fail() {
  printf '%s\n' "$*" >&2
  exit 2
}

# What qemu calls a CPU.
qemu_cpu() {
  case $1 in
    neon) echo neoverse-n1 ;;
    sve256) echo max,sve256=on ;;
    sve512) echo max,sve512=on ;;
    *) fail "There is no CPU $1; there are ${cpus[*]}." ;;
  esac
}

vector_bits() {
  case $1 in
    neon) echo 128 ;;
    sve256) echo 256 ;;
    sve512) echo 512 ;;
  esac
}

# The mirror of Debian that this machine uses, as apt knows it.
mirror() {
  apt-get indextargets --format '$(ORIGIN)|$(SITE)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null \
    | sed -n 's/^Debian|[^|]*|//p' | grep -v -e security -e '^cdrom:' | sort -u | head -n 1
}

# An apt that knows arm64 and nothing of this machine's packages.
configure_apt() {
  local uri=$1 host=$2 apt=$home/apt
  mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$home/packages"
  : >"$apt/status"
  printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$uri" "$release" >"$apt/sources.list"
  cat >"$apt/apt.conf" <<CONF
APT::Architecture "arm64";
APT::Architectures { "arm64"; "$host"; };
APT::Sandbox::User "root";
Acquire::Languages "none";
Dir::State "$apt/state";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
CONF
}

fetch() {
  local host uri tool
  for tool in apt-get dpkg dpkg-deb; do
    command -v "$tool" >/dev/null || fail "$tool is needed: this works on Debian and its relatives."
  done
  keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -r "$keyring" ] || fail "$keyring is missing: install the package debian-archive-keyring."
  host=$(dpkg --print-architecture)
  uri=$(mirror)
  [ -n "$uri" ] || fail "apt's sources have no mirror of Debian, or apt-get update has never run."
  configure_apt "$uri" "$host"
  say "Fetching qemu-user and OpenJDK 25 for arm64 from Debian $release"
  apt-get -c "$home/apt/apt.conf" -q update
  (
    cd "$home/packages"
    apt-get -c "$home/apt/apt.conf" -q download "qemu-user:$host" "${packages[@]/%/:arm64}"
  )
}

# dpkg-deb only unpacks: no script of a package runs, nothing outside the folder changes.
unpack() {
  local package
  say "Unpacking into $home"
  rm -rf "$home/qemu" "$home/sysroot"
  mkdir -p "$home/qemu" "$home/sysroot/usr/lib"
  # Debian merged /lib into /usr/lib; some packages still ship the former.
  ln -s usr/lib "$home/sysroot/lib"
  for package in "$home"/packages/*_arm64.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$home/sysroot"
  done
  dpkg-deb --fsys-tarfile "$home"/packages/qemu-user_*.deb \
    | tar -x -C "$home/qemu" ./usr/bin/qemu-aarch64 ./usr/share/doc
  relink "$home/sysroot/usr/lib/jvm/java-25-openjdk-arm64"
}

# Configuration lies in /etc, behind absolute links, which would lead out of the folder.
relink() {
  local link target
  find "$1" -type l | while read -r link; do
    target=$(readlink "$link")
    case $target in
      /*)
        rm "$link"
        if [ -e "$home/sysroot$target" ]; then
          cp -rL "$home/sysroot$target" "$link"
        fi
        ;;
    esac
  done
}

# A folder that looks like a JDK, whose java runs under the emulator: Maven takes it for one.
wrap() {
  local jdk=$home/jdk-$1 arm=$home/sysroot/usr/lib/jvm/java-25-openjdk-arm64
  mkdir -p "$jdk/bin"
  cat >"$jdk/bin/java" <<WRAPPER
#!/bin/sh
exec "$home/qemu/usr/bin/qemu-aarch64" -cpu $(qemu_cpu "$1") -L "$home/sysroot" \\
  "$arm/bin/java" \${LANEWISE_ARM_OPTIONS:-} "\$@"
WRAPPER
  chmod +x "$jdk/bin/java"
  cp "$arm/release" "$jdk/release"
}

# Fetches and unpacks unless that is done already.
prepare() {
  local cpu
  mkdir -p "$home"
  home=$(cd "$home" && pwd)
  if [ ! -e "$home/ready" ]; then
    fetch
    unpack
    rm -rf "$home/packages" "$home/apt"
    touch "$home/ready"
  fi
  for cpu in "${cpus[@]}"; do
    wrap "$cpu"
  done
}

emulated() {
  local cpu=$1
  shift
  "$home/jdk-$cpu/bin/java" "${java_options[@]}" -cp target/classes:target/test-classes "$@"
}

# Runs one check, says how long it took, and remembers whether it passed.
check() {
  local name=$1 start=$SECONDS result=passed
  shift
  say "$name"
  "$@" || result=FAILED
  summary+=("$(printf '%-34s %-7s %5d s' "$name" "$result" $((SECONDS - start)))")
  [ "$result" = passed ] || failed=true
}

# The hashes of this machine's own JVM and of the emulated one, from the same program.
same_hashes() {
  local cpu=$1 ours theirs
  ours=$("$JAVA25" "${java_options[@]}" -cp target/classes:target/test-classes \
    org.lanewise.accuracy.PathsCheck 2>/dev/null) || return 1
  theirs=$(emulated "$cpu" org.lanewise.accuracy.PathsCheck) || {
    printf '%s\n' "$theirs"
    return 1
  }
  printf '%s\n' "$theirs" | grep '^#'
  printf '%s\n' "$theirs" | grep -q "^# vector, $(vector_bits "$cpu") bits" || {
    echo "These are not $(vector_bits "$cpu") bits."
    return 1
  }
  diff <(grep -v '^#' <<<"$ours") <(grep -v '^#' <<<"$theirs") || {
    echo "The hashes differ from those of this machine."
    return 1
  }
  echo "The same hashes as on this machine."
}

# The library that the notes of compared lines are about.
code() {
  (
    cd target/classes
    find org -name '*.class' -print0 | sort -z | xargs -0 cat | sha256sum | cut -d ' ' -f 1
  )
}

# The golden hashes: lines that $verified has already are left out.
golden_hashes() {
  local cpu=$1 verified=$home/golden-$1.txt words=()
  if [ -n "$kernels" ]; then
    words=(--kernels "$kernels")
  else
    if ! $new_lines && ! grep -qsFx "# code $(code)" "$verified"; then
      printf '# code %s\n' "$(code)" >"$verified"
    fi
    words=(--verified "$verified")
  fi
  emulated "$cpu" -Dlanewise.warmUp=none org.lanewise.golden.GoldenHashes "${words[@]}" \
    --check src/test/resources/golden/hashes.txt
}

# Surefire looks for modules in JAVA_HOME when it is called alone.
bits_tests() {
  JAVA_HOME=$JAVA25_HOME LANEWISE_ARM_OPTIONS="${java_options[*]}" \
    mvn -B -ntp -q surefire:test@default-test -Dgroups=bits ${tests:+"-Dtest=$tests"} \
    "-Djvm=$home/jdk-$1/bin/java" "-Dsurefire.reportNameSuffix=$1"
}

short=false
only_golden=false
new_lines=false
kernels=
tests=
only=()
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --short) short=true ;;
    --golden) only_golden=true ;;
    --new)
      only_golden=true
      new_lines=true
      ;;
    --kernels)
      [ $# -gt 1 ] || fail "--kernels needs a regular expression."
      only_golden=true
      kernels=$2
      shift
      ;;
    --tests)
      [ $# -gt 1 ] || fail "--tests needs names of classes."
      tests=$2
      shift
      ;;
    --only)
      [ $# -gt 1 ] || fail "--only needs a CPU: ${cpus[*]}."
      qemu_cpu "$2" >/dev/null
      only+=("$2")
      shift
      ;;
    --java)
      [ $# -gt 1 ] || fail "--java needs a CPU: ${cpus[*]}."
      qemu_cpu "$2" >/dev/null
      prepare >&2
      cpu=$2
      shift 2
      exec "$home/jdk-$cpu/bin/java" "$@"
      ;;
    --clean)
      rm -rf "$home"/{apt,packages,qemu,sysroot,ready} "$home"/jdk-* "$home"/golden-*.txt
      [ ! -d "$home" ] || rmdir "$home"
      exit 0
      ;;
    *) fail "There is no option $1; --help shows them." ;;
  esac
  shift
done
[ ${#only[@]} -eq 0 ] && only=("${cpus[@]}")

. scripts/find-jdk.sh
prepare
say "Compiling"
mvn -B -ntp -q test-compile
summary=()
failed=false
for cpu in "${only[@]}"; do
  if ! $only_golden; then
    check "$cpu: the JVM starts" emulated "$cpu" -version
    check "$cpu: vector path, hashes" same_hashes "$cpu"
  fi
  check "$cpu: golden hashes" golden_hashes "$cpu"
  if ! $short && ! $only_golden; then
    check "$cpu: tests tagged bits" bits_tests "$cpu"
  fi
done
say "Summary"
printf '%s\n' "${summary[@]}"
! $failed
