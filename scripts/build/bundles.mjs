import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { noEvaluation } from "./noEvaluation.mjs";

/** The folder of the repository, absolute. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * One bundle of the product.
 *
 * @typedef {object} Bundle
 * @property {string} name what the metafile is called: `dist/meta/NAME.json`
 * @property {string} entry source file, relative to the repository
 * @property {string} outfile built file, relative to the output folder
 * @property {import("esbuild").BuildOptions} options what differs from the options that all bundles share
 * @property {readonly string[]} forbidden packages that must not be inside, neither bundled nor required
 */

/** The oldest Node that runs the product: the one inside of VS Code 1.105. */
const nodeTarget = "node22.19";

/** The Chromium of VS Code 1.105. */
const chromeTarget = "chrome138";

/** Bundled CommonJS packages call `require`, which an ES module does not have. */
const requireBanner = [
  'import { createRequire as createRequireForBundle } from "node:module";',
  "const require = createRequireForBundle(import.meta.url);",
].join("\n");

const commandLineBanner = `#!/usr/bin/env node\n${requireBanner}`;

/**
 * undici replaces the dispatcher behind every extension's `fetch` as soon as it is loaded, hence not in the extension host; the language
 * server never sends a request, and the HTTP channels belong to the command line alone.
 */
const network = ["undici", "fastify"];

/**
 * The channels stand in a bundle beside the command line, which loads it for the commands that need it: the others start without.
 *
 * @type {import("esbuild").Plugin}
 */
const channelsApart = {
  name: "channels-apart",
  setup: (setup) =>
    setup.onResolve({ filter: /\/channels\/main\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./channels.mjs", external: true } : undefined,
    ),
};

/**
 * The web chat runs in any browser of the last two years or so.
 *
 * @type {import("esbuild").BuildOptions}
 */
const pageOptions = {
  platform: "browser",
  format: "iife",
  target: ["chrome123", "firefox121", "safari17.5"],
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { "process.env.NODE_ENV": '"production"' },
  minify: true,
  // The font of the icons stands beside the style sheet.
  loader: { ".ttf": "file" },
  assetNames: "[name]",
};

/** @type {readonly Bundle[]} */
export const bundles = [
  {
    name: "extension",
    entry: "client/src/extension.ts",
    outfile: "extension.cjs",
    options: { platform: "node", format: "cjs", target: nodeTarget, external: ["vscode"] },
    forbidden: [...network, "chevrotain", "vscode-languageserver", "@vscode/debugadapter"],
  },
  {
    name: "server",
    entry: "server/src/lsp/main.node.ts",
    outfile: "server.cjs",
    options: { platform: "node", format: "cjs", target: nodeTarget },
    forbidden: [...network, "vscode", "vscode-languageserver", "chevrotain"],
  },
  {
    name: "languageServer",
    entry: "server/src/lsp/serve.node.ts",
    outfile: "languageServer.cjs",
    options: { platform: "node", format: "cjs", target: nodeTarget },
    forbidden: [...network, "vscode"],
  },
  {
    name: "adapter",
    entry: "server/src/debug/main.node.ts",
    outfile: "adapter.cjs",
    options: { platform: "node", format: "cjs", target: nodeTarget },
    forbidden: [...network, "vscode", "vscode-languageserver", "chevrotain"],
  },
  {
    name: "debugAdapter",
    entry: "server/src/debug/serve.node.ts",
    outfile: "debugAdapter.cjs",
    options: { platform: "node", format: "cjs", target: nodeTarget },
    forbidden: ["vscode", "fastify", "vscode-languageserver"],
  },
  {
    name: "cli",
    entry: "server/src/cli/main.ts",
    outfile: "cli.mjs",
    options: {
      platform: "node",
      format: "esm",
      target: nodeTarget,
      banner: { js: commandLineBanner },
      plugins: [channelsApart],
    },
    forbidden: ["vscode", "fastify", "pino", "prom-client", "jose", "pg", "pg-boss"],
  },
  {
    name: "channels",
    entry: "server/src/channels/main.ts",
    outfile: "channels.mjs",
    options: {
      platform: "node",
      format: "esm",
      target: nodeTarget,
      banner: { js: requireBanner },
      // A driver that is compiled on the machine, which nobody has to have: without it there is another one.
      external: ["pg-native"],
    },
    forbidden: ["vscode", "vscode-languageserver", "@vscode/debugadapter", "commander"],
  },
  {
    name: "conversation",
    entry: "client/webview/conversation/main.tsx",
    outfile: join("webview", "conversation.js"),
    options: {
      platform: "browser",
      format: "iife",
      target: chromeTarget,
      jsx: "automatic",
      jsxImportSource: "preact",
      define: { "process.env.NODE_ENV": '"production"' },
      // The font of the editor's icons stands beside the style sheet.
      loader: { ".ttf": "file" },
      assetNames: "[name]",
    },
    forbidden: ["vscode", "undici", "chevrotain", "zod"],
  },
  {
    name: "chat",
    entry: "client/webview/chat/main.tsx",
    outfile: join("webview", "chat.js"),
    options: pageOptions,
    forbidden: ["vscode", "undici", "chevrotain", "zod"],
  },
  {
    name: "embed",
    entry: "client/webview/chat/embed.ts",
    outfile: join("webview", "embed.js"),
    options: pageOptions,
    forbidden: ["vscode", "undici", "chevrotain", "zod", "preact"],
  },
];

/**
 * The esbuild options of one bundle.
 *
 * @param {Bundle} bundle
 * @param {string} outdir absolute
 * @returns {import("esbuild").BuildOptions & { metafile: true }}
 */
export function buildOptions(bundle, outdir) {
  return {
    absWorkingDir: root,
    entryPoints: [bundle.entry],
    outfile: join(outdir, bundle.outfile),
    bundle: true,
    sourcemap: true,
    sourcesContent: false,
    legalComments: "none",
    // The `main` of some packages is a UMD file whose inner requires no bundler can follow.
    mainFields: ["module", "main"],
    logLevel: "warning",
    ...bundle.options,
    plugins: [noEvaluation, ...(bundle.options.plugins ?? [])],
    metafile: true,
  };
}
