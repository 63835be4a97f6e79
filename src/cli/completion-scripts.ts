/** What a shell has to read once so that Tab completes what is written after `ringback`. Each asks ringback itself. */
export const completionScripts = {
  bash: `# Completes ringback in bash. To have it in every shell:
#   echo 'source <(ringback completion bash)' >> ~/.bashrc
_ringback() {
  local word
  COMPREPLY=()
  while IFS=$'\\t' read -r word _; do
    COMPREPLY+=("$word")
  done < <("$1" --complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
}
complete -o default -F _ringback ringback
`,
  zsh: `#compdef ringback
# Completes ringback in zsh. To have it in every shell, below the line with compinit:
#   echo 'source <(ringback completion zsh)' >> ~/.zshrc
_ringback() {
  local word summary
  local -a offers
  while IFS=$'\\t' read -r word summary; do
    offers+=("\${word//:/\\\\:}\${summary:+:$summary}")
  done < <("\${words[1]}" --complete -- "\${(@)words[2,CURRENT]}" 2> /dev/null)
  if (( \${#offers} )); then
    _describe ringback offers
  else
    compset -P '*=' # junit=FILE
    _files
  fi
}
compdef _ringback ringback
`,
  fish: `# Completes ringback in fish. To have it in every shell:
#   ringback completion fish > ~/.config/fish/completions/ringback.fish
function __ringback_complete
    set -l offers (ringback --complete -- (commandline -opc)[2..-1] (commandline -ct) 2> /dev/null)
    if test (count $offers) -gt 0
        printf '%s\\n' $offers
    else
        set -l word (string match -r '^(.*=|)(.*)$' -- (commandline -ct)) # junit=FILE
        printf '%s\\n' $word[2](__fish_complete_path $word[3])
    end
end
complete -c ringback -f -a '(__ringback_complete)'
`,
} as const;
