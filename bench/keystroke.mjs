/**
 * What an author waits for after a key: `node keystroke.mjs`, with Node 22.19 or later, after `npm run build` above.
 *
 * The built language server as an editor starts it, beside Langium's server for an equivalent grammar on the same flow
 * and the JSON server of VS Code on as many characters with a schema. All are fed in turn, one key each, in the middle of
 * the file. Times are from the edit to the answer. `--beside FILE` puts another build of the server into the same run.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { jsonOf, projectOf } from "./flows.mjs";
import { startServer } from "./languageClient.mjs";
import { inTurn, median, print, quantile } from "./measure.mjs";

const { values: options } = parseArgs({
  options: {
    beside: { type: "string", multiple: true, default: [] },
    lines: { type: "string", default: "1000,10000,50000" },
    seconds: { type: "string", default: "15" },
    alone: { type: "boolean", default: false },
  },
});
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const jsonServer = "node_modules/vscode-langservers-extracted/bin/vscode-json-language-server";

const stateSchema = {
  type: "array",
  items: {
    type: "object",
    properties: {
      name: { type: "string" },
      steps: { type: "array", items: { type: "object", properties: { say: { type: "string" } } } },
    },
    required: ["name", "steps"],
  },
};

const flowstates = [
  ["Flowstate", here("../dist/server.cjs")],
  ...options.beside.map((file, i) => [`other ${i + 1}`, file]),
];
const folder = await mkdtemp(join(tmpdir(), "flowstate-bench-"));
try {
  console.log(`Node ${process.versions.node}, ${process.arch}; milliseconds: median (95 %)\n`);
  const rows = [["lines", "server", "start", "diagnostics", ": Flowstate", "completion", ": Flowstate", "offered"]];
  for (const lines of options.lines.split(",").map(Number)) rows.push(...(await rowsFor(lines)));
  print(rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function rowsFor(lines) {
  const authors = [];
  for (const [name, file] of flowstates) authors.push(await flowAuthor(name, [file, "--stdio"], lines));
  if (!options.alone) {
    authors.push(await flowAuthor("Langium", [here("peers/langiumServer.mjs"), "--stdio"], lines));
    authors.push(await jsonAuthor(lines));
  }
  const limits = { seconds: Number(options.seconds), most: 200, warm: lines > 5_000 ? 3 : 30 };
  const diagnostics = await inTurn(
    authors.map(({ typeText }) => typeText),
    limits,
  );
  const completions = await inTurn(
    authors.map(({ typeName }) => typeName),
    limits,
  );
  const rows = [];
  for (const [i, { name, server, offered }] of authors.entries()) {
    rows.push([
      String(lines),
      name,
      server.started.toFixed(0),
      written(diagnostics[i]),
      (median(diagnostics[i]) / median(diagnostics[0])).toFixed(1),
      written(completions[i]),
      (median(completions[i]) / median(completions[0])).toFixed(1),
      String(offered()),
    ]);
    await server.stop();
  }
  return rows;
}

function written(times) {
  return `${median(times).toFixed(1)} (${quantile(times, 0.95).toFixed(1)})`;
}

async function flowAuthor(name, args, lines) {
  const project = projectOf(lines);
  const root = join(folder, `${name}-${lines}`);
  await mkdir(root);
  // Langium's grammar has no bot: its project is the one file.
  const files = name === "Langium" ? ["bench.flow"] : Object.keys(project);
  for (const file of files) await writeFile(join(root, file), project[file]);
  const text = project["bench.flow"];
  const server = await startServer(args, { folder: pathToFileURL(root).href });
  const uri = pathToFileURL(join(root, "bench.flow")).href;
  const state = `state s${Math.floor(text.split("\nstate s").length / 2)} {`;
  const from = text.indexOf(state);
  return author(name, server, { uri, languageId: "flow", text }, [
    { at: text.indexOf("That is", from) + "That ".length, key: "x", found: 0 },
    { at: text.indexOf('"Go on" -> s', from) + '"Go on" -> s'.length, key: "1", found: undefined },
  ]);
}

async function jsonAuthor(lines) {
  const text = jsonOf(projectOf(lines)["bench.flow"].length).replaceAll("},{", "},\n{");
  const uri = pathToFileURL(join(folder, `bench-${lines}.json`)).href;
  const server = await startServer([here(jsonServer), "--stdio"], {
    folder: pathToFileURL(folder).href,
    initializationOptions: { provideFormatter: true },
    afterwards: (connection) =>
      connection.sendNotification("json/schemaAssociations", [
        { fileMatch: ["*.json"], uri: "schema://bench", schema: stateSchema },
      ]),
  });
  const from = text.indexOf("{", Math.floor(text.length / 2));
  const entry = text.indexOf('{"name":"s', from);
  return author("VS Code JSON", server, { uri, languageId: "json", text }, [
    { at: text.indexOf("left.", entry), key: "x", found: 0 },
    { at: entry + '{"'.length, key: "n", found: undefined },
  ]);
}

/** Someone who types a key into a text, sees what is wrong, deletes it again; and one into a name, and sees what fits. */
async function author(name, server, document, [inText, inName]) {
  const problems = await server.open(document.uri, document.languageId, document.text);
  if (problems.length > 0) throw new Error(`${name} finds a problem in the benchmark: ${problems[0].message}`);
  let version = 0;
  let offered = 0;
  const lines = document.text.split("\n");
  const key = ({ at, key: typed }) => {
    const before = document.text.slice(0, at).split("\n");
    const start = { line: before.length - 1, character: before.at(-1).length };
    if (start.line >= lines.length) throw new Error(`${name}: the place is outside of the file.`);
    const end = { line: start.line, character: start.character + typed.length };
    let isThere = false;
    return () => {
      isThere = !isThere;
      version++;
      if (isThere) return { edit: { range: { start, end: start }, text: typed }, position: end };
      return { edit: { range: { start, end }, text: "" }, position: start };
    };
  };
  const [text, word] = [key(inText), key(inName)];
  return {
    name,
    server,
    offered: () => offered,
    typeText: async () => {
      const { edit } = text();
      const found = await server.diagnosticsAfter(document.uri, version, edit);
      if (found !== undefined && found.length > 0) throw new Error(`${name} finds ${found[0].message}`);
    },
    typeName: async () => {
      const { edit, position } = word();
      offered = await server.completionsAfter(document.uri, version, edit, position);
    },
  };
}
