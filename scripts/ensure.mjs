/**
 * What `npm start` and `npm test` do before anything else: install the dependencies when the lock file changed, and go on with the
 * Node 24 that comes with them. This file runs on plain Node 20 in a fresh clone, hence imports nothing but `node:`.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const defaultRoot = fileURLToPath(new URL("../", import.meta.url));

/** The oldest Node that runs the product, as in `engines.node`. */
const oldestNode = [22, 19];

/**
 * Installs what is missing, then runs a script with a Node that can run it and ends the process with that script's exit code.
 *
 * @param {string} script relative to the repository
 * @param {readonly string[]} args
 */
export async function continueWith(script, args) {
  try {
    if (!isInstalled(defaultRoot)) {
      install(defaultRoot);
      writeFileSync(stampOf(defaultRoot), lockHash(defaultRoot));
    }
    const node = findNode(defaultRoot);
    process.exitCode = await run(node, [join(defaultRoot, script), ...args]);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Something on this machine keeps the product from running; the message says what, and what to do. */
export class SetupError extends Error {}

/** @param {string} root */
const stampOf = (root) => join(root, "node_modules", ".flowstate-lock");

/** @param {string} root */
const lockHash = (root) =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");

/**
 * Whether `node_modules` holds what the lock file lists: installed by these scripts, or by hand. npm keeps its own account of what it
 * installed in `node_modules/.package-lock.json` and writes it last, so that an installation that broke off counts as none.
 *
 * @param {string} root
 * @returns {boolean}
 */
export function isInstalled(root) {
  if (existsSync(stampOf(root)) && readFileSync(stampOf(root), "utf8") === lockHash(root)) return true;
  const wanted = packagesIn(join(root, "package-lock.json"));
  const present = packagesIn(join(root, "node_modules", ".package-lock.json"));
  if (wanted === undefined || present === undefined) return false;
  for (const [path, { version }] of present) if (wanted.get(path)?.version !== version) return false;
  for (const [path, entry] of wanted) if (!present.has(path) && !mayBeMissing(entry)) return false;
  return true;
}

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, os?: unknown, cpu?: unknown }} LockEntry
 * @param {string} file
 * @returns {Map<string, LockEntry> | undefined} by path below the folder; undefined when there is no such file
 */
function packagesIn(file) {
  try {
    const entries = Object.entries(JSON.parse(readFileSync(file, "utf8")).packages);
    return new Map(entries.filter(([path]) => path !== ""));
  } catch {
    return undefined;
  }
}

/** @param {LockEntry} entry */
function mayBeMissing({ optional, devOptional, os, cpu }) {
  return optional === true || devOptional === true || os !== undefined || cpu !== undefined;
}

/** @param {string} root */
function install(root) {
  console.error("Installing the dependencies (npm ci)…");
  const args = [
    "ci",
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const { status, error } = runNpm(args, root);
  if (error !== undefined) {
    throw new SetupError(`npm could not be started (${error.message}). Install Node.js with npm, then try again.`);
  }
  if (status !== 0) {
    throw new SetupError(
      `npm ci failed with exit code ${status}; its message is above. Check the network and the registry (npm config get registry), then try again.`,
    );
  }
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 */
function runNpm(args, cwd) {
  // Output goes to standard error: standard output belongs to the conversation and to the counts of the tests.
  /** @type {import("node:child_process").SpawnSyncOptions} */
  const options = { cwd, stdio: ["ignore", 2, 2] };
  const script = process.env["npm_execpath"];
  if (script?.endsWith(".js") || script?.endsWith(".cjs"))
    return spawnSync(process.execPath, [script, ...args], options);
  return process.platform === "win32"
    ? spawnSync("npm.cmd", args, { ...options, shell: true })
    : spawnSync("npm", args, options);
}

/**
 * The Node to go on with: the one from npm, or the one in use where it is new enough and no package carries one (Apple silicon).
 *
 * @param {string} root
 * @returns {string} path of the executable
 */
export function findNode(root) {
  const system = process.platform === "win32" ? "win" : process.platform;
  const file = process.platform === "win32" ? "node.exe" : "node";
  const carried = join(root, "node_modules", `node-${system}-${process.arch}`, "bin", file);
  if (existsSync(carried) && spawnSync(carried, ["--version"]).status === 0) return carried;
  if (isNewEnough(process.versions.node)) return process.execPath;
  throw new SetupError(
    `Flowstate needs Node ${oldestNode.join(".")} or newer, and npm has none for ${system} on ${process.arch}. ` +
      `This is Node ${process.versions.node}: install Node 24 from https://nodejs.org, then try again.`,
  );
}

/**
 * @param {string} version like 22.19.0
 * @returns {boolean}
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/**
 * @param {string} node
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code, 128 + N after signal N
 */
function run(node, args) {
  const bin = join(defaultRoot, "node_modules", ".bin");
  const path = `${bin}${delimiter}${process.env["PATH"] ?? ""}`;
  const child = spawn(node, args, { stdio: "inherit", env: { ...process.env, PATH: path } });
  // A terminal sends Ctrl-C to both processes, another program to this one alone: pass it on and wait for the child to clean up.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal === "SIGINT" ? 2 : 15)));
  });
}
