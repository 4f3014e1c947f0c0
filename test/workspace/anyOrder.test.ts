import fc from "fast-check";
import { expect, test } from "vitest";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { Workspace } from "../../server/src/workspace/workspace.ts";
import { memoryFileSystem, memoryUri } from "../support/memoryFileSystem.ts";
import { runs } from "../support/runs.ts";

const folders = ["/w", "/w/a", "/w/a/sub", "/w/b", "/v"] as const;
const names = ["one.flow", "two.flow", ".gitignore", "flowstate.json"] as const;
const texts: Readonly<Record<string, readonly string[]>> = {
  ".gitignore": ["sub\n", "one.flow\n", ""],
  "flowstate.json": ['{ "checks": { "unknown-state": "hint" } }', '{ "checks": { "unknown-state": "off" } }', "{"],
};
const flows = [
  "",
  "state start { -> two.start }\n",
  "state start { -> one.start }\nstate start { -> gone }\n",
  'flow two\nstate start { say "{session.x}" -> end }\n',
  "bot shop { start one.start }\n",
  'state { 😀 "',
];

const file = fc.tuple(fc.constantFrom(...folders), fc.constantFrom(...names)).map((parts) => parts.join("/"));
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant("write" as const), path: file, choice: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("open" as const), path: file, choice: fc.nat(5) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constantFrom("remove", "close", "edit", "folder", "removeFolder", "wait"),
      path: file,
      choice: fc.nat(5),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function textFor(path: string, choice: number): string {
  const among = texts[path.slice(path.lastIndexOf("/") + 1)] ?? flows;
  return among[choice % among.length] ?? "";
}

/** What is known, in a form that can be compared; documents without text are known as they are asked for. */
function known(workspace: Workspace): unknown {
  const snapshot = workspace.snapshot();
  return snapshot.files().map((one) => ({
    uri: one.uri,
    project: one.project.folder,
    text: one.parsed.text,
    listed: one.listed,
    found: diagnostics(one),
  }));
}

const failed = (error: unknown) => {
  throw error;
};

test("after any changes of files, folders and documents the workspace knows what a new one does", async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
    const disk = memoryFileSystem({ "/w/one.flow": flows[1] ?? "", "/w/a/two.flow": flows[3] ?? "" });
    const workspace = new Workspace(disk, failed);
    const opened = new Map<string, string>();
    const added = new Set<string>(["/w"]);
    void workspace.changeFolders([memoryUri("/w")], []);
    const existing = new Set(["/w/one.flow", "/w/a/two.flow"]);
    const take = async ({ what, path, choice }: Step): Promise<void> => {
      const [uri, folder, text] = [memoryUri(path), path.slice(0, path.lastIndexOf("/")), textFor(path, choice)];
      if (what === "write") {
        const kind = existing.has(path) ? "changed" : "created";
        existing.add(path);
        disk.write(path, text);
        void workspace.applyFileEvents([{ uri, kind }]);
      } else if (what === "remove" && existing.delete(path)) {
        disk.remove(path);
        void workspace.applyFileEvents([{ uri, kind: "deleted" }]);
      } else if (what === "removeFolder" && folder !== "/w" && folder !== "/v") {
        for (const one of [...existing]) if (one.startsWith(`${folder}/`)) existing.delete(one);
        disk.remove(folder);
        void workspace.applyFileEvents([{ uri: memoryUri(folder), kind: "deleted" }]);
      } else if (what === "open" && path.endsWith(".flow") && !opened.has(path)) {
        opened.set(path, text);
        void workspace.openDocument(uri, 1, text);
      } else if (what === "edit" && opened.has(path)) {
        opened.set(path, text);
        workspace.changeDocument(uri, choice + 2, [{ text }]);
      } else if (what === "close" && opened.delete(path)) void workspace.closeDocument(uri);
      else if (what === "folder") {
        if (added.delete(folder)) void workspace.changeFolders([], [memoryUri(folder)]);
        else {
          added.add(folder);
          void workspace.changeFolders([memoryUri(folder)], []);
        }
      } else if (what === "wait") await workspace.ready();
      // Whoever looks between two changes sees something whole.
      if (choice === 0) known(workspace);
    };
    for (const one of steps) await take(one);
    await workspace.ready();
    const anew = new Workspace(disk, failed);
    void anew.changeFolders([...added].map(memoryUri), []);
    for (const [path, text] of opened) void anew.openDocument(memoryUri(path), 1, text);
    await anew.ready();
    expect(known(workspace)).toEqual(known(anew));
  });
  await fc.assert(property, { numRuns: runs(1_000) });
});
