/**
 * Every reference of a file, in one walk over its tree. The walk keeps its own stack, because a chain of operators may
 * be deeper than the machine's; what a node means is said where its parent is visited, and a path that its parent has
 * taken as written is not read again.
 */
import type * as ast from "../language/ast.ts";
import { writeName } from "../language/names.ts";
import type { Span } from "../language/spans.ts";
import { pushChildren } from "../language/traverse.ts";
import { constantText, nameAlone, textAlone } from "./nameSpans.ts";
import type {
  JumpCause,
  NamedReference,
  Reference,
  StatePlace,
  VariableAccess,
  VariableReference,
  VariableWriter,
} from "./references.ts";
import { wireKey } from "./references.ts";
import { type StateSymbol, stateKey, symbolKey } from "./symbols.ts";
import { variableKey, variablePath } from "./variables.ts";

/** What holds for a node and all below it. */
interface Surroundings {
  readonly state: StateSymbol | undefined;
  readonly cause: JumpCause;
  readonly stateValue: "handed" | "value" | "compared";
  /** Names that are no variables here, such as `value` in a `check`. */
  readonly bound: ReadonlySet<string>;
}

const NOTHING_BOUND: ReadonlySet<string> = new Set();
const ANSWER_NAMES: ReadonlySet<string> = new Set(["value"]);
const REQUEST_NAMES: ReadonlySet<string> = new Set(["method", "path", "query", "headers", "body"]);
const ROW_NAMES: ReadonlySet<string> = new Set(["row"]);
const STATE_KEYS: ReadonlySet<string> = new Set(["nextDialogstate", "nextDialogstateId"]);

/** The file whose references are collected. */
interface CollectedFile {
  readonly tree: ast.FlowFile;
  readonly path: string;
  /** The name of its flow. */
  readonly flow: string;
  readonly states: ReadonlyMap<ast.State, StateSymbol>;
}

/**
 * The references of a file, ordered by their place. `onNode` is called for every node, in the order of the
 * file.
 */
export function collectReferences(file: CollectedFile, onNode: (node: ast.Node) => void): readonly Reference[] {
  return new Collector(file).collect(onNode);
}

/** A set that takes room only where something is in it: a file has thousands of parts, and most need none. */
class LazySet<T> {
  #items: Set<T> | undefined;

  add(item: T): void {
    this.#items ??= new Set<T>();
    this.#items.add(item);
  }

  has(item: T): boolean {
    return this.#items?.has(item) === true;
  }
}

/** In the order of their places: nearly always they were found so. */
function ordered(found: Reference[]): readonly Reference[] {
  const isOrdered = found.every((one, at) => {
    const before = found[at - 1];
    return before === undefined || byPlace(before, one) <= 0;
  });
  return isOrdered ? found : found.sort(byPlace);
}

function byPlace({ span: a }: Reference, { span: b }: Reference): number {
  return a.start - b.start || a.end - b.end;
}

class Collector {
  readonly #file: CollectedFile;
  readonly #found: Reference[] = [];
  readonly #written = new LazySet<ast.Path>();
  readonly #handed = new LazySet<ast.Node>();
  readonly #seeRequest = new LazySet<ast.Node>();
  #around: Surroundings = { state: undefined, cause: "go", stateValue: "value", bound: NOTHING_BOUND };

  constructor(file: CollectedFile) {
    this.#file = file;
  }

  collect(onNode: (node: ast.Node) => void): readonly Reference[] {
    const open: ast.Node[] = [this.#file.tree];
    const surroundings: Surroundings[] = [this.#around];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      this.#around = surroundings.pop() ?? this.#around;
      onNode(node);
      this.#visit(node);
      const before = open.length;
      pushChildren(open, node);
      if (open.length === before) continue;
      const below = this.#below(node);
      for (let at = before; at < open.length; at++) surroundings.push(below);
    }
    return ordered(this.#found);
  }

  /** What holds below a node. */
  #below(node: ast.Node): Surroundings {
    const around = this.#around;
    const jump = JUMP_CAUSES[node.kind];
    if (jump !== undefined) return { ...around, cause: jump };
    if (this.#handed.has(node)) return { ...around, stateValue: "handed" };
    if (this.#seeRequest.has(node)) return { ...around, bound: new Set([...around.bound, ...REQUEST_NAMES]) };
    switch (node.kind) {
      case "State":
        return { ...around, state: this.#file.states.get(node) };
      case "Binary":
        return COMPARISONS.has(node.operator) ? { ...around, stateValue: "compared" } : around;
      case "Check":
        return { ...around, bound: ANSWER_NAMES };
      case "Test":
        return node.each === undefined ? around : { ...around, bound: ROW_NAMES };
      default:
        return around;
    }
  }

  #visit(node: ast.Node): void {
    switch (node.kind) {
      case "Go":
        if (node.target?.kind === "StateRef") this.#state(node.target, "go", this.#around.cause);
        return;
      case "Call":
        this.#state(node.state, "call");
        return;
      case "NextDialogstate":
        for (const ref of node.states) this.#state(ref, "next");
        return;
      case "StateValue":
        this.#state(node.ref, this.#around.stateValue);
        return;
      case "BotState":
        this.#state(node.state, node.role);
        return;
      case "ExpectState":
        this.#state(node.state, "expect");
        return;
      case "Test":
        for (const preset of node.presets) this.#named("preset", preset);
        for (const language of node.languages) this.#named("language", language);
        this.#state(node.at, "at");
        return;
      case "MockRequest":
        for (const item of node.answers.flatMap((answer) => answer.items)) {
          if (item.kind === "Body") this.#seeRequest.add(item);
        }
        if (node.when !== undefined) this.#seeRequest.add(node.when);
        return;
      case "ExpectRequest":
        if (node.when !== undefined) this.#seeRequest.add(node.when);
        return;
      case "TestMock":
        this.#named("mock", node.name);
        return;
      case "ObjectEntry":
        if (STATE_KEYS.has(keyText(node.key) ?? "")) this.#wireStrings(node.value);
        return;
      case "Api":
        for (const part of [node.url, ...node.items.filter((item) => REQUEST_PARTS.has(item.kind))]) {
          if (part !== undefined) this.#handed.add(part);
        }
        this.#named("service", node.service);
        return;
      case "CallExpr":
        this.#named("function", node.callee);
        return;
      case "LanguageText":
      case "PhraseGroup":
        this.#named("language", node.language);
        return;
      case "IntentTrigger":
        if (node.intent !== undefined) this.#intent(node.intent, "route");
        return;
      case "Route":
        this.#context(node.context, "route");
        return;
      case "Context":
        this.#context(node.name, "set");
        return;
      case "EntityType":
        this.#entity(node.name, "type");
        return;
      case "PhraseMark":
        if (node.name !== undefined && node.type === undefined) this.#entity(node.name, "mark");
        return;
      case "Binary":
        if (isIntentName(node.left)) this.#comparedIntent(node.right);
        else if (isIntentName(node.right)) this.#comparedIntent(node.left);
        return;
      case "Match":
        if (isIntentName(node.subject)) {
          for (const value of node.arms.flatMap((arm) => arm.values)) this.#comparedIntent(value);
        }
        return;
      default:
        this.#visitVariable(node);
    }
  }

  #visitVariable(node: ast.Node): void {
    switch (node.kind) {
      case "Path":
        if (!this.#written.has(node) && !this.#around.bound.has(node.root.text)) this.#variable(node, "read");
        return;
      case "ChangeTrigger":
        this.#taken(node.path, "watch");
        return;
      case "Clear":
        this.#taken(node.target, "clear");
        return;
      case "Set":
        this.#taken(node.target, "write", "set");
        return;
      case "Ask":
        this.#taken(node.target, "write", "ask", node.type);
        return;
      case "Save":
        this.#taken(node.target, "write", "save");
        return;
      case "Var":
        this.#taken(node.path, "write", "var", node.type);
        return;
      case "PresetEntry":
        this.#taken(node.path, "write", "preset");
        return;
      case "SessionContract":
        if (node.namespace !== undefined) this.#contract(node.namespace, [], node.type);
        return;
      default:
        return;
    }
  }

  #state(ref: ast.StateRef | undefined, place: StatePlace, cause?: JumpCause): void {
    if (ref === undefined) return;
    if (ref.flow !== undefined) {
      const flow = {
        kind: "flow",
        key: symbolKey("flow", ref.flow.text),
        name: ref.flow.text,
        node: ref.flow,
      } as const;
      this.#found.push({ ...this.#at(ref.flow, nameAlone(ref.flow)), ...flow });
    }
    if (ref.name === undefined) return;
    const flow = ref.flow?.text ?? this.#file.flow;
    const key = stateKey(flow, ref.name.text);
    const base = this.#at(ref, nameAlone(ref.name));
    this.#found.push({ ...base, kind: "state", key, name: ref.name.text, place, cause, flow, node: ref });
  }

  #wireStrings(value: ast.Expr | undefined): void {
    for (const string of stringsOf(value)) {
      const text = constantText(string);
      if (text === undefined || text === "") continue;
      const flow = this.#around.state === undefined ? undefined : this.#file.flow;
      const place = this.#around.stateValue === "handed" ? "handed" : "value";
      const base = this.#at(string, textAlone(string));
      this.#found.push({ ...base, kind: "wire", key: wireKey(text), name: text, place, flow, node: string });
    }
  }

  #taken(path: ast.Path | undefined, access: VariableAccess, writer?: VariableWriter, type?: ast.TypeNode): void {
    if (path === undefined) return;
    this.#written.add(path);
    this.#variable(path, access, writer, type);
  }

  #variable(node: ast.Path, access: VariableAccess, writer?: VariableWriter, type?: ast.TypeNode): void {
    const { scope, names, nameAlone: alone } = variablePath(node);
    this.#found.push(this.#variableAt(node, alone, access, scope, names, writer, type));
  }

  #variableAt(
    node: ast.Path | ast.Name,
    alone: Span,
    access: VariableAccess,
    scope: VariableReference["scope"],
    names: readonly string[],
    writer: VariableWriter | undefined,
    type: ast.TypeNode | undefined,
  ): VariableReference {
    const name = names.at(-1) ?? scope;
    const key = variableKey(scope, names);
    return { ...this.#at(node, alone), kind: "variable", key, name, access, writer, scope, names, type, node };
  }

  /** The members that a `session` contract names, each as one that the response writes. */
  #contract(name: ast.Name, outer: readonly string[], type: ast.TypeNode | undefined): void {
    const names = [...outer, name.text];
    this.#found.push(this.#variableAt(name, nameAlone(name), "write", "session", names, "contract", type));
    if (type?.kind !== "ObjectType") return;
    for (const member of type.members) this.#contract(member.name, names, member.type);
  }

  #intent(node: ast.Name, place: "route"): void {
    const base = this.#at(node, nameAlone(node));
    this.#found.push({ ...base, kind: "intent", key: symbolKey("intent", node.text), name: node.text, place, node });
  }

  /** A name, or a list of names. */
  #comparedIntent(value: ast.Expr | undefined): void {
    const names = value?.kind === "List" ? value.items : [value];
    for (const name of names) if (name?.kind === "String") this.#comparedName(name);
  }

  #comparedName(node: ast.StringLiteral): void {
    const name = constantText(node);
    if (name === undefined || name === "") return;
    const base = this.#at(node, textAlone(node));
    this.#found.push({ ...base, kind: "intent", key: symbolKey("intent", name), name, place: "compared", node });
  }

  #entity(node: ast.Name, place: "type" | "mark"): void {
    const base = this.#at(node, nameAlone(node));
    this.#found.push({ ...base, kind: "entity", key: symbolKey("entity", node.text), name: node.text, place, node });
  }

  #context(node: ast.Name | undefined, place: "set" | "route"): void {
    if (node === undefined) return;
    const key = `context:${writeName(node.text)}`;
    this.#found.push({ ...this.#at(node, nameAlone(node)), kind: "context", key, name: node.text, place, node });
  }

  #named(kind: NamedReference["kind"], node: ast.Name | undefined): void {
    if (node === undefined) return;
    const key = kind === "function" ? `function:${node.text}` : symbolKey(kind, node.text);
    this.#found.push({ ...this.#at(node, nameAlone(node)), kind, key, name: node.text, node });
  }

  #at(span: Span, alone: Span) {
    return {
      path: this.#file.path,
      span: { start: span.start, end: span.end },
      nameAlone: alone,
      state: this.#around.state,
    };
  }
}

const JUMP_CAUSES: { readonly [kind in ast.NodeKind]?: JumpCause } = {
  Reply: "reply",
  Button: "button",
  Route: "route",
  OnOutcome: "outcome",
  Attempts: "attempts",
};

const REQUEST_PARTS: ReadonlySet<ast.NodeKind> = new Set<ast.NodeKind>(["Query", "Headers", "Body", "Form", "Auth"]);

const COMPARISONS: ReadonlySet<ast.BinaryOperator> = new Set<ast.BinaryOperator>([
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "contains",
  "matches",
]);

function keyText(key: ast.Name | ast.StringLiteral): string | undefined {
  return key.kind === "Name" ? key.text : constantText(key);
}

/** The strings that an expression may come to: itself, or the arms of a choice. */
function stringsOf(value: ast.Expr | undefined): readonly ast.StringLiteral[] {
  const strings: ast.StringLiteral[] = [];
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (next?.kind === "String") strings.push(next);
    else if (next?.kind === "Parenthesized") open.push(next.expr);
    else if (next?.kind === "Conditional") open.push(next.whenTrue, next.whenFalse);
    else if (next?.kind === "Binary" && next.operator === "??") open.push(next.left, next.right);
  }
  return strings;
}

function isIntentName(value: ast.Expr | undefined): boolean {
  if (value?.kind !== "Path") return false;
  const { scope, names } = variablePath(value);
  return scope === "event" && names.join(".") === "intent.name";
}
