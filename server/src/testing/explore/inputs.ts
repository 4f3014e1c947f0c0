/** What a user, a channel or the clock may do while a conversation waits. */
import type * as ast from "../../language/ast.ts";
import type { UserInput } from "../../runtime/events.ts";
import type { MachineState } from "../../runtime/machineState.ts";
import type { Program, ProgramRoute } from "../../runtime/program.ts";
import { constantText } from "../../semantics/nameSpans.ts";
import { patternSample } from "./patternSample.ts";
import { gibberish, sampleAnswers, sampleAttachment, textsFor } from "./sampleAnswers.ts";

/** Time goes by, in milliseconds: what is due on the way happens. */
export interface Passing {
  readonly type: "wait";
  readonly ms: number;
}

/** Something that happens from outside while the conversation waits. */
export type Happening = UserInput | Passing;

/** All that is worth trying at this moment, without doubles, what the bot offers first. */
export function happenings(program: Program, state: MachineState): readonly Happening[] {
  const language = typeof state.memory.user["language"] === "string" ? state.memory.user["language"] : "en";
  const found: Happening[] = [];
  const { wait, offers, activation, isOver } = state;
  if (isOver) return [];
  const current = offers.filter(({ stay }) => stay === null || stay === activation.stay);
  for (const { title } of current) found.push({ type: "tap", text: title });
  const ask = wait?.kind === "ask" ? program.steps.get(wait.step ?? "")?.node : undefined;
  if (ask?.kind === "Ask") found.push(...sampleAnswers(ask, program, language));
  for (const route of holdingRoutes(program, state)) found.push(...triggersOf(route.node, program, language));
  found.push({ type: "text", text: gibberish });
  const seen = new Set<string>();
  return found.filter((each) => {
    const key = JSON.stringify(each);
    return !seen.has(key) && seen.add(key);
  });
}

/** The routes of the `ask`, the state and the whole project. */
function holdingRoutes(program: Program, { wait, activation }: MachineState): readonly ProgramRoute[] {
  const state = activation.frames.at(-1)?.state ?? null;
  const ask = `${wait?.step ?? ""}/route`;
  return [...program.routes.values()].filter(
    ({ id, owner }) => owner.state === null || (owner.state === state && (!isOfAsk(id) || id.startsWith(ask))),
  );
}

/** The routes of a state have its name before theirs; those of an `ask` the id of the step. */
function isOfAsk(id: string): boolean {
  return /#\d+\/route\d+$/.test(id);
}

function triggersOf({ trigger }: ast.Route, program: Program, language: string): readonly Happening[] {
  switch (trigger?.kind) {
    case "TextTrigger":
      return trigger.texts.flatMap((each) => {
        const text = each.kind === "Pattern" ? patternSample(each) : constantText(each);
        return text === undefined || text.trim() === "" ? [] : [{ type: "text", text } as const];
      });
    case "IntentTrigger": {
      const intent = program.intents.find(({ name }) => name === trigger.intent?.text);
      const phrase = intent === undefined ? undefined : phraseOf(intent.node, program, language);
      return phrase === undefined ? [] : [{ type: "text", text: phrase }];
    }
    case "EventTrigger": {
      const name = trigger.event === undefined ? undefined : constantText(trigger.event);
      return name === undefined ? [] : [{ type: "event", name }];
    }
    case "AttachmentTrigger":
      return [sampleAttachment];
    case "SilenceTrigger":
      return trigger.duration === undefined ? [] : [{ type: "wait", ms: trigger.duration.value }];
    default:
      return [];
  }
}

/** The first phrase of an intent in a language, with something for each of its marks. */
function phraseOf({ groups }: ast.Intent, program: Program, language: string): string | undefined {
  const first = program.bot?.languages[0];
  const own = groups.find((group) => (group.language?.text ?? first) === language) ?? groups[0];
  const [phrase] = own?.phrases ?? [];
  return phrase?.parts
    .map((part) => {
      if (part.kind === "Chunk") return part.text;
      const type = part.type ?? entityOf(part, program);
      return textsFor(type, program, language)[0] ?? "something";
    })
    .join("");
}

/** `{size}` alone is the entity `size` where there is one. */
function entityOf({ name }: ast.PhraseMark, program: Program): ast.TypeNode | undefined {
  if (name === undefined || !program.entities.has(name.text)) return undefined;
  return { kind: "EntityType", name, start: name.start, end: name.end };
}
