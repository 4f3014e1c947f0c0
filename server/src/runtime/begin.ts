import { evaluate } from "../expressions/evaluate.ts";
import { fromOutside } from "../expressions/fromOutside.ts";
import { isObject, memberOf, type ObjectValue, objectOf, type Value, withMembers } from "../expressions/values.ts";
import { contextOf } from "./context.ts";
import type { Draft } from "./draft.ts";
import { eventOf } from "./eventMembers.ts";
import { newActivation, newTemp, newWait, stateFrame } from "./frames.ts";
import { latestTime } from "./limits.ts";
import type { MachineState } from "./machineState.ts";
import { giveFirstValues, giveMissingValues, setScope, writePath } from "./memory.ts";
import type { Program } from "./program.ts";
import { seededRandom } from "./random.ts";
import { asScope, languageOf } from "./scopes.ts";
import { tellState } from "./states.ts";
import type { BeginOptions } from "./transition.ts";
import { beginWait } from "./waits.ts";

/** The state of a machine that has begun nothing yet. */
export function initialState(program: Program, options: BeginOptions): MachineState {
  const { conversation, user } = options;
  const now = Number.isFinite(options.now) ? Math.min(options.now, latestTime) : 0;
  const userMemory = asScope(fromOutside(options.userMemory ?? {}));
  const known = memberOf(userMemory, "language");
  const language = options.language ?? (typeof known === "string" ? known : (program.bot?.languages[0] ?? "en"));
  const empty = objectOf([]);
  return {
    status: "ended",
    isOver: true,
    conversation,
    conversations: 0,
    user,
    turn: 0,
    now,
    memory: {
      bot: asScope(fromOutside(options.botMemory ?? {})),
      user: objectOf([...Object.entries(userMemory), ["id", user], ["language", language]]),
      session: empty,
      temp: empty,
      event: eventOf(language, null),
    },
    input: null,
    isInputSensitive: false,
    queue: [],
    activation: { frames: [], flow: null, stay: 0, lastMessage: null },
    calls: [],
    wait: null,
    history: [],
    offers: [],
    stays: 0,
    contexts: {},
    pending: null,
    delayedUntil: null,
    requests: 0,
    turnRequests: 0,
    turnCharacters: 0,
    turnWork: 0,
    transitions: 0,
    failed: false,
    random: seededRandom(options.seed),
    sensitive: [],
    changed: [],
    lastCall: null,
    origin: {
      conversation,
      start: options.start ?? null,
      file: options.file ?? null,
      presets: options.presets ?? [],
    },
  };
}

/** Begins a conversation: its memory from `var`s and presets, no state yet. */
export function startConversation(draft: Draft): void {
  const { conversations, origin } = draft.state;
  const count = conversations + 1;
  draft.set({
    isOver: false,
    status: "running",
    conversations: count,
    conversation: count === 1 ? origin.conversation : `${origin.conversation}-${count}`,
    activation: newActivation(draft, stateFrame(draft, null), null),
  });
  const { conversation, user } = draft.state;
  const language = languageOf(draft.state, draft.program.bot?.languages[0] ?? "en");
  draft.emit({ type: "start", conversation, user, language });
  giveMissingValues(draft, "bot");
  giveMissingValues(draft, "user");
  setScope(draft, "session", objectOf([]));
  giveFirstValues(draft, "session");
  newTemp(draft);
  for (const name of origin.presets) usePreset(draft, name);
  takeGiven(draft);
  draft.set({ changed: [] });
}

/**
 * Puts what came along with a beginning or an input into memory; what is for a session waits until there is one. No step wrote it:
 * routes for changes have nothing to do.
 */
export function takeGiven(draft: Draft): void {
  const { user, session } = draft.given ?? {};
  if (user !== undefined) setScope(draft, "user", withMembers(draft.state.memory.user, user));
  if (session === undefined || draft.state.isOver) return;
  setScope(draft, "session", merged(draft.state.memory.session, session));
}

/** Members that are objects on both sides are merged, one level deep, as an API step stores its namespaces. */
function merged(session: ObjectValue, added: ObjectValue): ObjectValue {
  const members = Object.entries(added).map(([key, value]): readonly [string, Value] => {
    const old = memberOf(session, key);
    return [key, isObject(old) && isObject(value) ? withMembers(old, value) : value];
  });
  return withMembers(session, objectOf(members));
}

/** Writes the values of a preset. */
export function usePreset(draft: Draft, name: string): void {
  const preset = draft.program.presets.get(name);
  if (preset === undefined) {
    draft.report("bad-argument", `There is no preset \`${name}\` in this project.`);
    return;
  }
  for (const entry of preset.node.entries) writePath(draft, entry.path, evaluate(entry.value, contextOf(draft)));
}

/** Where a conversation starts: where the caller says, at `bot.start`, at `start` of the flow, at its first state. */
export function firstState(draft: Draft): string | null {
  const { program } = draft;
  const { start, file } = draft.state.origin;
  if (start !== null && program.states.has(start)) return start;
  if (program.bot?.start != null) return program.bot.start;
  const flows = [...program.flows.values()];
  const flow = flows.find((each) => each.file === file) ?? flows.find((each) => each.states.length > 0);
  const named = flow?.states.find((name) => program.states.get(name)?.plainName === "start");
  return named ?? flow?.states[0] ?? null;
}

/** Enters the first state; where the project has none, the conversation rests. */
export function enterFirstState(draft: Draft): void {
  const state = firstState(draft);
  if (state === null) {
    beginWait(draft, newWait(draft, "rest"));
    return;
  }
  const flow = draft.program.states.get(state)?.owner.flow ?? null;
  // The `temp` of the conversation's beginning, presets included, is that of its first flow.
  draft.set({ activation: { ...newActivation(draft, stateFrame(draft, state), flow) } });
  tellState(draft, null, "start");
}
