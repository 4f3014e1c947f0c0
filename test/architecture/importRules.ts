import type { Import, ImportGraph } from "./importGraph.ts";

/** A rule of the architecture: what is wrong with an import, or undefined when it is fine. */
type Rule = (from: string, link: Import) => string | undefined;

/** What each room of the server may import besides itself. */
const allowed: Readonly<Record<string, readonly string[]>> = closure({
  base: [],
  language: ["base"],
  expressions: ["language"],
  semantics: ["expressions"],
  workspace: ["semantics"],
  features: ["workspace"],
  lsp: ["features"],
  runtime: ["semantics"],
  interop: ["runtime"],
  testing: ["runtime", "workspace", "interop"],
  debug: ["testing", "features"],
  channels: ["runtime", "workspace"],
  cli: ["lsp", "debug", "testing", "channels", "interop", "features", "workspace", "runtime"],
});

/** The only files of the server that the editor's side may import. */
const protocols = ["lsp", "debug", "testing"].map((room) => `server/src/${room}/protocol.ts`);

/** The only file outside of its folder that browser code may import, for its types. */
const runEvents = "server/src/runtime/events.ts";

/** Where a package may be used; a package that is not listed may be used everywhere in the server. */
const packages: readonly { readonly name: RegExp; readonly where: RegExp }[] = [
  { name: /^(chevrotain|@chevrotain\/.*)$/, where: /^server\/src\/language\// },
  { name: /^vscode-(languageserver(-protocol|-types)?|jsonrpc)$/, where: /^server\/src\/lsp\// },
  { name: /^undici$/, where: /^server\/src\/(runtime\/effects\/.*\.node\.ts$|cli\/)/ },
  { name: /^fastify$/, where: /^server\/src\/(channels|cli)\// },
  { name: /^@vscode\/debugadapter$/, where: /^server\/src\/debug\// },
  { name: /^commander$/, where: /^server\/src\/cli\// },
  { name: /^(vscode|vscode-languageclient)$/, where: /^client\/src\// },
  { name: /^(preact|@preact\/.*)$/, where: /^client\/webview\// },
];

/** Rooms that run in a web worker too: Node's modules only in `*.node.ts`, and those files only from one another. */
const pureRooms = ["base", "language", "expressions", "semantics", "features", "runtime", "workspace"];

/** Rooms where no file may touch Node at all; the driver's ports are the one place of the runtime. */
const withoutNode = /^server\/src\/(language|expressions|semantics|features|runtime(?!\/effects\/))\//;

/** LSP nouns: a file or folder of that name is a feature, any other file of `features` a helper that features share. */
const nouns = new Set(
  (
    "callHierarchy codeActions codeLenses completion declaration definition diagnostics documentColors documentHighlights documentLinks " +
    "documentSymbols fileRename foldingRanges formatting hover implementation inlayHints inlineValues linkedEditing onTypeFormatting prepareRename " +
    "refactorings references rename selectionRanges semanticTokens signatureHelp typeDefinition typeHierarchy workspaceSymbols"
  ).split(" "),
);

const rules: readonly Rule[] = [existence, rooms, editorSide, browserSide, packageHomes, nodeModules, features];

/** Every breach of the architecture in a graph, one sentence each, sorted. */
export function breachesOf(graph: ImportGraph): readonly string[] {
  const found = [...graph].flatMap(([from, links]) =>
    links.flatMap((link) =>
      rules.flatMap((rule) => {
        const reason = rule(from, link);
        return reason === undefined ? [] : [`${from} → ${packageOf(link) ?? link.to}: ${reason}`];
      }),
    ),
  );
  return [...new Set([...found, ...knots(graph)])].sort();
}

function existence(_: string, { to }: Import): string | undefined {
  return to.startsWith(".") && !to.includes("node_modules/") ? "there is no such file" : undefined;
}

function rooms(from: string, { to }: Import): string | undefined {
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here === undefined) return undefined;
  if (allowed[here] === undefined) return `server/src has no room named ${here}`;
  if (to.startsWith("client/")) return "the server imports nothing of the client";
  if (there === undefined || there === here || allowed[here].includes(there)) return undefined;
  return `${here} may not import ${there}`;
}

function editorSide(from: string, { to, typeOnly }: Import): string | undefined {
  if (!from.startsWith("client/src/")) return undefined;
  if (to.startsWith("server/") && !protocols.includes(to))
    return "client/src may import the three protocol.ts files only";
  if (to.startsWith("client/webview/") && !typeOnly) return "client/src may import types only from the panels";
  return undefined;
}

function browserSide(from: string, { to, typeOnly, builtIn }: Import): string | undefined {
  if (!from.startsWith("client/webview/")) return undefined;
  if (builtIn || to.startsWith("client/src/")) return "client/webview runs in a browser of its own";
  if (!to.startsWith("server/")) return undefined;
  return to === runEvents && typeOnly ? undefined : "client/webview may import the types of runtime/events.ts only";
}

function packageHomes(from: string, link: Import): string | undefined {
  const name = packageOf(link);
  const home = packages.find((one) => name !== undefined && one.name.test(name));
  return home === undefined || home.where.test(from) ? undefined : "this package has a place of its own";
}

function nodeModules(from: string, { to, builtIn }: Import): string | undefined {
  if (builtIn && withoutNode.test(from)) return "this room imports nothing from Node";
  if (from.endsWith(".node.ts") || !pureRooms.includes(roomOf(from) ?? "")) return undefined;
  if (builtIn) return "Node's modules only in *.node.ts";
  return to.endsWith(".node.ts") ? "*.node.ts only from *.node.ts" : undefined;
}

function features(from: string, { to }: Import): string | undefined {
  const [here, there] = [featureOf(from), featureOf(to)];
  return here === undefined || there === undefined || here === there ? undefined : "features do not import each other";
}

/** The shortest cycle of each knot: a knot of many files has hundreds of them, and goes with its shortest more often than not. */
function knots(graph: ImportGraph): readonly string[] {
  const links = [...graph.values()].flat();
  const found = links.flatMap(({ cycle }) => (cycle === undefined ? [] : [cycle])).sort((a, b) => a.length - b.length);
  const seen = new Set<string>();
  return found.flatMap((cycle) => {
    if (cycle.some((file) => seen.has(file))) return [];
    for (const file of cycle) seen.add(file);
    return [`a cycle: ${cycle.join(" → ")}`];
  });
}

/** The folder below `server/src` that a file belongs to. */
function roomOf(path: string): string | undefined {
  return /^server\/src\/([^/]+)\//.exec(path)?.[1];
}

function featureOf(path: string): string | undefined {
  const name = /^server\/src\/features\/(\w+)/.exec(path)?.[1];
  return name !== undefined && nouns.has(name) ? name : undefined;
}

/** The npm package that an import leads to; undefined for files of ours and for Node's modules. */
function packageOf({ to, builtIn }: Import): string | undefined {
  const inside = to.split("node_modules/").at(-1) ?? to;
  if (builtIn || (inside === to && /^(client|server)\/|^\./.test(to))) return undefined;
  const name = inside.replace(/^@types\//, "");
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}

function closure(direct: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, readonly string[]>> {
  const reach = (room: string): readonly string[] => (direct[room] ?? []).flatMap((next) => [next, ...reach(next)]);
  return Object.fromEntries(Object.keys(direct).map((room) => [room, [...new Set(reach(room))]]));
}
