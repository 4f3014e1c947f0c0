/** XState: one actor a conversation. */
import { assign, createActor, createMachine } from "xstate";

const machine = createMachine({
  id: "transfer",
  initial: "greet",
  context: { name: "", amount: 0, said: "Hello." },
  states: {
    greet: {
      on: {
        text: { guard: ({ event }) => event.text === "Hi", target: "name", actions: say(() => "What is your name?") },
      },
    },
    name: {
      on: {
        text: {
          target: "amount",
          actions: [assign({ name: ({ event }) => event.text }), say(({ name }) => `How much, ${name}?`)],
        },
      },
    },
    amount: {
      on: {
        text: [
          {
            guard: ({ event }) => Number.isFinite(Number(event.text)),
            target: "branch",
            actions: assign({ amount: ({ event }) => Number(event.text) }),
          },
        ],
      },
    },
    branch: {
      always: [
        {
          guard: ({ context }) => context.amount > 100,
          target: "large",
          actions: say(({ name }) => `That is a lot, ${name}.`),
        },
        { target: "small", actions: say(({ name }) => `Fine, ${name}.`) },
      ],
    },
    large: {
      on: {
        text: [
          { guard: ({ event }) => event.text === "Go on", target: "done" },
          { guard: ({ event }) => event.text === "Stop", target: "greet" },
        ],
      },
    },
    small: { on: { text: { guard: ({ event }) => event.text === "Go on", target: "done" } } },
    done: { type: "final", entry: say(({ name, amount }) => `Thank you, ${name}: ${amount} is on its way.`) },
  },
});

function say(text) {
  return assign({ said: ({ context }) => text(context) });
}

export function createXstate() {
  return {
    name: "XState, one actor each",
    begin: () => createActor(machine).start(),
    send: (actor, text) => {
      actor.send({ type: "text", text });
      return actor;
    },
    isOver: (actor) => actor.getSnapshot().status === "done",
    kept: (actor) => JSON.stringify(actor.getPersistedSnapshot()),
  };
}
