/**
 * What a dialog state does to memory on its own: which variables it may read before it has written them, and what is
 * surely written on each of its ways into other states. Where that cannot be told (after a `call`, behind a condition
 * that asks for the variable) it counts as written.
 */
import type * as ast from "../language/ast.ts";
import { children } from "../language/traverse.ts";
import type { FileIndex } from "./fileIndex.ts";
import type { VariableReference } from "./references.ts";
import { variableKey } from "./variables.ts";

/** The keys of what is surely written; `everything` where nobody can tell. */
export type Written = ReadonlySet<string> | "everything";

interface Exposed {
  readonly reference: VariableReference;
}

/** A way out of a state into another. */
interface WayOut {
  readonly ref: ast.StateRef;
  readonly written: Written;
}

export interface MemoryFlow {
  readonly reads: readonly Exposed[];
  readonly ways: readonly WayOut[];
}

const known = new WeakMap<FileIndex, Map<ast.Node, MemoryFlow>>();
const paths = new WeakMap<FileIndex, ReadonlyMap<ast.Node, VariableReference>>();

/** The memory flow of a state, from its first step on; read once for a file. */
export function memoryFlowOf(file: FileIndex, state: ast.State): MemoryFlow {
  return once(file, state, (walk) => walk.state(state));
}

/** The memory flow of a route that holds everywhere, when it takes the first input of a conversation. */
export function memoryFlowOfRoute(file: FileIndex, route: ast.Route): MemoryFlow {
  return once(file, route, (walk) => walk.route(route, new Set()));
}

function once(file: FileIndex, node: ast.Node, read: (walk: Walk) => void): MemoryFlow {
  const flows = known.get(file) ?? new Map<ast.Node, MemoryFlow>();
  known.set(file, flows);
  const before = flows.get(node);
  if (before !== undefined) return before;
  const walk = new Walk(referencesByNode(file));
  read(walk);
  const flow = { reads: walk.reads, ways: walk.ways };
  flows.set(node, flow);
  return flow;
}

function referencesByNode(file: FileIndex): ReadonlyMap<ast.Node, VariableReference> {
  const before = paths.get(file);
  if (before !== undefined) return before;
  const references = file.references.filter((reference) => reference.kind === "variable");
  const byNode = new Map<ast.Node, VariableReference>(references.map((reference) => [reference.node, reference]));
  paths.set(file, byNode);
  return byNode;
}

/** True if what is written holds the variable, what it stands in, or something that is stored in it. */
export function isWrittenIn(written: Written, key: string): boolean {
  if (written === "everything" || written.has(key)) return true;
  for (const one of written) if (key.startsWith(`${one}.`) || one.startsWith(`${key}.`)) return true;
  return false;
}

class Walk {
  readonly reads: Exposed[] = [];
  readonly ways: WayOut[] = [];
  readonly #references: ReadonlyMap<ast.Node, VariableReference>;
  /** What is offered and taken only when the state waits: with what was written when it was said. */
  #offered: (() => void)[] = [];
  #firstWait: Written | undefined;

  constructor(references: ReadonlyMap<ast.Node, VariableReference>) {
    this.#references = references;
  }

  state(state: ast.State): void {
    const items = state.body?.items ?? [];
    const end = this.#steps(
      items.filter((item) => item.kind !== "Route"),
      new Set(),
    );
    const waiting = this.#firstWait ?? end ?? "everything";
    this.#firstWait = waiting;
    for (let at = 0; at < this.#offered.length; at++) this.#offered[at]?.();
    for (const item of items) if (item.kind === "Route") this.route(item, waiting);
  }

  route(route: ast.Route, written: Written): void {
    this.#read(route.when, written);
    this.#block(route.block, this.#guarded(written, route.when));
  }

  /** What is written behind a list of steps; `undefined` where no way leads there. */
  #steps(steps: readonly ast.Step[], before: Written): Written | undefined {
    let written: Written | undefined = before;
    for (const step of steps) {
      written = this.#step(step, written);
      if (written === undefined) return undefined;
    }
    return written;
  }

  #block(block: ast.Block | undefined, before: Written): Written | undefined {
    return block === undefined ? before : this.#steps(block.steps, before);
  }

  #step(step: ast.Step, written: Written): Written | undefined {
    switch (step.kind) {
      case "Go":
        if (step.target?.kind === "StateRef") this.ways.push({ ref: step.target, written });
        return undefined;
      case "Call":
        if (step.state !== undefined) this.ways.push({ ref: step.state, written });
        return "everything";
      case "Set":
        this.#read(step.value, written);
        this.#readIndexes(step.target, written);
        return this.#plus(written, step.target);
      case "Ask":
        return this.#ask(step, written);
      case "Api":
        return this.#api(step, written);
      case "If":
        return this.#if(step, written);
      case "Match":
        return this.#match(step, written);
      case "Say":
        this.#read(step.text, written);
        this.#parts(step.parts, written, true);
        return written;
      default:
        this.#read(step, written);
        return written;
    }
  }

  #ask(step: ast.Ask, written: Written): Written {
    this.#firstWait ??= written;
    for (const item of step.items) if (item.kind === "SkipWhen") this.#read(item.condition, written);
    this.#read(step.question, written);
    for (const item of step.items) {
      if (item.kind === "Check") {
        this.#read(item.condition, written);
        this.#read(item.message, written);
      }
      if (item.kind === "Invalid") this.#read(item.message, written);
      if (item.kind === "Attempts" && item.go !== undefined) this.#step(item.go, written);
      if (item.kind === "Route") this.route(item, written);
    }
    this.#parts(step.items.filter(isPart), written, false);
    return this.#plus(written, step.target);
  }

  /** `later`: the replies of a `say` are taken when the state waits, those of an `ask` at once. */
  #parts(parts: readonly ast.Part[], written: Written, later: boolean): void {
    const block = (taken: ast.Block | undefined): void => {
      if (taken === undefined) return;
      if (!later) this.#block(taken, written);
      else this.#offered.push(() => void this.#block(taken, both(written, this.#firstWait ?? written)));
    };
    for (const part of parts) {
      if (part.kind === "Reply") {
        this.#read(part.title, written);
        this.#read(part.value, written);
        block(part.block);
      } else if (part.kind === "Button") {
        this.#button(part, written, block);
      } else if (part.kind === "Card" || part.kind === "Item") {
        this.#read(part.title, written);
        for (const item of part.items) {
          if (item.kind === "Button") this.#button(item, written, block);
          else this.#read(item, written);
        }
      } else this.#read(part, written);
    }
  }

  #button(button: ast.Button, written: Written, block: (taken: ast.Block | undefined) => void): void {
    this.#read(button.title, written);
    this.#read(button.open, written);
    this.#read(button.dial, written);
    block(button.block);
  }

  #api(step: ast.Api, written: Written): Written | undefined {
    this.#read(step.url, written);
    for (const item of step.items) if (item.kind !== "OnOutcome") this.#read(item, written);
    let saved = written;
    for (const item of step.items) if (item.kind === "Save") saved = this.#plus(saved, item.target);
    let stored = saved;
    for (const item of step.items) {
      if (item.kind === "SessionContract" && item.namespace !== undefined) {
        stored = plusKey(stored, variableKey("session", [item.namespace.text]));
      }
    }
    for (const item of step.items) {
      if (item.kind === "NextDialogstate") for (const ref of item.states) this.ways.push({ ref, written: stored });
      if (item.kind === "OnOutcome") this.#block(item.block, isFailure(item.outcome) ? saved : stored);
    }
    return stored;
  }

  #if(step: ast.If, before: Written): Written | undefined {
    let written = before;
    const ends: (Written | undefined)[] = [];
    for (const { condition, block } of step.branches) {
      this.#read(condition, written);
      written = this.#guarded(written, condition);
      ends.push(this.#block(block, written));
    }
    ends.push(this.#block(step.otherwise, written));
    return meet(ends);
  }

  #match(step: ast.Match, before: Written): Written | undefined {
    this.#read(step.subject, before);
    const written = this.#guarded(before, step.subject);
    const ends: (Written | undefined)[] = [];
    for (const { values, block } of step.arms) {
      for (const value of values) this.#read(value, written);
      ends.push(this.#block(block, written));
    }
    ends.push(this.#block(step.otherwise, written));
    return meet(ends);
  }

  /** Who asks for a variable in a condition knows that it may be unset. */
  #guarded(written: Written, condition: ast.Expr | undefined): Written {
    if (condition === undefined || written === "everything") return written;
    const keys = [...pathsIn(condition)].flatMap(({ path }) => this.#references.get(path)?.key ?? []);
    return keys.length === 0 ? written : both(written, new Set(keys));
  }

  #plus(written: Written, target: ast.Path | undefined): Written {
    const reference = target === undefined ? undefined : this.#references.get(target);
    return reference === undefined ? written : plusKey(written, reference.key);
  }

  #readIndexes(path: ast.Path | undefined, written: Written): void {
    for (const segment of path?.segments ?? []) if (segment.kind === "PathIndex") this.#read(segment.index, written);
  }

  #read(node: ast.Node | undefined, written: Written): void {
    if (node === undefined || written === "everything") return;
    for (const { path, mayBeUnset } of pathsIn(node)) {
      const reference = this.#references.get(path);
      if (mayBeUnset || reference === undefined || reference.access !== "read") continue;
      if (!isWrittenIn(written, reference.key)) this.reads.push({ reference });
    }
  }
}

function isPart(item: ast.AskItem): item is ast.Part {
  switch (item.kind) {
    case "Route":
    case "Check":
    case "Invalid":
    case "Attempts":
    case "SkipWhen":
      return false;
    default:
      return true;
  }
}

const FAILURES: ReadonlySet<string> = new Set(["failure", "timeout", "invalid", "4xx", "5xx"]);

function isFailure(outcome: ast.Outcome | undefined): boolean {
  return outcome === undefined || FAILURES.has(outcome.text) || Number(outcome.text) >= 400;
}

/** A state that writes more than this is not looked at any further. */
const MOST_WRITTEN = 300;

function plusKey(written: Written, key: string): Written {
  return written === "everything" || written.has(key) ? written : both(written, new Set([key]));
}

function both(a: Written, b: Written): Written {
  if (a === "everything" || b === "everything" || a.size + b.size > MOST_WRITTEN) return "everything";
  return new Set([...a, ...b]);
}

/** What is written on each of the ways that come together. */
function meet(ends: readonly (Written | undefined)[]): Written | undefined {
  let met: Written | undefined;
  for (const end of ends) {
    if (end === undefined) continue;
    if (met === undefined || met === "everything") met = end;
    else if (end !== "everything") met = new Set([...met].filter((key) => end.has(key)));
  }
  return met;
}

/** The paths below a node; `mayBeUnset` where `??` or a comparison with `null` takes the value. */
function* pathsIn(root: ast.Node): Generator<{ readonly path: ast.Path; readonly mayBeUnset: boolean }> {
  const open: { readonly node: ast.Node; readonly mayBeUnset: boolean }[] = [{ node: root, mayBeUnset: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, mayBeUnset } = next;
    if (node.kind === "Path") yield { path: node, mayBeUnset };
    const below = children(node);
    for (let at = below.length - 1; at >= 0; at--) {
      const child = below[at];
      if (child !== undefined) open.push({ node: child, mayBeUnset: toleratesUnset(node, child, mayBeUnset) });
    }
  }
}

function toleratesUnset(parent: ast.Node, child: ast.Node, inherited: boolean): boolean {
  switch (parent.kind) {
    case "Binary":
      if (parent.operator === "??") return child === parent.left || inherited;
      return (parent.operator === "==" || parent.operator === "!=") && (isNull(parent.left) || isNull(parent.right));
    case "Parenthesized":
      return inherited;
    case "Conditional":
      return child !== parent.test && inherited;
    case "Member":
    case "Index":
      return child === parent.object && inherited;
    default:
      return false;
  }
}

function isNull(expr: ast.Expr | undefined): boolean {
  let inner = expr;
  while (inner?.kind === "Parenthesized") inner = inner.expr;
  return inner?.kind === "Null";
}
