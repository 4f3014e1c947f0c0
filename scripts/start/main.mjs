/**
 * `npm start`: opens the example in VS Code with the extension from this folder, beside the example's backend. `-- --browser` takes the
 * browser build, `-- --terminal` the command line. Ctrl-C ends what was started.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildAll, dist } from "../build/build.mjs";
import { isStale } from "../build/stale.mjs";
import { bank, startBackend } from "../editor/backend.mjs";
import { closeAll, closeOnSignals } from "../editor/processes.mjs";
import { SetupError } from "../ensure.mjs";
import { openInBrowser } from "./browser.mjs";
import { openOnDesktop } from "./desktop.mjs";
import { talkInTerminal } from "./terminal.mjs";

/** @param {string} line */
const say = (line) => console.log(line);

async function main() {
  const { values } = parseArgs({
    options: { browser: { type: "boolean", default: false }, terminal: { type: "boolean", default: false } },
  });
  closeOnSignals(0);
  if (isStale(dist)) {
    say("Building the extension…");
    await buildAll();
  }
  const backend = await startBackend();
  say(`The bank's backend listens on ${backend.url}.`);
  if (values.terminal) {
    say("You talk to examples/bank here; the end of input (Ctrl-D) stops it.\n");
    process.exitCode = await talkInTerminal(bank, backend.environment);
    await closeAll();
    return;
  }
  const example = { folder: bank, file: join(bank, "transfer.flow"), environment: backend.environment };
  if (values.browser) await openInBrowser(example, say);
  else {
    const reason = await openOnDesktop(example, say);
    if (reason !== undefined) {
      say(`No desktop editor: ${reason}.`);
      await openInBrowser(example, say);
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
