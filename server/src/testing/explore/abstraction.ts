/**
 * When two moments of a conversation are taken for the same: where it stands, what it offers, and what its memory comes to.
 * Of values counts what the program could tell apart by its own constants; so the moments are few, and each is looked at once.
 */
import { isList, isObject, type Value } from "../../expressions/values.ts";
import type { MachineState, SuspendedActivation, WaitPoint } from "../../runtime/machineState.ts";
import type { Program } from "../../runtime/program.ts";
import { type ProgramConstants, programConstants } from "./programConstants.ts";

/** A text that two moments share if they are taken for the same. */
export function momentKey(state: MachineState, program: Program): string {
  const constants = programConstants(program);
  const { memory, activation, wait, offers, calls, contexts, turn, status, history, pending, failed } = state;
  const shown = offers.filter(({ stay }) => stay === null || stay === activation.stay).map(({ title }) => title);
  return JSON.stringify([
    status,
    activation.frames.map(({ position, end, isGlobal }) => [position.block, position.index, end.kind, isGlobal]),
    wait === null ? null : [wait.kind, wait.step, countedMisses(wait, program), wait.silenced],
    calls.map(callKey),
    shown,
    Object.entries(contexts).flatMap(([name, last]) => (last >= turn ? [[name, last - turn]] : [])),
    history.at(-1)?.state ?? null,
    pending?.step ?? null,
    failed,
    valueKey(memory.session, constants, 0),
    valueKey(memory.temp, constants, 0),
    valueKey(memory.user, constants, 0),
    valueKey(memory.bot, constants, 0),
    status === "calling" ? valueKey(memory.event["payload"] ?? null, constants, 0) : null,
  ]);
}

/** Where a conversation stands in its program, whatever its memory holds. */
export function placeOf({ status, activation, calls, pending }: MachineState): string {
  const positions = activation.frames.map(({ position }) => `${position.block}#${position.index}`);
  return [status, ...positions, calls.length, pending?.step ?? ""].join(" ");
}

/** Misses that lead somewhere else sooner or later; others say other words at most. */
function countedMisses({ step, misses }: WaitPoint, program: Program): number {
  const node = program.steps.get(step ?? "")?.node;
  return node?.kind === "Ask" && node.items.some(({ kind }) => kind === "Attempts") ? misses : 0;
}

function callKey({ frames, temp }: SuspendedActivation): unknown {
  return [frames.map(({ position }) => [position.block, position.index]), Object.keys(temp)];
}

const deepest = 4;

function valueKey(value: Value, constants: ProgramConstants, depth: number): unknown {
  if (typeof value === "string") return value === "" || constants.texts.has(value) ? value : "…";
  if (typeof value === "number") return numberKey(value, constants.numbers);
  if (isList(value))
    return ["list", Math.min(value.length, 2), depth < deepest ? valueKey(value[0] ?? null, constants, depth + 1) : 0];
  if (!isObject(value)) return value;
  if (depth >= deepest) return "object";
  const names = Object.keys(value).sort();
  return names.map((name) => [name, valueKey(value[name] ?? null, constants, depth + 1)]);
}

/** Between which two constants of the program a number lies, or which of them it is. */
function numberKey(value: number, numbers: readonly number[]): string {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return numbers[low] === value ? `=${low}` : `<${low}`;
}
