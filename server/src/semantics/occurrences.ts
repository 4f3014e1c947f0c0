/** Every place where a symbol is named, and what has to be written there when it gets another name. */
import { isWritableName, writeName } from "../language/names.ts";
import type { Span } from "../language/spans.ts";
import type { Place } from "./finding.ts";
import type { FixEdit } from "./fixes/fix.ts";
import { writeString } from "./fixes/writeString.ts";
import { inCode } from "./inCode.ts";
import { writeBetween } from "./neighbours/quotes.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { type Reference, type WireReference, wireKey } from "./references.ts";
import { renameFlowReferences } from "./renameFlow.ts";
import type { FlowSymbol, ProjectSymbol, StateSymbol } from "./symbols.ts";
import { SYSTEM_ENTITIES } from "./systemEntities.ts";
import { writeBesideMethod } from "./writeBesideMethod.ts";
import { writeTarget } from "./writeTarget.ts";
import { writeType } from "./writeType.ts";

/** One place where a symbol is named; the place itself is the whole reference as written. */
export interface Occurrence extends Place {
  /** The name alone, without its flow, backticks or quotes. */
  readonly nameAlone: Span;
  readonly isDeclaration: boolean;
  /** The edit that gives it a new name there; `undefined` where the name is not said (the `id` of a state is). */
  readonly renamed: (name: string) => FixEdit | undefined;
}

/** The declarations and references of a symbol, by path and place. */
export function occurrencesOf(index: ProjectIndex, key: string): readonly Occurrence[] {
  const symbols = index.symbols(key);
  const [first] = symbols;
  const found = [
    ...symbols.map(declaration),
    ...index.referencesTo(key).map((reference) => occurrence(reference, first)),
  ];
  return found.sort(byPlace);
}

function byPlace(a: Place, b: Place): number {
  return a.path === b.path ? a.start - b.start : a.path < b.path ? -1 : 1;
}

/** One place where a symbol is named: the name alone. */
export interface NamePlace extends Place {
  readonly isDeclaration: boolean;
}

/** The names alone of all occurrences of a symbol, by path and place; a file that only names it is not read for that. */
export function namesOf(index: ProjectIndex, key: string): readonly NamePlace[] {
  const symbols = index.symbols(key);
  const [first] = symbols;
  const found: NamePlace[] = symbols.map(({ path, nameAlone }) => ({ path, ...nameAlone, isDeclaration: true }));
  for (const place of index.namesUnder(key)) found.push({ ...place, isDeclaration: false });
  for (const string of index.stringsThatMean(key)) {
    found.push({ path: string.path, ...stringOccurrence(string, first).nameAlone, isDeclaration: false });
  }
  return found.sort((a, b) => (a.path === b.path ? a.start - b.start : a.path < b.path ? -1 : 1));
}

/** The edits of a rename, by path and place, or why there are none. */
export type Renaming =
  | { readonly ok: true; readonly edits: readonly FixEdit[] }
  | { readonly ok: false; readonly reason: string };

const RENAMABLE: ReadonlySet<ProjectSymbol["kind"]> = new Set([
  "state",
  "service",
  "intent",
  "entity",
  "mock",
  "preset",
  "flow",
  "language",
]);

/** Gives a symbol another name (without backticks) everywhere, or says why that cannot be. */
export function renameSymbol(index: ProjectIndex, key: string, name: string): Renaming {
  const [symbol, second] = index.symbols(key);
  if (symbol === undefined) return refused("Only what is declared in this project can be renamed.");
  if (!RENAMABLE.has(symbol.kind)) return refused(`A ${symbol.kind} cannot be renamed here.`);
  if (name === "") return refused("A name needs at least one letter.");
  if (!isWritableName(name)) return refused("A name holds neither backticks nor line ends.");
  if (name === symbol.name) return { ok: true, edits: [] };
  if (second !== undefined)
    return refused(`There are two of ${inCode(writeName(symbol.name))}. Rename one where it stands.`);
  const clash = clashOf(index, symbol, name);
  if (clash !== undefined) return refused(clash);
  if (symbol.kind === "flow") {
    const edits = [headerEdit(symbol, name), ...renameFlowReferences(index, symbol, name)];
    return { ok: true, edits: edits.toSorted(byPlace) };
  }
  const edits = occurrencesOf(index, key).flatMap((place) => place.renamed(name) ?? []);
  return { ok: true, edits };
}

/** A flow that is called as its file is gets a header. */
function headerEdit({ path, node, nameSpan }: FlowSymbol, name: string): FixEdit {
  if (node?.name === undefined) return { path, start: 0, end: 0, text: `flow ${writeName(name)}\n` };
  return { path, start: nameSpan.start, end: nameSpan.end, text: writeName(name) };
}

function refused(reason: string): Renaming {
  return { ok: false, reason };
}

/** What already bears the new name, or would come to mean something else. */
function clashOf(index: ProjectIndex, symbol: ProjectSymbol, name: string): string | undefined {
  if (symbol.kind === "flow") return flowClash(index, symbol, name);
  if (symbol.kind !== "state") {
    const key = `${symbol.kind}:${writeName(name)}`;
    const isMeant = symbol.kind === "language" && index.references(key).length > 0;
    const isTaken = index.symbols(key).length > 0 || isMeant || isUsedBuiltIn(index, symbol, key, name);
    const article = symbol.kind === "intent" || symbol.kind === "entity" ? "an" : "a";
    return isTaken ? `There is ${article} ${symbol.kind} ${inCode(writeName(name))} already.` : undefined;
  }
  const fullName = `${symbol.flow}.${name}`;
  if (index.stateIn(symbol.flow, name) !== undefined) {
    return `Flow ${inCode(writeName(symbol.flow))} has a state ${inCode(writeName(name))} already.`;
  }
  const others = [...index.statesByFullName(fullName), ...index.statesByWireId(fullName)];
  if (others.some((other) => other !== symbol)) return `Another state goes by ${inCode(fullName)} already.`;
  const taken = stringsOf(index, name).find((string) => comesToMean(index, string, symbol, name));
  if (taken !== undefined) return `The string ${writeString(name)} in ${inCode(taken.path)} means another state.`;
  const lost = stringsOf(index, symbol.name).find((string) => wouldBeLost(index, string, symbol, name));
  if (lost === undefined) return undefined;
  return `The string ${writeString(symbol.name)} in ${inCode(lost.path)} could not say ${inCode(name)}: that means another state.`;
}

/** Another flow of that name, or a state that would be called as another one is. */
function flowClash(index: ProjectIndex, flow: FlowSymbol, name: string): string | undefined {
  if (index.flow(name) !== undefined) return `There is a flow ${inCode(writeName(name))} already.`;
  for (const state of index.file(flow.path)?.states ?? []) {
    const fullName = `${name}.${state.name}`;
    const others = [...index.statesByFullName(fullName), ...index.statesByWireId(fullName)];
    if (others.some((other) => other !== state)) return `Another state goes by ${inCode(fullName)} already.`;
  }
  return undefined;
}

/** True for an entity that every project has and this one uses: the renamed one would take its place there. */
function isUsedBuiltIn(index: ProjectIndex, symbol: ProjectSymbol, key: string, name: string): boolean {
  return symbol.kind === "entity" && SYSTEM_ENTITIES.has(name) && index.references(key).length > 0;
}

function stringsOf(index: ProjectIndex, text: string): readonly WireReference[] {
  return index.references(wireKey(text)).filter((reference) => reference.kind === "wire");
}

/** True for a string that means another state by its plain name, where the renamed state would come first. */
function comesToMean(index: ProjectIndex, string: WireReference, symbol: StateSymbol, name: string): boolean {
  const meant = index.stateMeantBy(name, undefined);
  return string.flow === undefined && meant !== undefined && !comesFirst(meant, symbol, name);
}

/** True for a string that means the state by its plain name, and would mean another by the new one. */
function wouldBeLost(index: ProjectIndex, string: WireReference, symbol: StateSymbol, name: string): boolean {
  if (symbol.id === symbol.name || index.stateMeantBy(symbol.name, string.flow) !== symbol) return false;
  return comesFirst(index.stateMeantBy(name, string.flow), symbol, name);
}

/** True if the state that a text means now still is what it means when the symbol bears the text as its plain name. */
function comesFirst(meant: StateSymbol | undefined, symbol: StateSymbol, name: string): boolean {
  if (meant === undefined) return false;
  const isByPlainName = meant.name === name && meant.id !== name && meant.fullName !== name;
  return !isByPlainName || meant.path < symbol.path;
}

function declaration(symbol: ProjectSymbol): Occurrence {
  const { path, nameSpan, nameAlone } = symbol;
  return {
    path,
    ...nameSpan,
    nameAlone,
    isDeclaration: true,
    renamed: (name) => ({ path, ...nameSpan, text: writeName(name) }),
  };
}

/** A method may stand where one of these is named. */
const nextToMethods: ReadonlySet<Reference["kind"]> = new Set(["service", "mock"]);

function occurrence(reference: Reference, symbol: ProjectSymbol | undefined): Occurrence {
  if (reference.kind === "wire") return stringOccurrence(reference, symbol);
  const { path, span, nameAlone, node } = reference;
  const base = { path, ...span, nameAlone, isDeclaration: false };
  if (reference.kind === "state") {
    const name = reference.node.name ?? span;
    const isPlain = reference.node.flow === undefined;
    const write = (to: string): string => (isPlain ? writeTarget(to, reference) : writeName(to));
    return { ...base, renamed: (to) => ({ path, start: name.start, end: name.end, text: write(to) }) };
  }
  const isType = reference.kind === "entity" && reference.place === "type";
  const write =
    node.kind === "String"
      ? writeString
      : isType
        ? writeType
        : nextToMethods.has(reference.kind)
          ? writeBesideMethod
          : writeName;
  return { ...base, renamed: (to) => ({ path, ...span, text: write(to) }) };
}

/**
 * A string may mean a state by its id, which no rename touches, by its full name, of which only the end changes, or by its
 * plain name.
 */
function stringOccurrence(string: WireReference, symbol: ProjectSymbol | undefined): Occurrence {
  const { path, span, nameAlone: whole } = string;
  const base = { path, ...span, isDeclaration: false };
  if (symbol?.kind !== "state" || symbol.id === string.name) {
    return { ...base, nameAlone: whole, renamed: () => undefined };
  }
  const isFull = string.name === symbol.fullName;
  const hasEscapes = whole.end - whole.start !== string.name.length;
  const tail = { start: whole.end - symbol.name.length, end: whole.end };
  const { quote } = string;
  const inside = (text: string): string =>
    quote === undefined ? writeString(text).slice(1, -1) : writeBetween(quote, text);
  if (isFull && !hasEscapes) {
    return { ...base, nameAlone: tail, renamed: (to) => ({ path, ...tail, text: inside(to) }) };
  }
  const write = (to: string): string => (isFull ? `${symbol.flow}.${to}` : to);
  return { ...base, nameAlone: whole, renamed: (to) => ({ path, ...whole, text: inside(write(to)) }) };
}
