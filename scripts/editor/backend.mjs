import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { SetupError } from "../ensure.mjs";
import { bankExample } from "./examples.mjs";
import { root } from "./paths.mjs";
import { freePort, startProgram } from "./processes.mjs";

/** The folder of the bank, absolute. */
export const bank = bankExample.folder;

/**
 * Starts the backend of an example; it ends with this process.
 *
 * @param {object} [options]
 * @param {import("./examples.mjs").Example} [options.example] the bank if not given
 * @param {boolean} [options.anyPort] not the usual one, so that several can run side by side
 * @returns {Promise<{ url: string, environment: Readonly<Record<string, string>>, stop: () => Promise<void> }>} where it listens, and the
 *   environment that tells the example so
 */
export async function startBackend({ example = bankExample, anyPort = false } = {}) {
  const port = await freePort(anyPort ? 0 : example.port);
  const url = `http://127.0.0.1:${port}`;
  const { child, stop } = startProgram(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(example.folder, "backend", "main.ts")],
    {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, PORT: String(port) },
    },
  );
  let output = "";
  child.stderr?.on("data", (chunk) => {
    output = (output + chunk).slice(-4000);
  });
  const ended = once(child, "exit").then(() => {
    throw new SetupError(`The example's backend does not start:\n${output.trim()}`);
  });
  await Promise.race([listening(port), ended]);
  ended.catch(() => undefined);
  return { url, environment: { [example.variable]: url }, stop };
}

/**
 * @param {number} port
 * @returns {Promise<void>} resolves as soon as somebody accepts a connection
 */
async function listening(port) {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (await accepts(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new SetupError("The example's backend does not listen after 20 seconds.");
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
