import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { installServerBuild } from "./install.mjs";
import { freshFolder, root } from "./paths.mjs";
import { freePort, startProgram } from "./processes.mjs";
import { writeSettings } from "./settings.mjs";

/**
 * @typedef {object} ServerBuild
 * @property {string} url of the editor in the browser, without a query
 * @property {() => Promise<void>} stop
 *
 * Starts the server build of VS Code on loopback with a profile of its own.
 *
 * @param {object} options
 * @param {(line: string) => void} options.say
 * @param {Readonly<Record<string, string>>} [options.environment] what the extension host sees besides this process's environment
 * @param {string} [options.profile] folder of the profile; a fresh one that goes with this process if not given
 * @param {Readonly<Record<string, unknown>>} [options.settings] besides the usual ones
 * @returns {Promise<ServerBuild>}
 */
export async function startServerBuild({ say, environment = {}, profile = freshFolder("profile"), settings = {} }) {
  const folder = await installServerBuild(say);
  const data = join(profile, "data");
  writeSettings(join(data, "data", "User"), settings);
  const port = await freePort();
  const { child, stop } = startProgram(
    process.execPath,
    [
      join(folder, "out", "server-main.js"),
      "--accept-server-license-terms",
      "--without-connection-token",
      "--host=127.0.0.1",
      `--port=${port}`,
      `--server-data-dir=${data}`,
      `--extensions-dir=${join(profile, "extensions")}`,
      // Without it the page ignores the extension under development.
      "--enable-smoke-test-driver",
    ],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: cleanEnvironment(environment) },
  );
  await listening(child);
  return { url: `http://127.0.0.1:${port}/`, stop };
}

/**
 * Installs a `.vsix` into a profile of the server build, for `startServerBuild` to start with.
 *
 * @param {string} vsix absolute
 * @param {string} profile folder of the profile, absolute
 * @param {(line: string) => void} say
 * @returns {Promise<readonly string[]>} the extensions that are installed then, as `PUBLISHER.NAME@VERSION`
 */
export async function installExtension(vsix, profile, say) {
  const folder = await installServerBuild(say);
  const run = (/** @type {readonly string[]} */ args) => {
    const script = join(folder, "out", "server-main.js");
    const places = [`--server-data-dir=${join(profile, "data")}`, `--extensions-dir=${join(profile, "extensions")}`];
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...places, ...args], {
      encoding: "utf8",
      env: cleanEnvironment({}),
    });
    if (status !== 0) throw new Error(`The server build failed with exit code ${status}:\n${stdout}\n${stderr}`);
    return stdout;
  };
  run(["--accept-server-license-terms", "--install-extension", vsix]);
  return run(["--list-extensions", "--show-versions"])
    .split("\n")
    .filter((line) => /^[\w-]+\.[\w-]+@/.test(line));
}

/**
 * Extension hosts inherit this: settings that npm and an enclosing editor left behind would change what is tested.
 *
 * @param {Readonly<Record<string, string>>} environment
 */
function cleanEnvironment(environment) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|VSCODE_|ELECTRON_|NODE_OPTIONS$)/i.test(name));
  return { ...Object.fromEntries(kept), ...environment };
}

/**
 * Resolves when the server says that it listens; then its output is read on and dropped, or a full pipe would stop it.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<void>}
 */
function listening(child) {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk).slice(-20_000);
      if (output.includes("Extension host agent listening")) resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`The server build of VS Code ended with exit code ${code}:\n${output}`)),
    );
  });
}

/**
 * The address that opens a folder or a workspace file, with an extension from its folder.
 *
 * @param {ServerBuild} server
 * @param {object} options
 * @param {string} options.folder absolute; or a `.code-workspace` file
 * @param {string} [options.extension] folder of the extension under development; none if not given
 * @param {string} [options.tests] module with `run()`, absolute; the editor ends after it
 * @param {string} [options.file] shown at first, absolute
 * @returns {string}
 */
export function editorUrl(server, { folder, extension, tests, file }) {
  const url = new URL(server.url);
  const payload = [
    ["skipWelcome", "true"],
    ...(extension === undefined ? [] : [["extensionDevelopmentPath", remote(extension)]]),
    ...(tests === undefined ? [] : [["extensionTestsPath", remote(tests)]]),
    // The file is one of the folder only if both are said to be on the same host.
    ...(file === undefined ? [] : [["openFile", remote(file, url.host)]]),
  ];
  url.searchParams.set(folder.endsWith(".code-workspace") ? "workspace" : "folder", folder.replaceAll("\\", "/"));
  url.searchParams.set("payload", JSON.stringify(payload));
  return url.href;
}

/**
 * @param {string} path
 * @param {string} [host]
 */
function remote(path, host = "remote") {
  return `vscode-remote://${host}/${path.replaceAll("\\", "/").replace(/^\//, "")}`;
}
