# To be sourced first: for -h or --help prints the comment at the head of the calling script, and ends it.
case "${1:-}" in
  -h | --help)
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[1]}"
    exit 0
    ;;
esac
