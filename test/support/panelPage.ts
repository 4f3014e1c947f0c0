/**
 * The conversation panel in a headless Chromium, with the editor's colours and under a content security policy like the
 * editor's own. The panel is built from its sources, once a run.
 */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import type { FromPanel, RunView, ToPanel } from "../../client/webview/conversation/panelMessages.ts";
import { buildOptions, bundles } from "../../scripts/build/bundles.mjs";
import { launchChromium } from "../../scripts/editor/chromium.mjs";
import { themes } from "../../scripts/preview/themes.mjs";
import type { RunEvent } from "../../server/src/runtime/events.ts";

const address = "http://panel.test/";

/** A run that goes on, as the host tells the panel of it. */
const runningView: RunView = {
  title: "bank",
  status: "running",
  debugging: false,
  options: { presets: ["adult"], mocks: false },
  languages: ["en", "nl"],
  presets: ["adult", "poor"],
};

export interface PanelPage {
  readonly page: Page;
  readonly post: (...messages: readonly ToPanel[]) => Promise<void>;
  /** What the panel has sent to the host, `ready` left out. */
  readonly sent: () => Promise<readonly FromPanel[]>;
  /** What the panel gave to the editor to keep. */
  readonly kept: () => Promise<unknown>;
  /** Errors of the page and breaches of its policy. */
  readonly problems: readonly string[];
}

let browser: Promise<Browser> | undefined;
let folder: Promise<string> | undefined;

/** Opens the panel in one of the themes of `scripts/preview/themes.mjs`. */
export async function openPanel({ theme = "dark", width = 440, height = 720 } = {}): Promise<PanelPage> {
  browser ??= launchChromium(() => undefined);
  folder ??= buildPanel();
  const files = await folder;
  const colours = themes.find(({ name }) => name === theme);
  const page = await (await browser).newPage({ viewport: { width, height } });
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.route(`${address}**`, async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    if (path === "") return route.fulfill({ contentType: "text/html", body: pageOf(colours?.className ?? "") });
    if (path === "theme.css") return route.fulfill({ contentType: "text/css", body: colours?.style ?? "" });
    return route.fulfill({ contentType: typeOf(path), body: readFileSync(join(files, path)) });
  });
  await page.goto(address);
  return {
    page,
    problems,
    post: async (...messages) => {
      for (const message of messages) await page.evaluate(`window.postMessage(${JSON.stringify(message)}, "*")`);
      await page.waitForTimeout(60);
    },
    sent: async () => {
      const sent: readonly FromPanel[] = await page.evaluate("window.sent");
      return sent.filter(({ type }) => type !== "ready");
    },
    kept: () => page.evaluate("window.kept"),
  };
}

/** These events as the whole conversation. */
export function shownFresh(events: readonly RunEvent[], run: Partial<RunView> = {}): ToPanel {
  const kept = { configuration: { program: "/bank" }, folder: "/bank" };
  return { type: "reset", events, run: { ...runningView, ...run }, kept };
}

/** Closes the browser; after the last test of a file. */
export async function closePanels(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

async function buildPanel(): Promise<string> {
  const bundle = bundles.find(({ name }) => name === "conversation");
  if (bundle === undefined) throw new Error("There is no bundle of the panel.");
  const out = mkdtempSync(join(tmpdir(), "panel-"));
  await build(buildOptions(bundle, out));
  return join(out, "webview");
}

function pageOf(className: string): string {
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-a'; style-src ${address}; font-src ${address}; img-src https:; base-uri 'none'; form-action 'none'">
    <link rel="stylesheet" href="theme.css">
    <link rel="stylesheet" href="conversation.css">
    <title>Conversation</title>
  </head>
  <body class="${className}">
    <div id="conversation"></div>
    <script nonce="a">
      window.sent = [];
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => window.sent.push(message),
        setState: (state) => { window.kept = state; },
      });
    </script>
    <script nonce="a" src="conversation.js"></script>
  </body>
</html>`;
}

function typeOf(path: string): string {
  if (path.endsWith(".css")) return "text/css";
  return path.endsWith(".ttf") ? "font/ttf" : "text/javascript";
}
