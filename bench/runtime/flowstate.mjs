/** Flowstate on the conversation of five turns: greet, name, amount, branch, end. */
import { parse } from "../../server/src/language/parse.ts";
import { compile } from "../../server/src/runtime/compile.ts";
import { createMachine } from "../../server/src/runtime/machine.ts";
import { createProjectIndex } from "../../server/src/semantics/projectIndex.ts";

const source = `
flow transfer

bot transfers {
  start transfer.greet
}

state greet {
  say "Hello." {
    reply "Hi" -> name
  }
}

state name {
  ask session.name as text "What is your name?"
  -> amount
}

state amount {
  ask session.amount as number "How much, {session.name}?"
  -> branch
}

state branch {
  if session.amount > 100 {
    say "That is a lot, {session.name}." {
      reply "Go on" -> done
      reply "Stop" -> greet
    }
  } else {
    say "Fine, {session.name}." {
      reply "Go on" -> done
    }
  }
}

state done {
  say "Thank you, {session.name}: {session.amount} is on its way."
  -> end
}
`;

export const inputs = ["Hi", "Ada", "250", "Go on"];

/** A machine of the conversation, and how it is begun. */
export function createFlowstate() {
  const path = "transfer.flow";
  const index = createProjectIndex([{ path, uri: `file:///bench/${path}`, parsed: parse(source) }]);
  const compiled = compile(index);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return createMachine(compiled.program, {});
}

export function begin(machine, n, onEvent) {
  return run(machine, machine.begin({ user: `u${n}`, conversation: `c${n}`, seed: n, now: 0, start: "transfer.greet" }), onEvent);
}

export function send(machine, state, text, onEvent) {
  return run(machine, machine.accept(state, { type: "input", now: state.now + 1_000, input: { type: "text", text } }), onEvent);
}

function run(machine, first, onEvent) {
  let transition = first;
  for (;;) {
    for (const event of transition.events) onEvent(event);
    if (transition.state.status !== "running") return transition.state;
    transition = machine.advance(transition.state);
  }
}
