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
 * Starts a Chromium without a window; it ends with this process.
 *
 * @param {(line: string) => void} say
 */
export async function launchChromium(say) {
  const { executablePath, environment } = await findChromium(say);
  const browser = await chromium.launch({
    executablePath,
    args: flags,
    headless: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: { ...process.env, ...environment },
  });
  onClose(() => browser.close());
  return browser;
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<{ executablePath: string, environment: Readonly<Record<string, string>> }>}
 */
async function findChromium(say) {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    if (isExecutable(named)) return { executablePath: named, environment: {} };
    throw new SetupError(`CHROMIUM_PATH names ${named}, which cannot be executed.`);
  }
  const present =
    findProgram("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge") ??
    [...macApplications, ...windowsApplications].find((file) => existsSync(file));
  if (present !== undefined) return { executablePath: present, environment: {} };
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new SetupError("No Chromium was found. Install Chrome or Chromium, or name one with CHROMIUM_PATH.");
  }
  const folder = await installChromium(say);
  return {
    executablePath: join(folder, "chromium"),
    environment: {
      ...(hasLibrary("libnss3.so") ? {} : { LD_LIBRARY_PATH: join(folder, "al2023", "lib") }),
      ...(existsSync("/etc/fonts") ? {} : { FONTCONFIG_PATH: join(folder, "fonts") }),
    },
  };
}

/** @param {string} name */
function hasLibrary(name) {
  const folders = ["/usr/lib", "/lib", "/usr/lib64", "/lib64", "/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu"];
  return folders.some((folder) => existsSync(join(folder, name)));
}
