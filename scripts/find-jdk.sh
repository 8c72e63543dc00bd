#!/usr/bin/env bash
# Finds a JDK 25. To be sourced; exports JAVA25_HOME (its folder) and JAVA25 (its java).
# Without one it says what to install and ends the calling script with 1.
#
#   . "$(dirname "$0")/find-jdk.sh"
#   "$JAVA25" --version

# Java reads arguments and prints in the encoding of the locale; C, as in many containers, has none for an é.
case "$(locale charmap 2>/dev/null || true)" in
  UTF-8 | utf8) ;;
  *) if locale -a 2>/dev/null | grep -qi '^C\.utf-\?8$'; then export LC_ALL=C.UTF-8; fi ;;
esac

# Is the folder $1 a JDK (not only a runtime) of the release 25?
is_jdk25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] \
    && grep -Eq '^JAVA_VERSION="25(["+.-])' "$1/release"
}

# Prints the folder of the first JDK 25: JAVA_HOME, then the usual places, then the PATH.
find_jdk25() {
  local home java
  for home in \
    "${JAVA25_HOME:-}" \
    "${JAVA_HOME:-}" \
    /usr/lib/jvm/* \
    /usr/java/* \
    /opt/*jdk* \
    "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* \
    "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$home" ] && is_jdk25 "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  if [ -x /usr/libexec/java_home ] && home=$(/usr/libexec/java_home -F -v 25 2>/dev/null) \
    && is_jdk25 "$home"; then
    printf '%s\n' "$home"
    return 0
  fi
  # The java on the PATH may be a link or a wrapper: it knows best where its JDK lies.
  if java=$(command -v java) \
    && home=$("$java" -XshowSettings:properties -version 2>&1 \
      | sed -n 's/^ *java\.home = //p') \
    && [ -n "$home" ] && is_jdk25 "$home"; then
    printf '%s\n' "$home"
    return 0
  fi
  return 1
}

if ! JAVA25_HOME=$(find_jdk25); then
  cat >&2 <<'MESSAGE'
No JDK 25 was found. Install one, for example the Debian package temurin-25-jdk or openjdk-25-jdk
(SDKMAN: sdk install java 25-tem; Homebrew: brew install openjdk@25), or set JAVA_HOME to it.
MESSAGE
  exit 1
fi
JAVA25=$JAVA25_HOME/bin/java
export JAVA25 JAVA25_HOME
