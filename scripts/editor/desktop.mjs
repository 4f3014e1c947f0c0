import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { cache, findProgram, isExecutable, root } from "./paths.mjs";
import { writeSettings } from "./settings.mjs";

/** The version that tests download: the same as in the server build, so that both hosts test one editor. */
const testedVersion = "1.139.1";

/** The oldest version that the extension runs in, as in `engines.vscode`. */
const oldestVersion = [1, 105];

/** Whether a window can be shown. */
export function hasDisplay() {
  if (process.platform === "darwin" || process.platform === "win32") return true;
  return Boolean(process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"]);
}

/**
 * A desktop editor.
 *
 * @typedef {object} Desktop
 * @property {string} name for the eye
 * @property {string} executable
 * @property {readonly string[]} wrapper a command that gives it a display, with its arguments; empty where there is one
 */

/**
 * The editor for tests: `VSCODE_PATH`, else a download.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<Desktop | string>} or the reason why there is none
 */
export async function desktopForTests(say) {
  const xvfb = findProgram("xvfb-run");
  if (!hasDisplay() && xvfb === undefined) return "there is no display, and no xvfb-run";
  const wrapper = hasDisplay() || xvfb === undefined ? [] : [xvfb, "-a"];
  const named = process.env["VSCODE_PATH"];
  if (named) {
    if (isExecutable(named)) return { name: `VS Code at ${named}`, executable: named, wrapper };
    return `VSCODE_PATH names ${named}, which cannot be executed`;
  }
  const executable = await download(say);
  if (executable === undefined) return "VS Code could not be downloaded";
  return {
    name: `VS Code ${testedVersion} (desktop${wrapper.length > 0 ? ", under xvfb-run" : ""})`,
    executable,
    wrapper,
  };
}

/**
 * The editor for people: the one on this machine, else a download.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<Desktop | string>} or the reason why there is none
 */
export async function desktopForPeople(say) {
  if (!hasDisplay()) return "there is no display";
  const code = findProgram("code");
  if (code !== undefined) {
    const version = versionOf(code);
    if (isNewEnough(version)) return { name: `VS Code ${version}`, executable: code, wrapper: [] };
    say(
      `The VS Code of this machine is ${version || "of an unknown version"}; Flowstate needs ${oldestVersion.join(".")} or newer.`,
    );
  }
  const executable = await download(say);
  if (executable === undefined) return "VS Code could not be downloaded";
  return { name: `VS Code ${testedVersion}`, executable, wrapper: [] };
}

/** @param {string} code */
function versionOf(code) {
  const { stdout } = spawnSync(code, ["--version"], { encoding: "utf8", shell: process.platform === "win32" });
  return stdout?.split("\n")[0]?.trim() ?? "";
}

/**
 * @param {string} version like 1.105.0
 * @returns {boolean}
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestVersion;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} the executable
 */
async function download(say) {
  const reporter = { report: () => undefined, error: () => undefined };
  try {
    say(`Fetching VS Code ${testedVersion} into .cache/desktop (once)…`);
    return await downloadAndUnzipVSCode({ version: testedVersion, cachePath: join(cache, "desktop"), reporter });
  } catch (error) {
    say(`That failed: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

/**
 * The command line that opens a folder with the extension from this repository.
 *
 * @param {Desktop} desktop
 * @param {object} options
 * @param {string} options.folder absolute; or a `.code-workspace` file
 * @param {string} options.profile folder of the profile
 * @param {string} [options.tests] module with `run()`, absolute; the editor ends after it
 * @param {string} [options.file] shown at first, absolute
 * @returns {readonly [command: string, ...args: string[]]}
 */
export function desktopCommand(desktop, { folder, profile, tests, file }) {
  writeSettings(join(profile, "data", "User"));
  const [command = desktop.executable, ...before] = [...desktop.wrapper, desktop.executable];
  return [
    command,
    ...before,
    folder,
    ...(file === undefined ? [] : [file]),
    `--extensionDevelopmentPath=${root}`,
    ...(tests === undefined ? [] : [`--extensionTestsPath=${tests}`, "--no-sandbox", "--disable-gpu-sandbox"]),
    `--user-data-dir=${join(profile, "data")}`,
    `--extensions-dir=${join(profile, "extensions")}`,
    "--disable-updates",
    "--disable-workspace-trust",
    "--skip-welcome",
    "--skip-release-notes",
  ];
}
