/**
 * `npm start`: opens an example in VS Code with the extension from this folder, beside the example's backend: the bank, or the one that
 * `-- --example NAME` names. `-- --browser` takes the browser build, `-- --terminal` the command line. Ctrl-C ends what was started.
 */
import { parseArgs } from "node:util";
import { buildAll, dist } from "../build/build.mjs";
import { isStale } from "../build/stale.mjs";
import { startBackend } from "../editor/backend.mjs";
import { bankExample, examples } from "../editor/examples.mjs";
import { closeAll, closeOnSignals } from "../editor/processes.mjs";
import { SetupError } from "../ensure.mjs";
import { openInBrowser } from "./browser.mjs";
import { openOnDesktop } from "./desktop.mjs";
import { talkInTerminal } from "./terminal.mjs";

/** @param {string} line */
const say = (line) => console.log(line);

async function main() {
  const { values } = parseArgs({
    options: {
      browser: { type: "boolean", default: false },
      terminal: { type: "boolean", default: false },
      example: { type: "string", default: bankExample.name },
    },
  });
  const example = examples.find(({ name }) => name === values.example);
  if (example === undefined) {
    const names = examples.map(({ name }) => name).join(", ");
    throw new SetupError(`There is no example ${values.example}. Name one of ${names}.`);
  }
  closeOnSignals(0);
  if (isStale(dist)) {
    say("Building the extension…");
    await buildAll();
  }
  const backend = await startBackend({ example });
  say(`The backend of examples/${example.name} listens on ${backend.url}.`);
  if (values.terminal) {
    say(`You talk to examples/${example.name} here; the end of input (Ctrl-D) stops it.\n`);
    process.exitCode = await talkInTerminal(example.folder, backend.environment);
    await closeAll();
    return;
  }
  const opened = { ...example, environment: backend.environment };
  if (values.browser) await openInBrowser(opened, say);
  else {
    const reason = await openOnDesktop(opened, say);
    if (reason !== undefined) {
      say(`No desktop editor: ${reason}.`);
      await openInBrowser(opened, say);
    }
  }
  say("Press Ctrl-C to stop.");
}

try {
  await main();
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  await closeAll();
  process.exit(1);
}
