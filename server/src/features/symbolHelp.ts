/** What is told about what a project declares and the language brings along: in hovers, and beside completions. */
import { functions } from "../expressions/functions.ts";
import { printSignature } from "../expressions/signature.ts";
import { writeName } from "../language/names.ts";
import type { Edge, Entry, WordEdge } from "../semantics/flowGraph.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import { stateSummary } from "../semantics/stateSummary.ts";
import { type ProjectSymbol, type StateSymbol, writeStateName } from "../semantics/symbols.ts";
import { variablesInScope } from "../semantics/variablesInScope.ts";
import { functionExample } from "./functionExample.ts";
import { linkToLanguage } from "./languageLinks.ts";
import { codeSpan, escapeMarkdown } from "./markdown.ts";

/** Longer lists are cut: they are read at a glance. */
const mostShown = 6;

/**
 * What is told about the thing of that key, as paragraphs of Markdown; none where nothing is known. `docs` is the address
 * of the folder with the documentation, if there is one.
 */
export function symbolHelp(index: ProjectIndex, key: string, docs: string | undefined): readonly string[] {
  const [symbol] = index.symbols(key);
  const about = symbol?.kind === "state" ? aboutState(index, symbol) : aboutOther(index, key, symbol);
  return about.length > 0 ? about : aboutFunction(key, docs);
}

function aboutState(index: ProjectIndex, state: StateSymbol): readonly string[] {
  const { documentation, said, edgesIn, entries, edgesOut, wordsOut } = stateSummary(index, state);
  const id = state.id === undefined ? "" : ` · id ${codeSpan(state.id)}`;
  return [
    `**state** ${codeSpan(writeStateName(state.flow, state.name))}${id}`,
    ...documented(documentation),
    ...said.map((line) => `> ${escapeMarkdown(line)}`),
    ...listed("From", [...entries.map(entryName), ...edgesIn.map((edge) => stateName(edge.from, state.flow))]),
    ...listed("To", targetsOf(edgesOut, wordsOut, state.flow)),
  ];
}

function targetsOf(edges: readonly Edge[], words: readonly WordEdge[], flow: string): readonly string[] {
  const states = edges.flatMap((edge) =>
    edge.to === undefined ? [] : { start: edge.start, name: stateName(edge.to, flow) },
  );
  const others = words.map(({ start, word }) => ({ start, name: `*${word}*` }));
  return [...states, ...others].toSorted((a, b) => a.start - b.start).map(({ name }) => name);
}

const entryNames: Readonly<Record<Entry["cause"], string>> = {
  start: "the bot's start",
  fallback: "the bot's fallback",
  failure: "the bot's failure",
  route: "a global route",
  test: "a test",
  value: "a backend's answer",
};

function entryName({ cause }: Entry): string {
  return `*${entryNames[cause]}*`;
}

function aboutFunction(key: string, docs: string | undefined): readonly string[] {
  const fn = functions.get(key.replace(/^function:/, ""));
  if (fn === undefined || !key.startsWith("function:")) return [];
  return [
    `**function** ${codeSpan(printSignature(fn))}`,
    fn.documentation,
    `For example ${functionExample(fn)}`,
    ...linkToLanguage(docs, "functions"),
  ];
}

/** The name as one writes it in that flow. */
function stateName(state: StateSymbol, flow: string): string {
  return codeSpan(state.flow === flow ? writeName(state.name) : writeStateName(state.flow, state.name));
}

function listed(title: string, names: readonly string[]): readonly string[] {
  const all = [...new Set(names)];
  if (all.length === 0) return [];
  const more = all.length > mostShown ? ` and ${all.length - mostShown} more` : "";
  return [`${title}: ${all.slice(0, mostShown).join(", ")}${more}`];
}

function aboutOther(index: ProjectIndex, key: string, symbol: ProjectSymbol | undefined): readonly string[] {
  const variable = variablesInScope(index).find((candidate) => candidate.key === key);
  if (variable !== undefined) {
    const type = variable.type === undefined ? "" : `: ${variable.type}`;
    const title = `**variable** ${codeSpan(`${[variable.scope, ...variable.names].join(".")}${type}`)}`;
    return [title, ...documented(variable.documentation)];
  }
  if (symbol === undefined) return [];
  return [`**${symbol.kind}** ${codeSpan(symbol.name)}`, ...documented(symbol.documentation)];
}

function documented(text: string | undefined): readonly string[] {
  return text === undefined || text.trim() === "" ? [] : [escapeMarkdown(text.trim())];
}
