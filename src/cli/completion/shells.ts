/** Completion scripts, one for each shell: static, so that completing starts no program. */

import type { CommandWords } from "./command-words.ts";

type Script = (program: string, words: readonly CommandWords[]) => string;

/** By the name of the shell. */
export const SHELLS: ReadonlyMap<string, Script> = new Map<string, Script>([
	["bash", bashScript],
	["zsh", (program, words) => `autoload -U +X bashcompinit && bashcompinit\n${bashScript(program, words)}`],
	["fish", fishScript],
]);

/** Two tables, of what follows a command and of an option's values, and a walk down the commands that were typed. */
function bashScript(program: string, words: readonly CommandWords[]): string {
	const commands = words
		.filter((one) => one.commands.length > 0)
		.map((one) => `    ${quoted(one.path)}) echo ${quoted(one.commands.map(({ name }) => name).join(" "))} ;;`);
	const flags = words.map(
		({ path, options }) => `    ${quoted(path)}) echo ${quoted(options.map(({ flag }) => flag).join(" "))} ;;`,
	);
	const values = words.flatMap(({ path, options }) =>
		options
			.filter(({ choices }) => choices.length > 0)
			.map(({ flag, choices }) => `    ${quoted(`${path} ${flag}`)}) echo ${quoted(choices.join(" "))} ;;`),
	);
	return `_${program}_commands() { case "$1" in
${commands.join("\n")}
  esac; }
_${program}_options() { case "$1" in
${flags.join("\n")}
  esac; }
_${program}_values() { case "$1" in
${values.join("\n")}
  esac; }
_${program}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" path="" word values
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " $(_${program}_commands "$path") " in *" $word "*) path="\${path:+$path }$word" ;; esac
  done
  values="$(_${program}_values "$path $before")"
  if [[ -n "$values" ]]; then
    COMPREPLY=($(compgen -W "$values" -- "$current"))
  elif [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$(_${program}_options "$path")" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$(_${program}_commands "$path")" -- "$current") $(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _${program} ${program}
`;
}

/** One line for each command and each option. */
function fishScript(program: string, words: readonly CommandWords[]): string {
	const lines = words.flatMap(({ path, commands, options }) => {
		const here = condition(path, commands);
		return [
			...commands.map(({ name, summary }) => `${here} -f -a ${quoted(name)} -d ${quoted(summary)}`),
			...options.map(
				({ flag, help, hasValue, choices }) =>
					`${here} -l ${flag.slice(2)}${hasValue ? " -r" : ""}${choices.length > 0 ? ` -f -a ${quoted(choices.join(" "))}` : ""} -d ${quoted(help)}`,
			),
		];
	});
	return `${lines.map((line) => `complete -c ${program} ${line}`).join("\n")}\n`;
}

function condition(path: string, commands: CommandWords["commands"]): string {
	if (path === "") return "-n __fish_use_subcommand";
	const seen = path.split(" ").map((name) => `__fish_seen_subcommand_from ${name}`);
	const none =
		commands.length > 0 ? [`not __fish_seen_subcommand_from ${commands.map(({ name }) => name).join(" ")}`] : [];
	return `-n ${quoted([...seen, ...none].join("; and "))}`;
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
