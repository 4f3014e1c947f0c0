/** Flowstate on the conversation of five turns: greet, name, amount, branch, end. */
import { parse } from "../../server/src/language/parse.ts";
import { compile } from "../../server/src/runtime/compile.ts";
import { createMachine } from "../../server/src/runtime/machine.ts";
import { takeSnapshot } from "../../server/src/runtime/snapshot/snapshot.ts";
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

/** What a peer of this benchmark offers: conversations that are begun, that take a text each turn, and that can be kept. */
export function createFlowstate() {
  const path = "transfer.flow";
  const index = createProjectIndex([{ path, uri: `file:///bench/${path}`, parsed: parse(source) }]);
  const compiled = compile(index);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const machine = createMachine(compiled.program, {});
  let events = 0;

  const run = (first) => {
    let transition = first;
    for (;;) {
      events += transition.events.length;
      if (transition.state.status !== "running") return transition.state;
      transition = machine.advance(transition.state);
    }
  };
  return {
    name: "Flowstate, with run events",
    begin: (n) => run(machine.begin({ user: `u${n}`, conversation: `c${n}`, seed: n, now: 0 })),
    send: (state, text) =>
      run(machine.accept(state, { type: "input", now: state.now + 1_000, input: { type: "text", text } })),
    isOver: (state) => state.isOver,
    kept: (state) => JSON.stringify(takeSnapshot(state)),
    events: () => events,
  };
}
