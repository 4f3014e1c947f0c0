import { appendFileSync, cpSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { bank, startBackend } from "../editor/backend.mjs";
import { launchChromium } from "../editor/chromium.mjs";
import { desktopCommand, desktopForTests } from "../editor/desktop.mjs";
import { cache, freshFolder, root } from "../editor/paths.mjs";
import { startProgram } from "../editor/processes.mjs";
import { editorUrl, startServerBuild } from "../editor/serverBuild.mjs";
import { SetupError } from "../ensure.mjs";
import { bundleSuite } from "./bundle.mjs";
import { followReport, sum } from "./report.mjs";

const advice =
  "The editor tests need a VS Code. Either set VSCODE_PATH to the executable of an installed one (on Linux with a display, or with " +
  "xvfb-run installed), or let npm fetch code-server and a Chromium; CHROMIUM_PATH names a Chromium of your own.";

/** An editor that neither ends nor reports is given up after this time, in milliseconds. */
const patience = () => (process.env["FLOWSTATE_FULL"] === "1" ? 20 * 60_000 : 8 * 60_000);

/**
 * Runs the editor tests: those inside of the extension host, and, where the editor runs in a browser, those that drive it as a person does.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<import("./report.mjs").Counts>}
 */
export async function runEditorTests(say) {
  const suite = await bundleSuite();
  const backend = await startBackend({ anyPort: true });
  const forced = process.env["FLOWSTATE_EDITOR"] === "browser";
  const desktop = forced ? "FLOWSTATE_EDITOR asks for the browser" : await desktopForTests(say);
  if (typeof desktop !== "string") {
    say(`Editor tests in ${desktop.name}.`);
    const counts = await runInDesktop(desktop, suite, backend.environment, say);
    if (counts.begun) {
      say("The tests that drive the editor in a browser do not run here; FLOWSTATE_EDITOR=browser npm test runs them.");
      return counts;
    }
    say("This editor did not start. The server build of VS Code takes over.");
  } else say(`No desktop editor: ${desktop}.`);
  try {
    return await runInBrowser(suite, backend.environment, say);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    throw new SetupError(`${error.message}\n${advice}`);
  }
}

/**
 * @param {import("../editor/desktop.mjs").Desktop} desktop
 * @param {string} suite
 * @param {Readonly<Record<string, string>>} environment
 * @param {(line: string) => void} say
 */
async function runInDesktop(desktop, suite, environment, say) {
  const report = followReport(say);
  const [command, ...args] = desktopCommand(desktop, {
    folder: freshWorkspace(),
    profile: freshFolder("profile"),
    tests: suite,
  });
  const { child, stop } = startProgram(command, args, {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...environment, FLOWSTATE_EDITOR_REPORT: report.file },
  });
  let output = "";
  child.stderr?.on("data", (chunk) => {
    output = (output + chunk).slice(-4000);
  });
  const timer = setTimeout(stop, patience());
  await new Promise((resolve) => {
    child.once("error", resolve);
    child.once("exit", resolve);
  });
  clearTimeout(timer);
  const counts = report.close();
  if (!counts.begun) say(output.trim());
  return counts;
}

/**
 * @param {string} suite
 * @param {Readonly<Record<string, string>>} environment
 * @param {(line: string) => void} say
 */
async function runInBrowser(suite, environment, say) {
  const report = followReport(say);
  const server = await startServerBuild({ say, environment: { ...environment, FLOWSTATE_EDITOR_REPORT: report.file } });
  const browser = await launchChromium(say);
  say(`Editor tests in the server build of VS Code, in Chromium ${browser.version()}.`);
  await runSuite(browser, editorUrl(server, { folder: freshWorkspace(), extension: root, tests: suite }), say);
  const inside = report.close();
  say("Driving the editor as a person does:");
  const outside = await runUserTests({ browser, server, environment }, say);
  await browser.close();
  await server.stop();
  return sum([inside, outside]);
}

/**
 * Opens the page that runs the suite, and waits until it says that the suite has ended.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {(line: string) => void} say
 */
async function runSuite(browser, url, say) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const log = join(cache, "editor.log");
  writeFileSync(log, "");
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    page.exposeFunction("codeAutomationExit", () => resolve());
    page.exposeFunction("codeAutomationLog", (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      const text = args.join(" ");
      appendFileSync(log, `${type}: ${text}\n`);
      if (type === "error" && concernsUs(text)) say(`  [editor] ${text.slice(0, 2000)}`);
    });
    setTimeout(resolve, patience()).unref();
  });
  await page.goto(url);
  await ended;
  await context.close();
}

/**
 * Whether a message is ours: the server build complains of much where it runs without compiled modules, a network and a login.
 *
 * @param {string} text
 */
function concernsUs(text) {
  return /dist[\\/](extension|server|adapter)\.cjs|flowstate\.flowstate/.test(text) && !text.includes("tests failed");
}

/**
 * @param {import("../../test/editor/user/editor.ts").Surroundings} surroundings
 * @param {(line: string) => void} say
 */
async function runUserTests(surroundings, say) {
  const report = followReport(say);
  process.env["FLOWSTATE_EDITOR_REPORT"] = report.file;
  const { run } = await import("../../test/editor/user/main.ts");
  await run(surroundings).catch(() => undefined);
  return report.close();
}

/**
 * A copy of the example, so that tests may change it.
 *
 * @returns {string} absolute
 */
export function freshWorkspace() {
  const folder = join(freshFolder("workspace"), basename(bank));
  cpSync(bank, folder, { recursive: true, filter: (source) => basename(source) !== "node_modules" });
  return folder;
}
