#compdef risk-tool

_risk-tool_one() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C \
    '-h[Print this help message and exit]' \
    '--help[Print this help message and exit]' \
    ':SHELL:(bash fish)' \
    '--json[As JSON]'
}

_risk-tool_two_part() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C \
    '-h[Print this help message and exit]' \
    '--help[Print this help message and exit]' \
    '--name[A name]:NAME: '
}

_risk-tool_two() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C \
    '-h[Print this help message and exit]' \
    '--help[Print this help message and exit]' \
    '1: :->command' \
    '*:: :->arguments'
  case $state in
    command)
      local -a commands=(
        'part:A part'
      )
      _describe command commands
      ;;
    arguments)
      case $line[1] in
        part) _risk-tool_two_part ;;
      esac
      ;;
  esac
}

_risk-tool() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C \
    '-h[Print this help message and exit]' \
    '--help[Print this help message and exit]' \
    '-s[Where it'\''s \[at\]\: a path]:PATH:_files' \
    '--socket[Where it'\''s \[at\]\: a path]:PATH:_files' \
    '1: :->command' \
    '*:: :->arguments'
  case $state in
    command)
      local -a commands=(
        'one:Does one thing'
        'two:Has parts'
      )
      _describe command commands
      ;;
    arguments)
      case $line[1] in
        one) _risk-tool_one ;;
        two) _risk-tool_two ;;
      esac
      ;;
  esac
}

if [ "$funcstack[1]" = "_risk-tool" ]; then
  _risk-tool "$@"
else
  compdef _risk-tool risk-tool
fi
