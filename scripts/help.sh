# To be sourced first, with the arguments of the calling script: defines usage, which prints the comment at
# its head; for -h or --help does so, and ends it.
head_of=$(realpath "${BASH_SOURCE[1]}")

usage() {
  sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$head_of"
}

case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
esac
