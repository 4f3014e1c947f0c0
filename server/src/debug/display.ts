/**
 * Evaluates what is shown: watches, hovers, the console, log messages. Secrets and sensitive values are hidden before
 * the expression sees them and not only in its result, because a part of a secret, or its capital letters, would no
 * longer look like it. Conditions of breakpoints, of which nothing is shown, see the real values instead.
 */
import type { Expr, Node } from "../language/ast.ts";
import { visit } from "../language/traverse.ts";
import { createMachine, type Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import { maskedMemory } from "../runtime/maskedMemory.ts";
import { masked } from "../runtime/masking.ts";
import type { Program } from "../runtime/program.ts";
import type { Environment } from "../runtime/transition.ts";
import type { Evaluation } from "./evaluation.ts";

/** The value of an expression as it may be seen; changes nothing. */
export type Display = (state: MachineState, expression: Expr) => Evaluation;

/** Shows what the machine of this program and environment knows. */
export function createDisplay(program: Program, environment: Environment, machine: Machine): Display {
  const names = Object.keys(environment);
  const hiding = (hides: (name: string) => boolean): Machine =>
    createMachine(
      program,
      Object.fromEntries(names.map((name) => [name, hides(name) ? masked : (environment[name] ?? "")])),
    );
  const plain = hiding((name) => program.secrets.has(name));
  // An expression can name a secret that the program does not.
  const secretive = hiding(() => true);
  return (state, expression) => {
    const shown = { ...state, memory: maskedMemory(machine, state) };
    const { value, problem } = (readsSecret(expression) ? secretive : plain).evaluate(shown, expression);
    return { value: machine.mask(state, value), problem };
  };
}

function readsSecret(expression: Expr): boolean {
  let found = false;
  visit(expression, (node: Node) => {
    if (node.kind === "Path" && node.root.text === "secret") found = true;
    return !found;
  });
  return found;
}
