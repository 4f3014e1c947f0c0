import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";

/** @type {Set<() => void | Promise<void>>} */
const cleanups = new Set();
let closing = false;

/**
 * Registers work for the end of this process, whichever way it ends: by `closeAll`, by Ctrl-C or by a failure.
 *
 * @param {() => void | Promise<void>} cleanup
 * @returns {() => Promise<void>} runs it now, and only once
 */
export function onClose(cleanup) {
  cleanups.add(cleanup);
  return async () => {
    if (cleanups.delete(cleanup)) await cleanup();
  };
}

/** Runs what `onClose` registered, the latest first. */
export async function closeAll() {
  for (const cleanup of [...cleanups].reverse()) {
    cleanups.delete(cleanup);
    await Promise.resolve(cleanup()).catch(() => undefined);
  }
}

/**
 * Cleans up and ends the process on Ctrl-C and its like; a second Ctrl-C does not cut the cleaning short.
 *
 * @param {number} [exitCode] 130 if not given, as shells have it for an interrupted command
 */
export function closeOnSignals(exitCode = 130) {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      closeAll().finally(() => process.exit(exitCode));
    });
  }
}

/**
 * Starts a program that ends with this process, together with everything that it starts itself.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
export function startProgram(command, args, options) {
  // A group of its own, so that the whole family can be ended; Windows has taskkill for that.
  const child = spawn(command, args, { ...options, detached: process.platform !== "win32" });
  const ended = new Promise((resolve) => {
    child.once("error", resolve);
    child.once("exit", resolve);
  });
  const stop = onClose(async () => {
    endFamily(child, "SIGTERM");
    const patience = setTimeout(() => endFamily(child, "SIGKILL"), 3000);
    await ended;
    clearTimeout(patience);
    endFamily(child, "SIGKILL");
  });
  return { child, stop };
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {"SIGTERM" | "SIGKILL"} signal
 */
function endFamily(child, signal) {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    if (child.exitCode === null) spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The family is gone already.
  }
}

/**
 * A port on loopback that nobody listens on.
 *
 * @param {number} [wanted] taken if it is free; any other if not given
 * @returns {Promise<number>} the wanted port, else the next free one above it
 */
export async function freePort(wanted = 0) {
  for (let port = wanted; port < 65536; port += 1) {
    const found = await tryPort(port);
    if (found !== undefined) return found;
  }
  throw new Error(`No port from ${wanted} on is free.`);
}

/**
 * @param {number} port
 * @returns {Promise<number | undefined>}
 */
function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const found = typeof address === "object" && address !== null ? address.port : undefined;
      server.close(() => resolve(found));
    });
  });
}
