import type { EvaluationContext } from "../expressions/context.ts";
import type { Report } from "../expressions/problems.ts";
import { memberOf, type Value } from "../expressions/values.ts";
import type { StateRef } from "../language/ast.ts";
import { spendWork } from "./budget.ts";
import type { Draft } from "./draft.ts";
import { languageOf, scopeValue } from "./scopes.ts";
import type { Environment } from "./transition.ts";

type Locals = { readonly [name: string]: Value };

const noLocals: Locals = {};

/** What the expressions of a flow see; `locals` are names that go before `session`, such as `value` in a `check`. */
export function contextOf(draft: Draft, locals?: Locals): EvaluationContext {
  return locals === undefined ? draft.context : new FlowContext(draft, locals);
}

/**
 * What expressions see of a draft, as it stands when they look. A class: an object with getters of its own has a shape of
 * its own, and one is made for each step of each conversation.
 */
export class FlowContext implements EvaluationContext {
  readonly #draft: Draft;
  readonly #locals: Locals;
  readonly report: Report;

  /** What goes wrong is told to the draft, or to `report`. */
  constructor(draft: Draft, locals: Locals = noLocals, report?: Report) {
    this.#draft = draft;
    this.#locals = locals;
    this.report = report ?? (({ code, message }) => draft.report(code, message));
  }

  get language(): string {
    return userLanguage(this.#draft);
  }

  get now(): number {
    return this.#draft.state.now;
  }

  root(name: string): Value | undefined {
    return Object.hasOwn(this.#locals, name) ? this.#locals[name] : scopeValue(this.#draft.state, name);
  }

  member(scope: string, name: string): Value | undefined {
    if (scope === "secret") return ownOf(this.#draft.environment, name);
    const isLocale = scope === "session" && name === "locale" && !Object.hasOwn(this.#locals, name);
    return isLocale ? memberOf(this.#draft.state.memory.user, "language") : undefined;
  }

  stateId(ref: StateRef): string | null {
    const { program } = this.#draft;
    return program.states.get(program.target(ref) ?? this.#nameOf(ref))?.wireId ?? null;
  }

  /** The full name in a reference that stands in no file, but in a watch or a condition: as in the flow that runs. */
  #nameOf({ flow, name }: StateRef): string {
    const { program, state } = this.#draft;
    const here = program.states.get(state.activation.frames.at(-1)?.state ?? "")?.owner.flow;
    return `${flow?.text ?? here ?? ""}.${name?.text ?? ""}`;
  }

  random(): number {
    return this.#draft.random();
  }

  environment(name: string): string | undefined {
    return this.#draft.program.secrets.has(name) ? undefined : ownOf(this.#draft.environment, name);
  }

  spend(characters: number): boolean {
    return spendWork(this.#draft, characters);
  }
}

function ownOf(environment: Environment, name: string): string | undefined {
  return Object.hasOwn(environment, name) ? environment[name] : undefined;
}

/** The user's language, else the bot's first. */
export function userLanguage(draft: Draft): string {
  return languageOf(draft.state, draft.program.bot?.languages[0] ?? "en");
}
