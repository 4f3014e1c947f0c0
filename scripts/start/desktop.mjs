import { once } from "node:events";
import { desktopCommand, desktopForPeople } from "../editor/desktop.mjs";
import { root } from "../editor/paths.mjs";
import { startProgram } from "../editor/processes.mjs";
import { profileFolder } from "./profile.mjs";

/** An editor that ends with an error within this time, in milliseconds, did not start. */
const startingTime = 4000;

/**
 * Opens the example in a desktop VS Code.
 *
 * @param {import("./profile.mjs").Example} example
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} the reason why that is not possible; undefined when it is open
 */
export async function openOnDesktop({ name, folder, file, environment }, say) {
  const desktop = await desktopForPeople(say);
  if (typeof desktop === "string") return desktop;
  const [command, ...args] = desktopCommand(desktop, { folder, file, profile: profileFolder("desktop") });
  const windows = process.platform === "win32" && command.endsWith(".cmd");
  const { child } = startProgram(command, windows ? args.map((arg) => `"${arg}"`) : args, {
    cwd: root,
    stdio: "ignore",
    shell: windows,
    env: { ...process.env, ...environment },
  });
  const reason = await failure(child);
  if (reason === undefined)
    say(`${desktop.name} opens examples/${name}. Open a .flow file and press F5 to talk to the bot.`);
  return reason;
}

/** @param {import("node:child_process").ChildProcess} child */
async function failure(child) {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), startingTime);
  try {
    const [code] = await once(child, "exit", { signal: timeout.signal });
    return code === 0 ? undefined : `VS Code ended with exit code ${code}`;
  } catch (error) {
    return timeout.signal.aborted
      ? undefined
      : `VS Code could not be started (${error instanceof Error ? error.message : error})`;
  } finally {
    clearTimeout(timer);
  }
}
