/** A value that is written out becomes a variable, declared with that value. */
import type * as ast from "../../language/ast.ts";
import { isPlainName, writeName } from "../../language/names.ts";
import type { Span } from "../../language/spans.ts";
import { varEdit } from "../../semantics/fixes/declareVariable.ts";
import type { FixEdit } from "../../semantics/fixes/fix.ts";
import { freeName } from "../../semantics/fixes/freeName.ts";
import { writeString } from "../../semantics/fixes/writeString.ts";
import { inCode } from "../../semantics/inCode.ts";
import { isKnownVariable } from "../../semantics/knownVariables.ts";
import { variableKey } from "../../semantics/variables.ts";
import type { Offer, Refactoring, RefactoringContext } from "./refactoring.ts";
import { isValue, nodeAt } from "./textPlaces.ts";

const SCOPES = ["session", "user", "bot"] as const;
const LITERALS = ["Number", "Duration", "Boolean", "String"] as const;

type Literal = Extract<ast.Node, { readonly kind: (typeof LITERALS)[number] }>;

export const extractVariable: Refactoring = {
  name: "extract-variable",
  kind: "refactor.extract",
  offers(context): readonly Offer[] {
    const found = valueAt(context) ?? wordsAt(context);
    if (found === undefined) return [];
    return SCOPES.map((scope) => {
      const name = nameFor(context, scope, found.name);
      const path = `${scope}.${writeName(name)}`;
      return {
        title: `Extract into variable ${inCode(path)}`,
        change: () => ({
          edits: [
            { path: context.path, start: found.start, end: found.end, text: found.write(path) },
            declaration(context, `var ${path} = ${found.value}`),
          ],
          named: { path: context.path, key: variableKey(scope, [name]) },
        }),
      };
    });
  },
};

/** What becomes a variable. */
interface Value extends Span {
  /** As it is written in the declaration. */
  readonly value: string;
  /** A name for it. */
  readonly name: string;
  /** What stands in its place, for a path. */
  readonly write: (path: string) => string;
}

/** A literal in an expression of a step. */
function valueAt({ file, selection }: RefactoringContext): Value | undefined {
  const found = nodeAt(file, selection, LITERALS);
  if (found === undefined) return undefined;
  const { node, around } = found;
  const [parent] = around;
  if (!isValue(node, parent) || !isComplete(node) || !around.some(runs)) return undefined;
  // A string that names a state or an intent is a reference: as a variable nothing could check it.
  if (file.references.some(({ span }) => span.start === node.start && span.end === node.end)) return undefined;
  const value = file.source.parsed.text.slice(node.start, node.end);
  if (value.includes("\n")) return undefined;
  return { start: node.start, end: node.end, value, name: nameOf(node, parent), write: (path) => path };
}

/** Tests and declarations are read before there is any memory, or are not about it. */
function runs(node: ast.Node): boolean {
  return node.kind === "State" || node.kind === "RouteDeclaration" || node.kind === "Route";
}

/** A text that prints values would print those of another moment as a variable. */
function isComplete(node: Literal): boolean {
  return node.kind !== "String" || node.parts.every(({ kind }) => kind === "Chunk");
}

/** Selected words of a text that is said. */
function wordsAt({ file, selection }: RefactoringContext): Value | undefined {
  const found = nodeAt(file, selection, ["Chunk"]);
  if (found === undefined || selection.start === selection.end) return undefined;
  const [literal, text, ...outer] = found.around;
  if (literal?.kind !== "String" || (text?.kind !== "Text" && text?.kind !== "LanguageText")) return undefined;
  const isSaid = !outer.some(({ kind }) => kind === "OneOfType" || kind === "EntityMember");
  const words = file.source.parsed.text.slice(selection.start, selection.end);
  if (!isSaid || !outer.some(runs) || /[\\"\r\n]/.test(words) || words.trim() === "") return undefined;
  if (file.source.parsed.text[selection.start - 1] === "\\") return undefined;
  return { ...selection, value: writeString(words), name: inCamelCase(words), write: (path) => `{${path}}` };
}

function nameOf(node: Literal, parent: ast.Node | undefined): string {
  if (parent?.kind === "ObjectEntry" && parent.key.kind === "Name" && isPlainName(parent.key.text))
    return parent.key.text;
  if (node.kind === "String")
    return inCamelCase(node.parts.map((part) => (part.kind === "Chunk" ? part.text : "")).join(""));
  return node.kind === "Number" ? "number" : node.kind === "Duration" ? "duration" : "flag";
}

const MOST_WORDS = 3;

/** The first words as one name. */
function inCamelCase(words: string): string {
  const found = words.match(/[\p{L}\p{Nd}]+/gu)?.slice(0, MOST_WORDS) ?? [];
  const name = found
    .map((word, at) => (at === 0 ? word.toLowerCase() : word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()))
    .join("");
  return isPlainName(name) ? name : "text";
}

/** The name, or the name with a number, that no variable of the scope has yet. */
function nameFor({ index }: RefactoringContext, scope: (typeof SCOPES)[number], name: string): string {
  return freeName(name, (candidate) => isKnownVariable(index, scope, [candidate]) || isUsed(index, scope, candidate));
}

function isUsed(index: RefactoringContext["index"], scope: (typeof SCOPES)[number], name: string): boolean {
  for (const _ of index.referencesBelow(variableKey(scope, [name]))) return true;
  return false;
}

function declaration({ file, path }: RefactoringContext, written: string): FixEdit {
  return { path, ...varEdit(file, written) };
}
