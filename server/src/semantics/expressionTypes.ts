/**
 * The kinds of the expressions of a file, as far as they can be told before it runs. Operators are read from the
 * innermost on, so that a chain of any length costs one look at each of its links.
 */
import { countBefore } from "../base/bisect.ts";
import { functions } from "../expressions/functions.ts";
import type * as ast from "../language/ast.ts";
import type { FileIndex } from "./fileIndex.ts";
import { nodesOf } from "./nodesOf.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import type { VariableReference } from "./references.ts";
import { eitherKind, kindNamed, kindOfType, type StaticKind } from "./staticTypes.ts";
import { variableKind } from "./variableTypes.ts";

/** The kind of an expression of one file. */
export type KindOf = (expr: ast.Expr | undefined) => StaticKind;

/** Deeper than this nothing is told: brackets in brackets, choices in choices. */
const DEEPEST = 100;

const known = new WeakMap<ProjectIndex, Map<FileIndex, KindOf>>();

/** The kinds of the expressions of a file; read once for a state of the project. */
export function kindsIn(index: ProjectIndex, file: FileIndex): KindOf {
  const files = known.get(index) ?? new Map<FileIndex, KindOf>();
  known.set(index, files);
  const kinds = files.get(file) ?? readKinds(index, file);
  files.set(file, kinds);
  return kinds;
}

function readKinds(index: ProjectIndex, file: FileIndex): KindOf {
  const operators = new Map<ast.Expr, StaticKind>();
  const kindOf = new Kinds(index, file, operators);
  const links = [...nodesOf(file, "Binary")].reverse();
  for (const link of links) operators.set(link, kindOf.ofBinary(link, 0));
  return (expr) => kindOf.of(expr, 0);
}

class Kinds {
  readonly #index: ProjectIndex;
  readonly #operators: ReadonlyMap<ast.Expr, StaticKind>;
  readonly #variables: ReadonlyMap<ast.Node, VariableReference>;
  readonly #variableKinds = new Map<string, StaticKind>();
  /** In the order of the file; one never stands in another. */
  readonly #checks: readonly { readonly check: ast.Check; readonly type: ast.TypeNode | undefined }[];

  constructor(index: ProjectIndex, file: FileIndex, operators: ReadonlyMap<ast.Expr, StaticKind>) {
    this.#index = index;
    this.#operators = operators;
    const variables = file.references.filter((reference) => reference.kind === "variable");
    this.#variables = new Map(variables.map((reference) => [reference.node, reference]));
    this.#checks = [...nodesOf(file, "Ask")]
      .flatMap(({ items, type }) => items.filter((item) => item.kind === "Check").map((check) => ({ check, type })))
      .sort((a, b) => a.check.start - b.check.start);
  }

  of(expr: ast.Expr | undefined, depth: number): StaticKind {
    if (expr === undefined || depth > DEEPEST) return "unknown";
    switch (expr.kind) {
      case "Number":
      case "Duration":
        return "number";
      case "Boolean":
        return "boolean";
      case "Null":
        return "nothing";
      case "String":
      case "StateValue":
        return "text";
      case "Pattern":
        return "pattern";
      case "List":
        return "list";
      case "Object":
        return "object";
      case "Path":
        return this.#ofPath(expr);
      case "CallExpr": {
        const result = functions.get(expr.callee.text)?.result;
        return result === undefined ? "unknown" : kindNamed(result);
      }
      case "Unary":
        return expr.operator === "not" ? "boolean" : "number";
      case "Binary":
        return this.#operators.get(expr) ?? "unknown";
      case "Conditional":
        return eitherKind(this.of(expr.whenTrue, depth + 1), this.of(expr.whenFalse, depth + 1));
      case "Parenthesized":
        return this.of(expr.expr, depth + 1);
      case "Member":
      case "Index":
        return "unknown";
    }
  }

  ofBinary(expr: ast.Binary, depth: number): StaticKind {
    switch (expr.operator) {
      case "+": {
        const left = this.of(expr.left, depth + 1);
        const right = this.of(expr.right, depth + 1);
        if (left === "text" || right === "text") return "text";
        return left === "number" && right === "number" ? "number" : "unknown";
      }
      case "-":
      case "*":
      case "/":
      case "%":
        return "number";
      case "??":
        return eitherKind(this.of(expr.left, depth + 1), this.of(expr.right, depth + 1));
      default:
        return "boolean";
    }
  }

  #ofPath(path: ast.Path): StaticKind {
    const reference = this.#variables.get(path);
    if (reference === undefined) return this.#ofAnswer(path);
    // What stands in a list, or under a name known only at run time, may be anything.
    if (path.segments.some(({ kind }) => kind === "PathIndex")) return "unknown";
    const kind = this.#variableKinds.get(reference.key) ?? variableKind(this.#index, reference);
    this.#variableKinds.set(reference.key, kind);
    return kind;
  }

  /** `value` in a `check` is the answer, of the type that its `ask` asks for. */
  #ofAnswer({ root, segments, start, end }: ast.Path): StaticKind {
    if (root.text !== "value" || segments.length > 0) return "unknown";
    const found = this.#checks[countBefore(this.#checks, start + 1, ({ check }) => check.start) - 1];
    return found === undefined || found.check.end < end ? "unknown" : kindOfType(this.#index, found.type);
  }
}
