/** The page itself: a few tags around the built bundle, under a policy that lets nothing else run, load or be reached. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { ChannelContext } from "../channel.ts";
import { type Answer, type Endpoint, endpoint } from "../http/endpoint.ts";
import { failure } from "./schema.ts";

const tag = "Web chat";

/** What the page is made of, with its media types. */
const assets = new Map([
  ["chat.js", "text/javascript; charset=utf-8"],
  ["chat.css", "text/css; charset=utf-8"],
  ["codicon.ttf", "font/ttf"],
]);

/** Beside the bundle of this server, or where the repository has it. */
const folders = [new URL("./webview/", import.meta.url), new URL("../../../../dist/webview/", import.meta.url)];

/** The endpoints of the page, of its parts, and of the script that puts it into other pages. */
export function pageEndpoints({ configuration }: ChannelContext): readonly Endpoint[] {
  const { title = "Chat", accent, origins } = configuration.webChat;
  return [
    endpoint({
      method: "GET",
      path: "/",
      summary: "The web chat page",
      tag,
      answers: { 200: { description: "The page.", type: "text/html" } },
      refuse: (problem) => refused(400, problem),
      handle: async () => ({ status: 200, headers: pageHeaders(origins), body: pageOf(title, accent) }),
    }),
    endpoint({
      method: "GET",
      path: "/web-chat/assets/:name",
      summary: "A part of the web chat page",
      tag,
      params: z.object({ name: z.string().max(100) }),
      answers: {
        200: { description: "The part.", type: "application/octet-stream" },
        404: { description: "There is no such part.", body: failure },
        503: { description: "The page is not built.", body: failure },
      },
      refuse: (problem) => refused(404, problem),
      handle: async ({ params }) => {
        if (params.name === "icon.svg") return { status: 200, headers: iconHeaders, body: iconOf(accent) };
        const type = assets.get(params.name);
        return type === undefined ? refused(404, "There is no such part.") : file(params.name, type, {});
      },
    }),
    endpoint({
      method: "GET",
      path: "/embed.js",
      summary: "The script that puts the web chat into another page",
      tag,
      answers: {
        200: { description: "The script.", type: "text/javascript" },
        503: { description: "The page is not built.", body: failure },
      },
      refuse: (problem) => refused(400, problem),
      handle: () =>
        file("embed.js", "text/javascript; charset=utf-8", { "cross-origin-resource-policy": "cross-origin" }),
    }),
  ];
}

function pageHeaders(origins: readonly string[]): Readonly<Record<string, string>> {
  const loopback = ["http://localhost:*", "http://127.0.0.1:*"];
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    `img-src 'self' https: ${loopback.join(" ")}`,
    `media-src 'self' https: ${loopback.join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${["'self'", ...loopback, ...origins].join(" ")}`,
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-cache",
  };
}

function pageOf(title: string, accent: string): string {
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escaped(title)}</title>
    <link rel="icon" href="web-chat/assets/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="web-chat/assets/chat.css">
    <script src="web-chat/assets/chat.js" defer></script>
  </head>
  <body>
    <div id="chat" data-accent="${escaped(accent)}"></div>
    <noscript>This page needs JavaScript.</noscript>
  </body>
</html>
`;
}

const iconHeaders = { "content-type": "image/svg+xml", "cache-control": "no-cache" };

/** A bubble in the colour of the page, for the browser's tab. */
function iconOf(accent: string): string {
  const bubble = "M3 2h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H7l-4 3v-3a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2z";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="${escaped(accent)}" d="${bubble}"/></svg>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

async function file(name: string, type: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  for (const folder of folders) {
    try {
      const bytes = await readFile(fileURLToPath(new URL(name, folder)));
      return { status: 200, headers: { "content-type": type, "cache-control": "no-cache", ...headers }, body: bytes };
    } catch {
      // It may be in the next one.
    }
  }
  return refused(503, "The page is not built: run `npm run build`.");
}

function refused(status: number, error: string): Answer {
  return { status, body: { success: false, error } };
}
