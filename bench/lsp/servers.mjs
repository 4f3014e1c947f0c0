/** The servers that are compared: how each is started, in which notation it reads the state machine, and what it lacks. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { flow, json, langium, prisma, stateSchema, typescript, yaml } from "./documents.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const modules = (path) => here(`../node_modules/${path}`);
const node = (...args) => ({ command: process.execPath, args });

/**
 * All servers; what has to be made before is made in `folder`, and nothing is fetched.
 *
 * `isLimit` marks one that answers at once and finds nothing, so that its answers are not looked at. `lacks` names the
 * metrics that a server has nothing for. `isSlow` marks one that takes many seconds for a key in 50,000 lines: a quick run leaves that out.
 */
export async function serversIn(folder, { server = here("../../dist/server.cjs"), beside = [] } = {}) {
  const built = join(folder, "servers");
  await mkdir(built, { recursive: true });
  const schema = pathToFileURL(join(built, "schema.json")).href;
  await writeFile(join(built, "schema.json"), JSON.stringify(stateSchema));
  return [
    { name: "Flowstate", notation: flow, ...node(server, "--stdio") },
    ...beside.map((file, i) => ({ name: `Flowstate ${i + 2}`, notation: flow, ...node(file, "--stdio") })),
    { name: "Langium", notation: langium, isSlow: true, ...node(await bundledLangium(built), "--stdio") },
    {
      name: "JSON",
      notation: json,
      lacks: ["project"],
      ...node(modules("vscode-langservers-extracted/bin/vscode-json-language-server"), "--stdio"),
      initializationOptions: { provideFormatter: true },
      afterwards: (running) =>
        running.notify("json/schemaAssociations", [
          [{ fileMatch: ["*.json"], uri: "schema://bench", schema: stateSchema }],
        ]),
    },
    {
      name: "YAML",
      notation: yaml,
      lacks: ["project"],
      ...node(modules("yaml-language-server/bin/yaml-language-server"), "--stdio"),
      settings: (section) =>
        section === "yaml"
          ? { validate: true, completion: true, schemaStore: { enable: false }, schemas: { [schema]: "*.yaml" } }
          : {},
    },
    {
      name: "Prisma",
      notation: prisma,
      ...node(modules("@prisma/language-server/dist/bin.js"), "--stdio"),
      settings: () => ({}),
    },
    {
      name: "TypeScript",
      notation: typescript,
      isSlow: true,
      ...node(modules("typescript-language-server/lib/cli.mjs"), "--stdio"),
      initializationOptions: { tsserver: { path: modules("typescript/lib") }, disableAutomaticTypingAcquisition: true },
      settings: () => ({}),
    },
    {
      name: "native TypeScript",
      notation: typescript,
      isSlow: true,
      command: await nativeTypeScript(),
      args: ["--lsp", "--stdio"],
    },
    {
      name: "nothing (vscode-languageserver)",
      notation: flow,
      isLimit: true,
      ...node(await bundle("nothingWithLibrary", built), "--stdio"),
    },
    { name: "nothing", notation: flow, isLimit: true, ...node(here("../peers/nothing.mjs"), "--stdio") },
  ];
}

async function nativeTypeScript() {
  const { default: path } = await import(pathToFileURL(modules("@typescript/native-preview/lib/getExePath.js")).href);
  return path();
}

/** Langium's server as one would ship it: in one file, its grammar read beforehand. */
async function bundledLangium(built) {
  const { grammarJson } = await import("../peers/langiumGrammar.mjs");
  await writeFile(join(built, "grammar.json"), await grammarJson());
  return bundle("langiumShipped", built, { "flowstate-bench:grammar": join(built, "grammar.json") });
}

async function bundle(name, built, alias = {}) {
  const outfile = join(built, `${name}.cjs`);
  await build({
    entryPoints: [here(`../peers/${name}.mjs`)],
    outfile,
    alias,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    mainFields: ["module", "main"],
    loader: { ".json": "text" },
    logLevel: "error",
  });
  return outfile;
}
