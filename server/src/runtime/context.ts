import type { EvaluationContext } from "../expressions/context.ts";
import { memberOf, type Value } from "../expressions/values.ts";
import { spendWork } from "./budget.ts";
import type { Draft } from "./draft.ts";
import { languageOf, scopeValue } from "./scopes.ts";

/** What the expressions of a flow see; `locals` are names that go before `session`, such as `value` in a `check`. */
export function contextOf(draft: Draft, locals: { readonly [name: string]: Value } = {}): EvaluationContext {
  const { program, environment } = draft;
  return {
    root: (name) => (Object.hasOwn(locals, name) ? locals[name] : scopeValue(draft.state, name)),
    member: (scope, name) => {
      if (scope === "secret") return Object.hasOwn(environment, name) ? environment[name] : undefined;
      const isLocale = scope === "session" && name === "locale" && !Object.hasOwn(locals, name);
      return isLocale ? memberOf(draft.state.memory.user, "language") : undefined;
    },
    stateId: (ref) => program.states.get(program.target(ref) ?? "")?.wireId ?? null,
    get language() {
      return userLanguage(draft);
    },
    now: draft.state.now,
    random: () => draft.random(),
    environment: (name) =>
      program.secrets.has(name) || !Object.hasOwn(environment, name) ? undefined : environment[name],
    spend: (characters) => spendWork(draft, characters),
    report: ({ code, message }) => draft.report(code, message),
  };
}

/** The user's language, else the bot's first. */
export function userLanguage(draft: Draft): string {
  return languageOf(draft.state, draft.program.bot?.languages[0] ?? "en");
}
