import type { Declaration } from "../language/ast.ts";
import type { Span } from "../language/spans.ts";
import type { FileIndex } from "../semantics/fileIndex.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import type { OutlineKind } from "./symbolKinds.ts";

/** A declaration of a file as it is called outside of it. */
export interface NamedDeclaration {
  readonly path: string;
  readonly node: Declaration;
  readonly kind: OutlineKind;
  /** Empty where it is still to be written. */
  readonly name: string;
  /** The name, or what a route waits for; inside of the declaration. */
  readonly selection: Span;
  /** Finds the declaration again in its file after edits: the key of its symbol, or which one of the routes it is. */
  readonly key: string;
}

/** The declaration of a file that an offset is in. */
export function declarationAt(index: ProjectIndex, path: string, offset: number): NamedDeclaration | undefined {
  const file = index.file(path);
  const declarations = file?.source.parsed.tree.declarations ?? [];
  const node = declarations.findLast(({ start, end }) => start <= offset && offset <= end);
  return file === undefined || node === undefined ? undefined : named(file, node);
}

/** The declaration of that key in a file; `undefined` where the file has it no more. */
export function declarationOf(index: ProjectIndex, path: string, key: string): NamedDeclaration | undefined {
  const file = index.file(path);
  const declarations = file?.source.parsed.tree.declarations ?? [];
  if (file === undefined) return undefined;
  const symbol = file.symbols.find((one) => one.key === key);
  const fits = ({ kind, start }: Declaration) =>
    symbol === undefined ? key.startsWith(`${kind}:`) : start === symbol.span.start;
  return declarations
    .filter(fits)
    .map((node) => named(file, node))
    .find((one) => one.key === key);
}

function named(file: FileIndex, node: Declaration): NamedDeclaration {
  const { path, parsed } = file.source;
  const symbol = file.symbols.find(
    (one) => one.span.start === node.start && one.kind !== "flow" && one.kind !== "language",
  );
  if (symbol !== undefined) {
    return { path, node, kind: symbol.kind, name: symbol.name, selection: symbol.nameAlone, key: symbol.key };
  }
  if (node.kind !== "RouteDeclaration") return { path, node, ...nameless(file, node) };
  const trigger = node.route.trigger ?? { start: node.start, end: node.start };
  const words = parsed.text.slice(trigger.start, trigger.end).replace(/\s+/g, " ");
  const selection = { start: trigger.start, end: trigger.end };
  return { path, node, ...nameless(file, node), kind: "route", name: `on ${words}`.trim(), selection };
}

function nameless({ source }: FileIndex, node: Declaration) {
  const alike = source.parsed.tree.declarations.filter(({ kind }) => kind === node.kind);
  const selection = { start: node.start, end: node.start };
  return { kind: "route" as const, name: "", selection, key: `${node.kind}:${alike.indexOf(node)}` };
}
