# fish completion for risk-tool
complete -c risk-tool -f
complete -c risk-tool -n 'not __fish_seen_subcommand_from one two' -s h -l help -d 'Print this help message and exit'
complete -c risk-tool -n 'not __fish_seen_subcommand_from one two' -s s -l socket -r -F -d 'Where it\'s [at]: a path'
complete -c risk-tool -n 'not __fish_seen_subcommand_from one two' -a one -d 'Does one thing'
complete -c risk-tool -n 'not __fish_seen_subcommand_from one two' -a two -d 'Has parts'
complete -c risk-tool -n '__fish_seen_subcommand_from one' -s h -l help -d 'Print this help message and exit'
complete -c risk-tool -n '__fish_seen_subcommand_from one' -a 'bash fish' -d 'Which \\shell'
complete -c risk-tool -n '__fish_seen_subcommand_from one' -l json -d 'As JSON'
complete -c risk-tool -n '__fish_seen_subcommand_from two; and not __fish_seen_subcommand_from part' -s h -l help -d 'Print this help message and exit'
complete -c risk-tool -n '__fish_seen_subcommand_from two; and not __fish_seen_subcommand_from part' -a part -d 'A part'
complete -c risk-tool -n '__fish_seen_subcommand_from two; and __fish_seen_subcommand_from part' -s h -l help -d 'Print this help message and exit'
complete -c risk-tool -n '__fish_seen_subcommand_from two; and __fish_seen_subcommand_from part' -l name -x -d 'A name'
