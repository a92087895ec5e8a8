# Prints what zsh shows when Tab is pressed behind each of the lines. Usage: zsh -f zsh.driver.zsh SCRIPT LINE…
# A shell at a terminal of its own, for completion is there at a terminal alone.
zmodload zsh/zpty
zpty shell TERM=xterm zsh -f -i
zpty -w shell 'stty columns 250 rows 1000; PS1=""; LISTMAX=0; autoload -Uz compinit; compinit -u -C -d "$HOME/zcompdump"; unsetopt prompt_sp'
zpty -w shell "source ${(q)1}"
# What is typed by then is told when all before it is done.
zpty -w shell 'told() { zle -I; print -r -- "TYPED<$BUFFER>"; BUFFER="" }; zle -N told'
zpty -w shell 'bindkey "^X" told; bindkey "^I" complete-word; print READY"<>"'
zpty -r shell seen '*READY<>*'
for line in "${@:2}"; do
  zpty -w -n shell "$line"$'\t\x18'
  zpty -r shell seen '*TYPED<*>*'
  print -r -- "$seen"
done
zpty -d shell
