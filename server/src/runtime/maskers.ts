import { valueAt } from "../expressions/paths.ts";
import { maximumSensitive } from "./limits.ts";
import type { MachineState } from "./machineState.ts";
import { createMasker, leavesOf, type Masker } from "./masking.ts";
import type { Program } from "./program.ts";
import type { Environment } from "./transition.ts";

/** Gives the masker of a state; while nothing changes that is to be hidden it is the same one. */
export type Maskers = (state: MachineState) => Masker;

/**
 * The maskers of one machine: they hide the secrets that the program reads, what sensitive variables hold now (also
 * what they hold from an earlier conversation), what they held, and credentials that headers carried.
 */
export function createMaskers(program: Program, environment: Environment): Maskers {
  const secrets = [...program.secrets].map((name) => (Object.hasOwn(environment, name) ? environment[name] : "") ?? "");
  const paths = program.sensitive.map((dotted) => dotted.split("."));
  const fixed = createMasker(secrets);
  let latest: { readonly of: readonly unknown[]; readonly masker: Masker } | undefined;
  return ({ memory, sensitive, isInputSensitive, input }) => {
    if (paths.length === 0 && sensitive.length === 0 && !isInputSensitive) return fixed;
    const held = paths.map((path) => valueAt({ ...memory }, path) ?? null);
    const entities = isInputSensitive ? (memory.event["entities"] ?? null) : null;
    const of = [sensitive, isInputSensitive ? input : null, entities, ...held];
    if (latest?.of.every((each, i) => each === of[i])) return latest.masker;
    // What may be a mistyped answer to a sensitive question is masked where it stands alone, its parts too.
    const texts =
      isInputSensitive && (input?.type === "text" || input?.type === "tap") ? [input.text, input.text.trim()] : [];
    const alone = [...texts, ...leavesOf(entities)];
    const now = held.flatMap((value) => leavesOf(value).slice(0, maximumSensitive));
    const masker = createMasker([...secrets, ...sensitive, ...now], alone);
    latest = { of, masker };
    return masker;
  };
}
