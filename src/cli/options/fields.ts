/**
 * Options as tables. A field says how one option is written, read, explained and recorded. A command's table gives its
 * parser, its help page, the type of its options, and the arguments of a record that make the same again.
 */

import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { InputError } from "../../tensor/errors.ts";

/** One option. `T` is the type of its value, with `undefined` where it may be absent. */
export interface Field<T> {
	/** What follows the flag, as in "<n>"; `null` for a flag that stands alone. */
	readonly placeholder: string | null;
	readonly help: string;
	/** Throws `InvalidArgumentError`. @param before  value so far, of an option that may be repeated */
	read?(text: string, before: T | undefined): T;
	readonly choices?: readonly string[];
	/** The value where the option is not given. */
	readonly fallback?: T;
	/** What help says of the default, where the value does not say it. */
	readonly fallbackText?: string | undefined;
	readonly isRequired?: boolean;
	/** Written as `--no-<name>`: true unless given. */
	readonly isNegated?: boolean;
	/** What an option without its value means, as in "[format]", as words. */
	readonly alone?: string;
	/** Names of options that it cannot be given with. */
	readonly conflicts?: readonly string[];
	/** What it has no effect without. */
	readonly needs?: Need;
	/** A former name, which still works. */
	readonly alias?: string;
	/** Heading of the help page that it stands under. */
	readonly heading?: string;
	/** Whether records repeat it. Default true; false for what changes nothing of the result. */
	readonly isRecorded?: boolean;
	/** The value as it stands on a command line, where lists are joined by commas; `undefined` says nothing. */
	write?(value: NonNullable<T>): unknown;
}

export interface Need {
	/** As on the command line. */
	readonly want: string;
	readonly isMet: (options: Readonly<Record<string, unknown>>) => boolean;
}

/** Options by name in camelCase, or with underscores as in the published trainer. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

type ValueOf<F> = F extends Field<infer T> ? T : never;
type Absent<F extends Fields> = { [K in keyof F]: undefined extends ValueOf<F[K]> ? K : never }[keyof F];

/** What a table's options are parsed into. */
export type OptionsOf<F extends Fields> = { readonly [K in Exclude<keyof F, Absent<F>>]: ValueOf<F[K]> } & {
	readonly [K in Absent<F>]?: ValueOf<F[K]>;
};

/** Everything about a field but what its kind decides. */
type More<T> = Omit<Partial<Field<T>>, "placeholder" | "help" | "fallback" | "isRequired">;
type Given<T> = More<T> & ({ readonly fallback: T } | { readonly isRequired: true });

/** An option whose value `read` makes. With `fallback` or `isRequired` it is always there. */
export function value<T>(placeholder: string, help: string, read: Reader<T>, more: Given<T>): Field<T>;
export function value<T>(placeholder: string, help: string, read: Reader<T>, more?: More<T>): Field<T | undefined>;
export function value<T>(placeholder: string, help: string, read: Reader<T>, more: More<T> = {}): Field<T | undefined> {
	return { placeholder, help, read: (text) => read(text), ...more };
}

type Reader<T> = (text: string) => T;

/** An option whose values add up when it is given several times. */
export function several<T>(
	placeholder: string,
	help: string,
	read: Reader<readonly T[]>,
	more: More<readonly T[]> = {},
): Field<readonly T[] | undefined> {
	return { placeholder, help, read: (text, before) => [...(before ?? []), ...read(text)], ...more };
}

/** An option whose value is taken as it stands. */
export function text(placeholder: string, help: string, more: Given<string>): Field<string>;
export function text(placeholder: string, help: string, more?: More<string>): Field<string | undefined>;
export function text(placeholder: string, help: string, more: More<string> = {}): Field<string | undefined> {
	return { placeholder, help, ...more };
}

/** One of several words. */
export function choice<T extends string>(
	placeholder: string,
	help: string,
	choices: readonly T[],
	more: Given<T>,
): Field<T>;
export function choice<T extends string>(
	placeholder: string,
	help: string,
	choices: readonly T[],
	more?: More<T>,
): Field<T | undefined>;
export function choice<T extends string>(
	placeholder: string,
	help: string,
	choices: readonly T[],
	more: More<T> = {},
): Field<T | undefined> {
	return { placeholder, help, choices, ...more };
}

/** A flag: true where it is given. */
export function flag(help: string, more: More<boolean> = {}): Field<boolean | undefined> {
	return { placeholder: null, help, ...more };
}

/** A flag `--no-<name>`: false where it is given, else true. */
export function negated(help: string): Field<boolean> {
	return { placeholder: null, help, isNegated: true };
}

/** The same fields under a heading of the help page. */
export function under<F extends Fields>(heading: string, fields: F): F {
	return changed(fields, () => ({ heading }));
}

/** The same fields with other words, for commands in which they mean something more special. */
export function explained<F extends Fields>(fields: F, help: { readonly [K in keyof F]?: string }): F {
	return changed(fields, (name) => {
		const words = help[name as keyof F];
		return words === undefined ? {} : { help: words };
	});
}

function changed<F extends Fields>(fields: F, change: (name: string) => Partial<Field<unknown>>): F {
	return Object.fromEntries(
		Object.entries(fields).map(([name, field]) => [name, { ...field, ...change(name) }]),
	) as unknown as F;
}

/** Options that have a value without being given. */
export function defaultsOf<F extends Fields>(fields: F): OptionsOf<F> {
	const given = Object.entries(fields).flatMap(([name, { fallback, isNegated }]) =>
		[[name, isNegated ? true : fallback]].filter(([, always]) => always !== undefined),
	);
	return Object.freeze(Object.fromEntries(given));
}

/** Declares a table on a command. */
export function declare(command: CommandUnknownOpts, fields: Fields): void {
	for (const [name, field] of Object.entries(fields)) {
		const option = optionOf(name, field);
		if (option.attributeName() !== name) {
			throw new RangeError(`options: '${name}' becomes '${option.attributeName()}' on the command line`);
		}
		command.addOption(option);
		if (field.alias === undefined) continue;
		// the former name writes the same value; the default is there already
		const { fallback: _, ...silent } = field;
		const former = optionOf(field.alias, silent).hideHelp();
		former.attributeName = () => name;
		command.addOption(former);
	}
}

function optionOf(name: string, field: Field<unknown>): Option {
	const { placeholder, fallback, fallbackText, isRequired, choices, alone, conflicts, heading } = field;
	const help = [
		field.help,
		...(isRequired ? ["(required)"] : []),
		...(fallback === undefined && fallbackText !== undefined ? [`(default: ${fallbackText})`] : []),
	].join(" ");
	const option = new Option([flagOf(name, field), placeholder ?? []].flat().join(" "), help);
	if (choices) option.choices(choices);
	else if (field.read)
		option.argParser((words: string, before: unknown) => field.read?.(words, repeated(before, field)));
	if (fallback !== undefined)
		option.default(fallback, fallbackText ?? String(field.write?.(fallback as NonNullable<unknown>) ?? fallback));
	if (alone !== undefined) option.preset(alone);
	if (conflicts) option.conflicts([...conflicts]);
	if (heading !== undefined) option.helpGroup(heading);
	return option as unknown as Option;
}

/** Commander hands over the default as what was there before. */
function repeated(before: unknown, { fallback }: Field<unknown>): unknown {
	return before === fallback ? undefined : before;
}

/** `--shape-res`, `--map_lr_mul`, `--no-sr` */
export function flagOf(name: string, { isNegated = false }: Pick<Field<unknown>, "isNegated"> = {}): string {
	return `--${isNegated ? "no-" : ""}${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Names of options that have no effect without something that is not there. */
export function idleOptions(fields: Fields, options: Readonly<Record<string, unknown>>): string[] {
	return Object.entries(fields).flatMap(([name, { needs }]) => (needs && !needs.isMet(options) ? [name] : []));
}

/**
 * Throws `InputError` for an option that was said now and has no effect: it would be ignored in silence.
 * @param said     on this command line
 * @param options  what holds: a run that goes on has those of its first start, too
 */
export function refuseIdle(
	command: string,
	fields: Fields,
	said: Readonly<Record<string, unknown>>,
	options: Readonly<Record<string, unknown>>,
): void {
	const idle = idleOptions(fields, options).find((name) => said[name] !== undefined);
	if (idle === undefined) return;
	throw new InputError(`${command}: ${flagOf(idle)} has no effect here: want ${fields[idle]?.needs?.want}`);
}

/** Names of required options that have no value. */
export function missingOf(fields: Fields, options: Readonly<Record<string, unknown>>): string[] {
	return Object.entries(fields)
		.filter(([name, { isRequired }]) => isRequired && options[name] === undefined)
		.map(([name, { placeholder }]) => `${flagOf(name)} ${placeholder}`);
}

/**
 * Options for a record: those of the table that bear on the result, with what a run found out over what was given, as they
 * stand on a command line. Absent ones are left out.
 */
export function recordedOptions(
	fields: Fields,
	options: Readonly<Record<string, unknown>>,
	found: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
	const entries = Object.entries(fields).flatMap(([name, field]) => {
		if (field.isRecorded === false) return [];
		const known = (name in found ? found[name] : options[name]) ?? undefined;
		const value = known === undefined || !field.write ? known : field.write(known);
		return value === undefined ? [] : [[name, value] as const];
	});
	return Object.fromEntries(entries);
}

/** Arguments of `triplane` that make the same again. @param recorded  of `recordedOptions` */
export function repeatOf(
	command: string,
	fields: Fields,
	recorded: Readonly<Record<string, unknown>>,
	operands: readonly string[] = [],
): string[] {
	const parts = Object.entries(fields).flatMap(([name, field]): string[] => {
		const value = recorded[name];
		if (value === undefined || value === (field.isNegated ?? false)) return [];
		const flag = flagOf(name, field);
		return field.placeholder === null ? [flag] : [flag, String(value)];
	});
	return [...command.split(" "), ...operands, ...parts];
}
