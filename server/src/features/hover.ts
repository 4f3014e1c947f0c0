import { functions } from "../expressions/functions.ts";
import { printSignature } from "../expressions/signature.ts";
import { writeName } from "../language/names.ts";
import type { Span } from "../language/spans.ts";
import type { Edge, Entry, WordEdge } from "../semantics/flowGraph.ts";
import { stateSummary } from "../semantics/stateSummary.ts";
import { symbolAt } from "../semantics/symbolAt.ts";
import { type ProjectSymbol, type StateSymbol, writeStateName } from "../semantics/symbols.ts";
import { variablesInScope } from "../semantics/variablesInScope.ts";
import type { FileView, NamingFile } from "../workspace/snapshot.ts";
import { functionExample } from "./functionExample.ts";
import { codeSpan, escapeMarkdown } from "./markdown.ts";
import { wordAt } from "./wordAt.ts";
import { sections } from "./wordHelp.ts";

/** What is told about the thing under the cursor, and where that thing stands. */
export interface HoverText {
  readonly markdown: string;
  /** The whole reference as written. */
  readonly span: Span;
}

/** Longer lists are cut: a hover is read at a glance. */
const mostShown = 6;

/** Tells about the thing at an offset; `docs` is the address of the folder with the documentation, if there is one. */
export function hover(file: FileView, offset: number, docs?: string): HoverText | undefined {
  return hoverOfName(file, offset, docs) ?? aboutWord(file, offset, docs);
}

function aboutWord({ parsed }: FileView, offset: number, docs: string | undefined): HoverText | undefined {
  const found = wordAt(parsed, offset);
  if (found === undefined) return undefined;
  const parts = [`**${found.kind}** ${codeSpan(found.word)}`, found.text];
  return { markdown: [...parts, ...linked(docs, found.section)].join("\n\n"), span: found.span };
}

function linked(docs: string | undefined, section: keyof typeof sections): readonly string[] {
  return docs === undefined ? [] : [`[The language](${docs}/language.md#${sections[section]})`];
}

/** Tells about the thing that is named at an offset of a flow or neighbour. */
export function hoverOfName(file: NamingFile, offset: number, docs?: string): HoverText | undefined {
  const found = symbolAt(file.project.index, file.path, offset);
  if (found === undefined) return undefined;
  const [symbol] = found.symbols;
  const about = symbol?.kind === "state" ? aboutState(file, symbol) : aboutOther(file, found.key, symbol);
  const parts = about.length > 0 ? about : aboutFunction(found.key, docs);
  if (parts.length === 0) return undefined;
  return { markdown: parts.join("\n\n"), span: { start: found.start, end: found.end } };
}

function aboutState(file: NamingFile, state: StateSymbol): readonly string[] {
  const { documentation, said, edgesIn, entries, edgesOut, wordsOut } = stateSummary(file.project.index, state);
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
    ...linked(docs, "functions"),
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

function aboutOther({ project }: NamingFile, key: string, symbol: ProjectSymbol | undefined): readonly string[] {
  const variable = variablesInScope(project.index).find((candidate) => candidate.key === key);
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
