/** Flows to measure with: plain, valid, and as long as asked for. */

/** One state of about forty lines with everything that flows use most. */
function state(i) {
  return `/// State ${i} of the flow.
state s${i} {
  say "Hello {user.name}, you have {account.amount} left."
  ask session.amount${i} as number "How much is it?" {
    check value > 0 else "It has to be more than zero."
    invalid "A number, please."
    attempts 3 -> help.agent
  }
  set session.total = session.amount${i} * 2 + ${i}
  api bank POST "/transaction/{session.id}" {
    body {
      amount: session.amount${i},
      to: session.destination,
      done: state s${i + 1}
    }
    timeout 5s
    nextDialogstate s${i + 1}, s${i + 2}
    on failure -> problem
  }
  if session.total > 100 or not user.known {
    ask session.sure as boolean "That is a lot." {
      reply "Go on" -> s${i + 1}
      reply "Stop" -> end
    }
  } else if session.total == 0 {
    set session.empty = length(user.name)
    -> s${i + 1}
  }
  -> s${i + 2}
}

`;
}

/** A flow of at least `lines` lines. */
export function flowOf(lines) {
  const parts = ["flow bench\n\n"];
  for (let i = 0, count = 2; count < lines; i++) {
    const written = state(i);
    parts.push(written);
    count += written.split("\n").length - 1;
  }
  return parts.join("");
}

/** The same flow with all that it names: its last jumps lead somewhere, and it is a whole project with a bot. */
export function projectOf(lines) {
  const text = flowOf(lines).replaceAll("-> help.agent", "-> problem");
  const count = text.split("\nstate s").length - 1;
  const rest = ["problem", `s${count}`, `s${count + 1}`].map(
    (name) => `state ${name} {\n  say "Sorry."\n  -> end\n}\n`,
  );
  return { "bench.flow": `${text}${rest.join("\n")}`, "bot.flow": bot };
}

const bot = `flow main

bot bench {
  languages en
  start bench.s0
  fallback bench.problem
  failure bench.problem
}

service bank {
  base "https://bank.example"
}

var user.name = "you"
var user.known = false
var session.account = { amount: 1 }
var session.id = "1"
var session.destination = "there"
`;

/**
 * A project of `flows` flows with `states` states each, which lead on to each other, ask the backend and jump into
 * the next flow; every name is declared.
 */
export function manyFlows(flows, states) {
  const files = { "bot.flow": bot.replaceAll("bench.s0", "f0.s0").replaceAll("bench.problem", "f0.s0") };
  for (let flow = 0; flow < flows; flow++) {
    const next = `f${(flow + 1) % flows}.s0`;
    files[`f${flow}.flow`] = Array.from({ length: states }, (_, i) => smallState(flow, i, states, next)).join("\n");
  }
  return files;
}

function smallState(flow, i, states, next) {
  const on = i + 1 < states ? `s${i + 1}` : next;
  return `state s${i} {
  say "This is state ${i} of flow ${flow}, {user.name}." {
    reply "Go on" -> ${on}
    reply "Stop" -> end
  }
  ask session.amount${flow} as number "How much?"
  api bank POST "/pay" {
    body { amount: session.amount${flow}, done: state ${on} }
    nextDialogstate ${on}
    on failure -> s0
  }
}
`;
}

/** JSON of about `size` characters, with as many short names, numbers and texts as a flow has. */
export function jsonOf(size) {
  const entry = (i) => ({
    name: `s${i}`,
    steps: [
      { say: `Hello, you have ${i} left.`, or: ["Hi.", null] },
      { ask: `session.amount${i}`, as: "number", check: [0, 100.5], attempts: 3 },
      { api: "bank", method: "POST", body: { amount: i, done: `s${i + 1}` }, retry: false },
    ],
  });
  const entries = [];
  for (let i = 0, length = 0; length < size; i++) {
    const written = JSON.stringify(entry(i));
    entries.push(written);
    length += written.length + 1;
  }
  return `[${entries.join(",")}]`;
}
