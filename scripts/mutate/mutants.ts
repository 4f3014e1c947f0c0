import type * as ast from "../../server/src/language/ast.ts";
import { descendants } from "../../server/src/semantics/descendants.ts";
import type { ProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import { type StateSymbol, writeStateName } from "../../server/src/semantics/symbols.ts";

/** What was changed: where a way leads, what an answer of the backend does, what is said, when, what is kept, what is sent. */
export type MutantKind =
  | "retarget"
  | "outcome"
  | "text"
  | "title"
  | "condition"
  | "set"
  | "route"
  | "attempts"
  | "duration"
  | "request"
  | "step";

/** A project with one change. */
export interface Mutant {
  /** Relative to the project. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** What stands between `start` and `end` instead. */
  readonly text: string;
  readonly kind: MutantKind;
  /** The change in words; the same as long as what is changed, and the state around it, keep their words. */
  readonly what: string;
}

/** Every change of one place in the flows of a project, in the order of the files. Tests, mocks and presets stay as they are. */
export function mutantsOf(index: ProjectIndex): readonly Mutant[] {
  const states = [...index.files.keys()].flatMap((path) => index.file(path)?.states ?? []);
  return [...index.files].flatMap(([path, { parsed }]) =>
    parsed.tree.declarations.flatMap((declaration) => mutantsIn(declaration, { path, source: parsed.text, states })),
  );
}

interface Around {
  readonly path: string;
  readonly source: string;
  readonly states: readonly StateSymbol[];
}

const untouched: readonly ast.NodeKind[] = ["Test", "Mock", "Preset", "Intent", "Entity"];

function mutantsIn(declaration: ast.Declaration, around: Around): readonly Mutant[] {
  if (untouched.includes(declaration.kind)) return [];
  const where = nameOf(declaration);
  const found = [...descendants(declaration)].flatMap((node) => changesOf(node, around));
  const seen = new Map<string, number>();
  return found.map(({ span, text, kind, what }) => {
    const named = `${where}: ${what}`;
    const count = (seen.get(named) ?? 0) + 1;
    seen.set(named, count);
    return { path: around.path, ...span, text, kind, what: count === 1 ? named : `${named} (${count})` };
  });
}

function nameOf(declaration: ast.Declaration): string {
  if (declaration.kind === "State" || declaration.kind === "Service") return declaration.name?.text ?? "";
  return declaration.kind === "RouteDeclaration" ? "global" : declaration.kind.toLowerCase();
}

interface Change {
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
  readonly kind: MutantKind;
  readonly what: string;
}

function changesOf(node: ast.Node, { path, source, states }: Around): readonly Change[] {
  const written = ({ start, end }: ast.Node): string => source.slice(start, end).replaceAll(/\s+/g, " ");
  const drop = (dropped: ast.Node, kind: MutantKind): Change => ({
    span: { start: dropped.start, end: dropped.end },
    text: "",
    kind,
    what: `drop ${shortened(written(dropped))}`,
  });
  const replace = (replaced: ast.Node, text: string, kind: MutantKind): Change => ({
    span: { start: replaced.start, end: replaced.end },
    text,
    kind,
    what: `${shortened(written(replaced))} becomes ${shortened(text)}`,
  });
  // What stays has to read as before, or the parser would notice instead of a test.
  const withComma = (entry: ast.Node): ast.Node => {
    const comma = /^\s*,/.exec(source.slice(entry.end))?.[0] ?? "";
    return { ...entry, end: entry.end + comma.length };
  };
  const retarget = (target: ast.Node): readonly Change[] => {
    const other = otherState(target, path, states);
    return other === undefined ? [] : [replace(target, other, "retarget")];
  };
  const negate = (condition: ast.Expr | undefined): readonly Change[] =>
    condition === undefined ? [] : [replace(condition, `not (${written(condition)})`, "condition")];
  const reword = (text: ast.Text | undefined, kind: MutantKind): readonly Change[] =>
    stringsIn(text).map((string) => {
      const quotes = string.block ? 3 : 1;
      const inside = source.slice(string.start + quotes, string.end - quotes);
      const at = string.start + quotes + (inside.length - inside.trimStart().length);
      return {
        span: { start: at, end: at },
        text: "Not so: ",
        kind,
        what: `${shortened(written(string))} is another text`,
      };
    });
  switch (node.kind) {
    case "Go":
      return node.target === undefined ? [] : retarget(node.target);
    case "Call":
    case "BotState":
      return node.state === undefined ? [] : retarget(node.state);
    case "OnOutcome":
      return [drop(node, "outcome")];
    case "Say":
      return [...reword(node.text, "text"), drop(node, "step")];
    case "Ask":
      return reword(node.question, "text");
    case "Invalid":
      return reword(node.message, "text");
    case "Check":
      return [...reword(node.message, "text"), ...negate(node.condition)];
    case "Subtitle":
      return reword(node.text, "text");
    case "Media":
      return reword(node.caption, "text");
    case "Reply":
    case "Button":
    case "Card":
    case "Item":
      return reword(node.title, "title");
    case "SkipWhen":
    case "IfBranch":
      return negate(node.condition);
    case "Conditional":
      return negate(node.test);
    case "Set":
    case "Clear":
      return [drop(node, "set")];
    case "Route":
      return [...negate(node.when), drop(node, "route")];
    case "Attempts":
      return node.count === undefined ? [] : [replace(node.count, `${node.count.value + 1}`, "attempts")];
    case "SilenceTrigger":
    case "Timeout":
      return node.duration === undefined ? [] : [replace(node.duration, `${node.duration.value * 2}ms`, "duration")];
    case "Body":
    case "Query":
    case "Headers": {
      const object = node.kind === "Body" ? node.value : node.object;
      return object?.kind === "Object" ? object.entries.map((entry) => drop(withComma(entry), "request")) : [];
    }
    default:
      return [];
  }
}

/** The state after the one that is meant, of the same project, as it is written in the file; nothing where there is no other. */
function otherState(target: ast.Node, path: string, states: readonly StateSymbol[]): string | undefined {
  const flow = states.find((state) => state.path === path)?.flow;
  const meant =
    target.kind === "StateRef"
      ? states.findIndex((state) => state.name === target.name?.text && state.flow === (target.flow?.text ?? flow))
      : states.findIndex((state) => state.path === path);
  const other = states[(meant + 1) % states.length];
  if (other === undefined || states.length < 2) return undefined;
  return other.flow === flow ? other.name : writeStateName(other.flow, other.name);
}

function stringsIn(text: ast.Text | undefined): readonly ast.StringLiteral[] {
  if (text === undefined) return [];
  return [...text.alternatives, ...text.languages.flatMap(({ alternatives }) => alternatives)];
}

function shortened(text: string): string {
  return text.length <= 70 ? text : `${text.slice(0, 69)}…`;
}
