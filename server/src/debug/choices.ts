/**
 * The ways that a conversation may take from where it stands, for somebody who chooses one without typing: the branches of a
 * condition, the outcomes of an API step, the replies and routes of a wait.
 */
import type * as ast from "../language/ast.ts";
import type { UserInput } from "../runtime/events.ts";
import type { Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { ProgramRoute, ProgramStep } from "../runtime/program.ts";
import type { LoadedProgram } from "./loadedProgram.ts";
import { nextStep } from "./positions.ts";
import type { AuthoredAnswer } from "./protocol.ts";

/**
 * One way. `branch`: into that block; `answer`: what the API step is answered with; `input`: what the user does; `route`: by
 * that route, whatever it says; `step`: as it is.
 */
export type Choice = { readonly label: string; readonly node?: ast.Node } & (
  | { readonly kind: "branch"; readonly block: string }
  | { readonly kind: "answer"; readonly answer: AuthoredAnswer }
  | { readonly kind: "input"; readonly input: UserInput }
  | { readonly kind: "route"; readonly route: string; readonly input: UserInput }
  | { readonly kind: "step" }
);

/** Characters of a label at most. */
const LABEL = 80;

/** The ways from here, in the order of the source; none where there is but one. */
export function choicesAt(loaded: LoadedProgram, machine: Machine, state: MachineState): readonly Choice[] {
  const { program } = loaded;
  if (state.status === "waiting")
    return [...offers(state), ...routes(loaded, machine, state), ...misses(machine, state)];
  const step = state.status === "calling" ? program.steps.get(state.pending?.step ?? "") : nextStep(program, state);
  switch (step?.node.kind) {
    case "If":
    case "Match":
      return branches(loaded, step, step.node);
    case "Api":
      return outcomes(loaded, step.node);
    case "Call":
      return [{ kind: "step", label: textOf(loaded, step.owner.file, step.node) }];
    default:
      return [];
  }
}

function branches(loaded: LoadedProgram, step: ProgramStep, node: ast.If | ast.Match): readonly Choice[] {
  const { id, owner } = step;
  const otherwise: Choice[] =
    node.otherwise === undefined ? [] : [{ kind: "branch", label: "else", block: `${id}/else`, node: node.otherwise }];
  const text = (span: ast.Node): string => textOf(loaded, owner.file, span);
  const inner: readonly Choice[] =
    node.kind === "If"
      ? node.branches.flatMap(({ condition, block }, i): Choice[] => {
          if (condition === undefined || block === undefined) return [];
          return [{ kind: "branch", label: `if ${text(condition)}`, block: `${id}/if${i}`, node: block }];
        })
      : node.arms.flatMap(({ values, block }, i): Choice[] => {
          if (block === undefined) return [];
          return [{ kind: "branch", label: values.map(text).join(", "), block: `${id}/arm${i}`, node: block }];
        });
  return [...inner, ...otherwise];
}

function outcomes({ program }: LoadedProgram, node: ast.Api): readonly Choice[] {
  const handled = node.items.flatMap((item) => (item.kind === "OnOutcome" ? [item] : []));
  const words = handled.flatMap(({ outcome }) => outcome?.text ?? []);
  const next = node.items
    .flatMap((item) => (item.kind === "NextDialogstate" ? item.states : []))
    .flatMap((ref): Choice[] => {
      const state = program.states.get(program.target(ref) ?? "");
      if (state === undefined) return [];
      const answer = { status: 200, body: { nextDialogstate: state.wireId } };
      return [{ kind: "answer", label: `nextDialogstate ${state.name}`, answer, node: state.node }];
    });
  const blocks = handled.flatMap(({ outcome, block }): Choice[] => {
    if (outcome === undefined) return [];
    const answer = answerFor(outcome.text, words);
    return [{ kind: "answer", label: `on ${outcome.text}`, answer, ...(block !== undefined && { node: block }) }];
  });
  const rest = (["success", "failure"] as const)
    .filter((word) => !words.includes(word))
    .map((word): Choice => ({ kind: "answer", label: word, answer: answerFor(word, words) }));
  return [...next, ...blocks, ...rest];
}

/** An answer that leads to the block for an outcome, and to no other one. */
function answerFor(outcome: string, words: readonly string[]): AuthoredAnswer {
  if (outcome === "timeout") return { fault: "timeout" };
  if (outcome === "invalid") return { fault: "malformed" };
  if (outcome === "failure") return { fault: "reset" };
  if (outcome === "success") return { status: free("2", words) };
  return { status: /^\dxx$/.test(outcome) ? free(outcome.charAt(0), words) : Number(outcome) };
}

/** A status of a class that has no block of its own. */
function free(digit: string, words: readonly string[]): number {
  const all = Array.from({ length: 100 }, (_, at) => Number(digit) * 100 + at);
  return all.find((status) => !words.includes(String(status))) ?? Number(digit) * 100;
}

function offers({ offers: all, activation }: MachineState): readonly Choice[] {
  const shown = new Map<string, Choice>();
  for (const { kind, title, value, stay } of all) {
    if (stay !== activation.stay) continue;
    const input: UserInput = value === null ? { type: "tap", text: title } : { type: "tap", text: title, value };
    shown.set(title, { kind: "input", label: `${kind} "${title}"`.slice(0, LABEL), input });
  }
  return [...shown.values()];
}

function routes(loaded: LoadedProgram, machine: Machine, state: MachineState): readonly Choice[] {
  const { program } = loaded;
  const here = state.activation.frames.at(-1)?.state ?? null;
  const own = [...program.routes.values()].filter(({ id }) => id.startsWith(`${state.wait?.step ?? " "}/route`));
  const ofState = program.states.get(here ?? "")?.routes ?? [];
  const global = [...(program.bot?.routes ?? []), ...[...program.flows.values()].flatMap((flow) => flow.routes)];
  return [...own, ...ofState, ...global].flatMap((route): Choice[] => {
    const input = route.block === null ? undefined : inputFor(loaded, route);
    const { trigger } = route.node;
    if (input === undefined || trigger === undefined) return [];
    const label = `on ${textOf(loaded, route.owner.file, trigger)}`.slice(0, LABEL);
    const takes = { label, node: route.node };
    return isTakenBy(machine, state, route, input)
      ? [{ ...takes, kind: "input", input }]
      : [{ ...takes, kind: "route", route: route.id, input }];
  });
}

/** Whether the input takes that route by itself. */
function isTakenBy(machine: Machine, state: MachineState, { place }: ProgramRoute, input: UserInput): boolean {
  const { events } = machine.accept(state, { type: "input", now: state.now, input });
  const match = events.find((event) => event.type === "match");
  return match !== undefined && JSON.stringify(match.source) === JSON.stringify(place);
}

/** What the user may do to take a route; `undefined` where it is nothing that the user does. */
function inputFor({ program }: LoadedProgram, { node: { trigger } }: ProgramRoute): UserInput | undefined {
  switch (trigger?.kind) {
    case "IntentTrigger": {
      const intent = program.intents.find(({ name }) => name === trigger.intent?.text);
      const phrase = intent?.node.groups[0]?.phrases[0];
      return { type: "text", text: plainText(phrase?.parts ?? []) };
    }
    case "TextTrigger": {
      const text = trigger.texts.find((one) => one.kind === "String");
      return { type: "text", text: text?.kind === "String" ? plainText(text.parts) : "" };
    }
    case "EventTrigger":
      return { type: "event", name: plainText(trigger.event?.parts ?? []) };
    case "AttachmentTrigger":
      return { type: "attachment", data: { type: "image", url: "https://example.com/image.png", name: "image.png" } };
    case "SilenceTrigger":
      return { type: "silence", ms: trigger.duration?.value ?? 0 };
    case "AnyTrigger":
      return { type: "text", text: "…" };
    case "ChangeTrigger":
    case undefined:
      return undefined;
  }
}

/** What nothing in the flow takes, where that can be said by an odd word. */
function misses(machine: Machine, state: MachineState): readonly Choice[] {
  const input: UserInput = { type: "text", text: "…" };
  const { events } = machine.accept(state, { type: "input", now: state.now, input });
  const isMissed = events.some(
    (event) =>
      (event.type === "match" && event.kind === "fallback") ||
      (event.type === "report" && event.code === "not-understood"),
  );
  return isMissed ? [{ kind: "input", label: "not understood", input }] : [];
}

function plainText(parts: readonly (ast.Node & { readonly text?: string })[]): string {
  return parts.map((part) => (part.kind === "Chunk" ? (part.text ?? "") : "…")).join("");
}

function textOf({ sources }: LoadedProgram, file: string, { start, end }: { start: number; end: number }): string {
  const text = (sources.get(file)?.text.slice(start, end) ?? "").replaceAll(/\s+/g, " ");
  return text.length <= LABEL ? text : `${text.slice(0, LABEL - 1)}…`;
}
