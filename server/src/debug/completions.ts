/** What may follow in the debug console: members of memory, functions, commands and their arguments. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { functions } from "../expressions/functions.ts";
import { isObject, type Value } from "../expressions/values.ts";
import { isPlainName } from "../language/names.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { Program } from "../runtime/program.ts";
import { writeStateName } from "../semantics/symbols.ts";
import { commandHelp } from "./consoleCommands.ts";
import { memberExpression } from "./variables.ts";

export interface CompletionParts {
  readonly program: Program;
  readonly state: MachineState;
  /** The value of an expression as it may be shown; `null` where it has none. */
  readonly look: (expression: string) => Value;
}

const scopes = ["session", "temp", "user", "bot", "event", "conversation"];
const TRAIL = /(?:[\p{L}_][\p{L}\p{N}\p{M}_]*|\.|\[\d+\]|\["[^"]*"\])+$/u;

/** What may stand at the end of the text before the cursor. `start` counts from 0. */
export function completionsAt(before: string, parts: CompletionParts): readonly DebugProtocol.CompletionItem[] {
  const command = /^\s*(\/\S*)(\s+)?/.exec(before);
  if (command !== null) return commandCompletions(before, command[1] ?? "", command[2] === undefined, parts);
  const trail = TRAIL.exec(before)?.[0] ?? "";
  const dot = trail.lastIndexOf(".");
  const [owner, typed] = dot < 0 ? [undefined, trail] : [trail.slice(0, dot), trail.slice(dot + 1)];
  return owner === undefined ? names(before, typed, parts) : members(before, owner, typed, parts);
}

function commandCompletions(
  before: string,
  name: string,
  isName: boolean,
  { program, state }: CompletionParts,
): readonly DebugProtocol.CompletionItem[] {
  if (isName) {
    const start = before.indexOf("/");
    return fitting(
      commandHelp.map((one) => ({ label: one.name, detail: one.does, type: "keyword" as const })),
      before.slice(start),
      start,
    );
  }
  const typed = /\S*$/.exec(before.slice(name.length))?.[0] ?? "";
  const start = before.length - typed.length;
  switch (name) {
    case "/go":
      return fitting(
        statesFor(program, state).map((label) => ({ label, type: "function" as const })),
        typed,
        start,
      );
    case "/preset":
      return fitting(
        [...program.presets.keys()].map((label) => ({ label, type: "value" as const })),
        typed,
        start,
      );
    case "/tap": {
      const text = before.replace(/^\s*\/tap\s+/, "");
      const titles = [...new Set(state.offers.map(({ title }) => title))];
      return fitting(
        titles.map((label) => ({ label, type: "value" as const })),
        text,
        before.length - text.length,
      );
    }
    case "/event":
      return fitting(
        eventsOf(program).map((label) => ({ label, type: "value" as const })),
        typed,
        start,
      );
    default:
      return [];
  }
}

/** The states of the current flow by their plain names, and all by their full ones. */
function statesFor({ states }: Program, { activation }: MachineState): readonly string[] {
  const flow = states.get(activation.frames.at(-1)?.state ?? "")?.owner.flow;
  const all = [...states.values()];
  const own = all.filter(({ owner }) => owner.flow === flow).map(({ plainName }) => plainName);
  return [...own, ...all.map(({ owner, plainName }) => writeStateName(owner.flow, plainName))];
}

/** Names of the events that some route waits for. */
function eventsOf({ routes }: Program): readonly string[] {
  const found = [...routes.values()].flatMap(({ node: { trigger } }) =>
    trigger?.kind === "EventTrigger" && trigger.event !== undefined
      ? [trigger.event.parts.map((part) => (part.kind === "Chunk" ? part.text : "")).join("")]
      : [],
  );
  return [...new Set(found)].sort();
}

function names(before: string, typed: string, { look }: CompletionParts): readonly DebugProtocol.CompletionItem[] {
  return fitting(
    [
      ...keysOf(look("session"))
        .filter(isPlainName)
        .map((label) => ({ label, type: "variable" as const })),
      ...scopes.map((label) => ({ label, type: "module" as const })),
      ...[...functions.keys()].map((label) => ({ label, text: `${label}(`, type: "function" as const })),
    ],
    typed,
    before.length - typed.length,
  );
}

function members(
  before: string,
  owner: string,
  typed: string,
  { look }: CompletionParts,
): readonly DebugProtocol.CompletionItem[] {
  const start = before.length - typed.length;
  const value = owner === "conversation" ? { id: "", state: "" } : look(owner);
  return keysOf(value)
    .filter((key) => key.toLowerCase().startsWith(typed.toLowerCase()))
    .map((key) => {
      if (isPlainName(key)) return { label: key, type: "property" as const, start, length: typed.length };
      // A name that cannot stand behind a dot takes the dot with it.
      const text = (memberExpression(owner, key) ?? key).slice(owner.length);
      return { label: key, text, type: "property" as const, start: start - 1, length: typed.length + 1 };
    });
}

function keysOf(value: Value): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function fitting(
  items: readonly DebugProtocol.CompletionItem[],
  typed: string,
  start: number,
): readonly DebugProtocol.CompletionItem[] {
  return items
    .filter(({ label }) => label.toLowerCase().startsWith(typed.toLowerCase()))
    .map((item) => ({ ...item, start, length: typed.length }));
}
