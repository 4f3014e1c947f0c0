import { spawn } from "node:child_process";
import { join } from "node:path";
import { dist } from "../build/build.mjs";
import { onClose } from "../editor/processes.mjs";

/**
 * Talks to a bot in this terminal until its input ends.
 *
 * @param {string} folder of the bot, absolute
 * @param {Readonly<Record<string, string>>} environment
 * @returns {Promise<number>} the exit code
 */
export function talkInTerminal(folder, environment) {
  // In this process's group, not in one of its own: a background group may not read from the terminal.
  const child = spawn(process.execPath, [join(dist, "cli.mjs"), "run", folder], {
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  onClose(() => void child.kill());
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
