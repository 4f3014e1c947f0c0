/**
 * What became of the states, blocks and steps of a program in an edited one. A dialog state is itself by its full name,
 * else by its wire id, else by its name in its file; inside of it a step is itself by what it says, else by its heart, else by its number. Where the
 * program of before is not known, names and numbers are all there is.
 */
import type * as ast from "../../language/ast.ts";
import type { Program, ProgramState, ProgramStep } from "../program.ts";

/** Finds what stands in an edited program for something of the one before; `undefined` where nothing does. */
export interface Identity {
  /** By full name. */
  state(name: string): string | undefined;
  flow(name: string): string | undefined;
  /** By the id of the block. */
  block(id: string): string | undefined;
  /** By the id of the step. */
  step(id: string): ProgramStep | undefined;
  /** By the id of the route. */
  route(id: string): string | undefined;
}

/** The identities between two programs; without the one before, ids mean what they say. */
export function identityOf(to: Program, from: Program | null): Identity {
  return from === null ? sameIds(to) : new Edited(from, to);
}

function sameIds(to: Program): Identity {
  return {
    state: (name) => (to.states.has(name) ? name : stateWithId(to, name)),
    flow: (name) => (to.flows.has(name) ? name : undefined),
    block: (id) => (to.blocks.has(id) ? id : undefined),
    step: (id) => to.steps.get(id),
    route: (id) => (to.routes.has(id) ? id : undefined),
  };
}

/**
 * The full name of the state that backends know by an id. A state without an `id` is known by its full name, so that who renames
 * it and keeps that name as its `id` still means the same state.
 */
function stateWithId({ states }: Program, id: string): string | undefined {
  return [...states.values()].find(({ wireId }) => wireId === id)?.name;
}

/** The two parts of the id of a block in something else: what it is in, and the word and number of its kind. */
const innerBlock = /^(?<container>.*)\/(?<kind>[a-z]+)(?<number>\d*)$/s;
const stepId = /^(?<block>.*)#(?<index>\d+)$/s;

class Edited implements Identity {
  readonly #from: Program;
  readonly #to: Program;
  /** Full names of the states before, by the id of their block. */
  readonly #bodies: ReadonlyMap<string, string>;
  readonly #blocks = new Map<string, string | undefined>();

  constructor(from: Program, to: Program) {
    this.#from = from;
    this.#to = to;
    this.#bodies = new Map([...from.states.values()].map(({ block, name }) => [block, name]));
  }

  state(name: string): string | undefined {
    if (this.#to.states.has(name)) return name;
    const before = this.#from.states.get(name);
    return before === undefined ? undefined : (stateWithId(this.#to, before.wireId) ?? this.#inRenamedFlow(before));
  }

  /** The state of the same plain name where only the flow of its file is called otherwise. */
  #inRenamedFlow({ plainName, owner }: ProgramState): string | undefined {
    const flow = [...this.#to.flows.values()].find(({ file }) => file === owner.file);
    return flow?.states.find((name) => this.#to.states.get(name)?.plainName === plainName);
  }

  flow(name: string): string | undefined {
    if (this.#to.flows.has(name)) return name;
    const file = this.#from.flows.get(name)?.file;
    return [...this.#to.flows.values()].find((flow) => flow.file === file)?.name;
  }

  block(id: string): string | undefined {
    if (!this.#blocks.has(id)) this.#blocks.set(id, this.#findBlock(id));
    return this.#blocks.get(id);
  }

  route(id: string): string | undefined {
    const found = this.block(id);
    return found !== undefined && this.#to.routes.has(found) ? found : undefined;
  }

  step(id: string): ProgramStep | undefined {
    const before = this.#from.steps.get(id);
    const block = before === undefined ? undefined : this.block(before.block);
    const steps = this.#to.blocks.get(block ?? "")?.steps ?? [];
    if (before === undefined) return undefined;
    const nearest = (is: (step: ProgramStep) => boolean): ProgramStep | undefined =>
      steps
        .filter(is)
        .toSorted((a, b) => Math.abs(a.index - before.index) - Math.abs(b.index - before.index))
        .at(0);
    return (
      nearest(({ node }) => written(node) === written(before.node)) ??
      nearest(({ node }) => isAlike(node, before.node)) ??
      steps.find(({ node, index }) => index === before.index && node.kind === before.node.kind && node.kind !== "Ask")
    );
  }

  #findBlock(id: string): string | undefined {
    const name = this.#bodies.get(id);
    if (name !== undefined) return this.#to.states.get(this.state(name) ?? "")?.block;
    const { container, kind, number } = innerBlock.exec(id)?.groups ?? {};
    if (container === undefined || kind === undefined) return undefined;
    const holder = this.#container(container);
    if (holder === undefined) return undefined;
    const candidates = this.#blocksIn(`${holder}/${kind}`);
    const words = this.#wordsOf(this.#from, id);
    const place = Number(number);
    const same = candidates
      .filter((each) => this.#wordsOf(this.#to, each.id) === words)
      .toSorted((a, b) => Math.abs(a.place - place) - Math.abs(b.place - place));
    return (same[0] ?? candidates.find((each) => each.place === place))?.id;
  }

  /** What holds a block: the body of a state, a step, a file or the bot of a file. */
  #container(id: string): string | undefined {
    if (this.#bodies.has(id)) return this.block(id);
    if (stepId.test(id) && this.#from.steps.has(id)) return this.step(id)?.id;
    if (this.#from.bot !== null && id === `${this.#from.bot.file}/bot`) {
      return this.#to.bot === null ? undefined : `${this.#to.bot.file}/bot`;
    }
    const flow = [...this.#from.flows.values()].find(({ file }) => file === id)?.name;
    return flow === undefined ? undefined : this.#to.flows.get(this.flow(flow) ?? "")?.file;
  }

  #blocksIn(start: string): readonly { readonly id: string; readonly place: number }[] {
    return [...this.#to.blocks.keys()].flatMap((id) => {
      const rest = id.startsWith(start) ? id.slice(start.length) : "none";
      return /^\d*$/.test(rest) ? [{ id, place: Number(rest) }] : [];
    });
  }

  #wordsOf(program: Program, block: string): string {
    const route = program.routes.get(block);
    if (route !== undefined) return written(route.node);
    return (program.blocks.get(block)?.steps ?? []).map(({ node }) => written(node)).join("\n");
  }
}

/** Whether two steps of one kind have the same heart: what is asked for, said, called or decided. */
function isAlike(a: ast.Step, b: ast.Step): boolean {
  const [one, other] = [heartOf(a), heartOf(b)];
  return a.kind === b.kind && one !== undefined && other !== undefined && written(one) === written(other);
}

function heartOf(step: ast.Step): ast.Node | undefined {
  switch (step.kind) {
    case "Ask":
    case "Set":
      return step.target;
    case "Say":
      return step.text;
    case "Api":
      return step.url;
    case "If":
      return step.branches[0]?.condition;
    case "Match":
      return step.subject;
    default:
      return undefined;
  }
}

const known = new WeakMap<ast.Node, string>();

/** What a node says, wherever it stands in its file. */
function written(node: ast.Node): string {
  const found = known.get(node);
  if (found !== undefined) return found;
  const text = JSON.stringify(node, (key, value: unknown) => (key === "start" || key === "end" ? undefined : value));
  known.set(node, text);
  return text;
}
