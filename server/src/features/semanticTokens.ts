/**
 * Colours for what only meaning knows: whether a state is there, which scope a variable is of, what is secret, what
 * nothing needs. Everything else is coloured by the grammar.
 */
import { functions } from "../expressions/functions.ts";
import type { Name, Path } from "../language/ast.ts";
import type { Span } from "../language/spans.ts";
import { isKnownVariable } from "../semantics/knownVariables.ts";
import { nameAlone } from "../semantics/nameSpans.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import type { Reference, VariableReference } from "../semantics/references.ts";
import { stateOf } from "../semantics/resolve.ts";
import type { ProjectSymbol } from "../semantics/symbols.ts";
import { SYSTEM_ENTITIES } from "../semantics/systemEntities.ts";
import type { FileView } from "../workspace/snapshot.ts";
import { findingsIn } from "./findings.ts";

/** The kinds of tokens; those that are not the protocol's own are declared in the manifest. */
export const tokenTypes = ["state", "flow", "intent", "entity", "service", "function", "variable", "property"] as const;

/** What else is told of a token; those that are not the protocol's own are declared in the manifest. */
export const tokenModifiers = [
  "declaration",
  "modification",
  "readonly",
  "defaultLibrary",
  "unresolved",
  "unused",
  "bot",
  "user",
  "session",
  "temp",
  "event",
  "conversation",
  "secret",
] as const;

export type TokenType = (typeof tokenTypes)[number];
export type TokenModifier = (typeof tokenModifiers)[number];

/** A stretch of one line with a meaning of its own. */
export interface SemanticToken extends Span {
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** The tokens of a file by position; none overlaps another. */
export function semanticTokens(file: FileView): readonly SemanticToken[] {
  const { index } = file.project;
  const known = index.file(file.path);
  if (known === undefined) return [];
  const found = [...known.symbols.flatMap(declared), ...known.references.flatMap((one) => referred(index, one))];
  const unused = findingsIn(file.project, file.path).filter(({ unnecessary }) => unnecessary === true);
  return faded(apart(found, file.parsed.text), unused);
}

/** Marks the tokens that lie in something that nothing needs; both lists are by position. */
function faded(tokens: readonly SemanticToken[], unused: readonly Span[]): readonly SemanticToken[] {
  let next = 0;
  let end = 0;
  return tokens.map((token) => {
    for (let span = unused[next]; span !== undefined && span.start <= token.start; span = unused[++next]) {
      end = Math.max(end, span.end);
    }
    return token.end <= end ? { ...token, modifiers: [...token.modifiers, "unused"] } : token;
  });
}

/** In order, without what is empty, stands on several lines, or where another token stands already. */
function apart(tokens: readonly SemanticToken[], text: string): readonly SemanticToken[] {
  let end = 0;
  return tokens
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .filter((token) => {
      if (token.start < end || token.start === token.end || /[\r\n]/.test(text.slice(token.start, token.end)))
        return false;
      end = token.end;
      return true;
    });
}

function declared({ kind, nameAlone: span }: ProjectSymbol): readonly SemanticToken[] {
  switch (kind) {
    case "state":
    case "flow":
    case "intent":
    case "entity":
    case "service":
      return [{ ...span, type: kind, modifiers: ["declaration"] }];
    default:
      return [];
  }
}

function referred(index: ProjectIndex, reference: Reference): readonly SemanticToken[] {
  const { kind, nameAlone: span, key, name } = reference;
  switch (kind) {
    case "state":
    case "wire":
      return [{ ...span, type: "state", modifiers: resolved(stateOf(index, reference) !== undefined) }];
    case "flow":
      return [{ ...span, type: "flow", modifiers: resolved(index.flow(name) !== undefined) }];
    case "entity":
      // A mark of a phrase that is no entity takes any text.
      if (reference.place === "mark" && index.symbols(key).length === 0) return [];
      // One that every project has is coloured as a type by the grammar, unless the project has its own.
      if (SYSTEM_ENTITIES.has(name) && index.symbols(key).length === 0) return [];
      return [{ ...span, type: "entity", modifiers: resolved(index.symbols(key).length > 0) }];
    case "intent":
    case "service":
      return [{ ...span, type: kind, modifiers: resolved(index.symbols(key).length > 0) }];
    case "function":
      return [{ ...span, type: "function", modifiers: functions.has(name) ? ["defaultLibrary"] : ["unresolved"] }];
    case "variable":
      return variableTokens(index, reference);
    default:
      return [];
  }
}

function resolved(isThere: boolean): readonly TokenModifier[] {
  return isThere ? [] : ["unresolved"];
}

/** The names of a path after its scope; the first is the variable, what follows are members of its value. */
function variableTokens(index: ProjectIndex, reference: VariableReference): readonly SemanticToken[] {
  const { scope, names, access, node } = reference;
  const isWrite = access === "write" || access === "clear";
  const modifiers: readonly TokenModifier[] = [
    ...(reference.writer === "var" ? (["declaration"] as const) : []),
    ...(isWrite && reference.writer !== "var" ? (["modification"] as const) : []),
    ...(scope === "event" || scope === "conversation" || scope === "secret" ? (["readonly"] as const) : []),
    ...(isWrite || names.length === 0 || isKnownVariable(index, scope, names) ? [] : (["unresolved"] as const)),
    scope,
  ];
  return namesOf(node, scope).map((name, at) => ({
    ...nameAlone(name),
    type: at === 0 && (node.kind === "Path" || names.length === 1) ? "variable" : "property",
    modifiers,
  }));
}

function namesOf(node: Path | Name, scope: string): readonly Name[] {
  if (node.kind === "Name") return [node];
  const members = node.segments.filter((segment) => segment.kind === "Name");
  return node.root.text === scope ? members : [node.root, ...members];
}
