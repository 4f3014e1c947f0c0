/**
 * Code that has run often runs several times as fast. A sample is read, changed and checked in the background once the
 * folders are read, so that the first long file that somebody opens does not have to wait for that.
 */
import { parse } from "../language/parse.ts";
import { reparse } from "../language/reparse.ts";
import { checkFile } from "../semantics/checks/index.ts";
import { createProjectIndex, updateProjectIndex } from "../semantics/projectIndex.ts";

const rounds = 12;
/** Milliseconds that are left to what an editor asks for at its start. */
const patience = 150;
/** Milliseconds after which others get their turn. */
const slice = 5;

/** Begins, and goes on in short slices until all is warm. */
export function warmUp(): void {
  let done = 0;
  const step = (): void => {
    const end = performance.now() + slice;
    do {
      playThrough(done++);
    } while (done < rounds && performance.now() < end);
    if (done < rounds) setTimeout(step, 1);
  };
  setTimeout(step, patience);
}

/** What happens to a file that is opened and typed in. */
function playThrough(round: number): void {
  const text = `${main}${Array.from({ length: 20 }, (_, i) => state(i, round)).join("")}`;
  const file = { path: "sample.flow", uri: "sample:/sample.flow", parsed: parse(text) };
  const index = createProjectIndex([file]);
  checkFile(index, file.path);
  const start = text.indexOf("-> s") + "-> s".length;
  const changed = `${text.slice(0, start)}x${text.slice(start)}`;
  const parsed = reparse(file.parsed, [{ start, end: start, text: "x" }], changed);
  const after = updateProjectIndex(index, { changed: [{ ...file, parsed }], removed: [] });
  checkFile(after, file.path);
}

const main = `flow sample

bot sample {
  languages en
  start s0
  fallback s1
  failure s1
}

service bank {
  base "https://bank.example"
}

var session.amount: number = 1
`;

function state(i: number, round: number): string {
  const steps =
    i % 4 === 3
      ? `  ask session.amount as number "How much, {upper(user.name)}?" { check value > ${round} else "More." }
  api bank POST "/x/{session.id}" { body { a: [1, session.amount], to: state s${i} } on failure { -> s0 } }
  if session.amount > 100 { set session.id = "${round}" -> s${i + 1} }
`
      : "";
  return `
/// State ${i}.
state s${i} {
${steps}  say "This is state ${i}, {session.amount} of ${round}." {
    reply "Go on" -> s${i + 1}
    reply "Back" -> s${i}
  }
}
`;
}
