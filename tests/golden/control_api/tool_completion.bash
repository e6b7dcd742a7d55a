# bash completion for risk-tool
_risk_tool() {
  local current="${COMP_WORDS[COMP_CWORD]}"
  local previous="${COMP_WORDS[COMP_CWORD - 1]}"
  local path="risk-tool" words="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "$path ${COMP_WORDS[index]}" in
      "risk-tool -s" | "risk-tool --socket") ((index++)) ;;
      "risk-tool one") path="risk-tool one" ;;
      "risk-tool two") path="risk-tool two" ;;
      "risk-tool two part") path="risk-tool two part" ;;
      "risk-tool two part --name") ((index++)) ;;
    esac
  done
  case "$path $previous" in
    "risk-tool -s" | "risk-tool --socket")
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    "risk-tool two part --name")
      mapfile -t COMPREPLY < <(compgen -W "" -- "$current")
      return
      ;;
  esac
  case "$path" in
    "risk-tool") words="one two -h --help -s --socket" ;;
    "risk-tool one") words="-h --help bash fish --json" ;;
    "risk-tool two") words="part -h --help" ;;
    "risk-tool two part") words="-h --help --name" ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -F _risk_tool risk-tool
