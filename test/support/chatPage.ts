/**
 * The web chat in a headless Chromium, talking to a real server. The page is built from its sources, once a run, and takes the place
 * of the one that may be built in the repository.
 */
import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { buildOptions, bundles } from "../../scripts/build/bundles.mjs";
import { launchChromium } from "../../scripts/editor/chromium.mjs";

/** A browser of its own: what it keeps is gone when it is closed. */
export interface ChatBrowser {
  readonly context: BrowserContext;
  /** Opens the page of a server. */
  readonly open: (url: string) => Promise<Page>;
  /** Errors of all its pages, and breaches of their policy; failures of the network left out. */
  readonly problems: readonly string[];
}

let browser: Promise<Browser> | undefined;
let folder: Promise<string> | undefined;

/** Starts one, with what a user may have set: colours, size, language. */
export async function openChatBrowser(options: BrowserContextOptions = {}): Promise<ChatBrowser> {
  browser ??= launchChromium(() => undefined);
  folder ??= buildPage();
  const files = await folder;
  const context = await (await browser).newContext({ viewport: { width: 440, height: 720 }, ...options });
  const problems: string[] = [];
  const serve = async (path: string) => {
    const ending = path.split(".").at(-1) ?? "";
    const body = readFileSync(join(files, path));
    return { body, contentType: types[ending] ?? "application/octet-stream" };
  };
  await context.route(/\/web-chat\/assets\/(chat|codicon)/, async (route) =>
    route.fulfill(await serve(new URL(route.request().url()).pathname.split("/").at(-1) ?? "")),
  );
  await context.route("**/embed.js", async (route) => route.fulfill(await serve("embed.js")));
  return {
    context,
    problems,
    open: async (url) => {
      const page = await context.newPage();
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (message) => {
        const text = message.text();
        if (message.type() === "error" && !/Failed to load resource|net::ERR/.test(text)) problems.push(text);
      });
      await page.goto(url);
      return page;
    },
  };
}

/** Closes the browser; after the last test of a file. */
export async function closeChatBrowsers(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What WCAG 2.2 AA and axe's own advice have against a page, each with the first element. */
export async function accessibilityFindings(page: Page): Promise<readonly string[]> {
  // Through the debugger, past the policy of the page.
  await page.evaluate(axe);
  const { violations }: { readonly violations: readonly Violation[] } = await page.evaluate("axe.run()");
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

const types: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css", ttf: "font/ttf" };

async function buildPage(): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), "chat-"));
  const wanted = bundles.filter(({ name }) => name === "chat" || name === "embed");
  await Promise.all(wanted.map((bundle) => build(buildOptions(bundle, out))));
  return join(out, "webview");
}
