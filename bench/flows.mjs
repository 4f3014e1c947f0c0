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
    say "That is a lot." {
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
