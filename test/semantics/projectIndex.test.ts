import fc from "fast-check";
import { expect, test } from "vitest";
import { checkProject } from "../../server/src/semantics/checks/index.ts";
import { indexFile, type SourceFile } from "../../server/src/semantics/fileIndex.ts";
import { createProjectIndex, type ProjectIndex, updateProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import { wireId } from "../../server/src/semantics/symbols.ts";
import { fixture } from "../support/fixture.ts";
import { projectOf, sourceFile } from "../support/project.ts";
import { runs } from "../support/runs.ts";

const bank = () =>
  projectOf(
    fixture(`
      --- bank.flow
      bot bank { languages en, nl start transfer.start }
      service core { base "http://localhost" }
      intent pay { "pay" }
      entity size { small large }
      preset rich { session.amount = 5 }
      mock ok GET "/x" {}
      --- transfer.flow
      flow transfer
      state start id "wire-1" { say "Hi." -> \`Main menu\` }
      state \`Main menu\` { -> start }
      --- folder/order.test.flow
      state start { -> transfer.start }
    `),
  );

test("flows go by their header, else by their file", () => {
  const index = bank();
  expect(index.flow("transfer")?.path).toBe("transfer.flow");
  expect(index.flow("order.test")?.key).toBe("flow:`order.test`");
  expect(index.flowOf("bank.flow")?.name).toBe("bank");
  expect(index.flow("nothing")).toBeUndefined();
});

test("states go by their full names, their flows and their wire ids", () => {
  const index = bank();
  expect(index.state("transfer.Main menu")?.key).toBe("state:transfer.`Main menu`");
  expect(index.state("order.test.start")?.path).toBe("folder/order.test.flow");
  expect([...index.states()].map(wireId)).toEqual(["order.test.start", "wire-1", "transfer.Main menu"]);
  expect(index.stateIn("transfer", "start")?.fullName).toBe("transfer.start");
  expect(index.stateMeantBy("wire-1", undefined)?.fullName).toBe("transfer.start");
});

test("everything else goes by its name", () => {
  const index = bank();
  expect(index.bot?.name).toBe("bank");
  expect(index.named("service", "core")?.node.items).toHaveLength(1);
  expect(index.named("intent", "pay")?.kind).toBe("intent");
  expect(index.named("entity", "size")?.kind).toBe("entity");
  expect(index.named("preset", "rich")?.kind).toBe("preset");
  expect(index.named("mock", "ok")?.kind).toBe("mock");
  expect([...index.symbolsOfKind("language")].map(({ name }) => name)).toEqual(["en", "nl"]);
});

test("a wire id goes before full names, and those before plain names", () => {
  const index = projectOf(
    fixture(`
      --- a.flow
      state x { }
      state first id "b.x" { }
      --- b.flow
      state x { }
      state other id "x" { }
    `),
  );
  expect(index.stateMeantBy("b.x", "b")?.fullName).toBe("a.first");
  expect(index.stateMeantBy("x", "a")?.fullName).toBe("b.other");
  expect(index.stateMeantBy("a.x", undefined)?.fullName).toBe("a.x");
  expect(index.stateMeantBy("first", "b")).toBeUndefined();
  expect(index.stateMeantBy("first", undefined)?.fullName).toBe("a.first");
});

test("references of one key are not mixed up with those of a longer one", () => {
  const index = projectOf(fixture('state a { say "1" { payload { nextDialogstate: "x\\u{0}main.flow" } } -> end }'));
  expect(index.references("wire:x")).toEqual([]);
  expect(index.references("wire:x\u0000main.flow")).toHaveLength(1);
});

const stateName = fc.constantFrom("start", "done", "`Main menu`", "a", "b");
const stateText = fc
  .record({
    name: stateName,
    id: fc.option(fc.constantFrom("done", "one.a", "wire"), { nil: undefined }),
    to: fc.constantFrom("start", "done", "one.a", "two.b", "`Main menu`", "three.start", "end"),
    sent: fc.constantFrom("done", "one.a", "wire", "a"),
    reads: fc.constantFrom("session.a", "user.a.b", "c"),
    first: fc.constantFrom("", "call done", "call one.a", "if session.x -> done", "if false -> b", "wait 1s"),
    last: fc.constantFrom("", "-> return", 'say "Bye."'),
  })
  .map(({ name, id, to, sent, reads, first, last }) => {
    const head = id === undefined ? name : `${name} id "${id}"`;
    const says = `say "{${reads}}" { payload { nextDialogstate: "${sent}" } }`;
    return `state ${head} { ${first} ${says} set ${reads} = state ${name} -> ${to} ${last} }`;
  });
const phrases = ["", 'intent i { "hello" }', 'intent j { "Hello " "bye" }', 'intent j { nl "hello" }'] as const;
const fileText = fc
  .record({
    header: fc.constantFrom("", "flow one", "flow two", "bot b { start done }"),
    intent: fc.constantFrom(...phrases),
    states: fc.array(stateText, { maxLength: 4 }),
  })
  .map(({ header, intent, states }) => [header, intent, ...states].join("\n"));
const change = fc.record({
  changed: fc.array(
    fc.record({ path: fc.constantFrom("one.flow", "two.flow", "x/one.flow", "3.flow"), text: fileText }),
    {
      maxLength: 2,
    },
  ),
  removed: fc.array(fc.constantFrom("one.flow", "two.flow", "nothing.flow"), { maxLength: 1 }),
});

/** Everything that an index tells, as text. */
function drawIndex(index: ProjectIndex): readonly string[] {
  const lines = [`bot ${index.bot?.name ?? "none"}`];
  for (const path of index.files.keys()) {
    const file = index.file(path);
    lines.push(`${path}: flow ${file?.flow.name}`);
    for (const symbol of file?.symbols ?? []) {
      const references = index.referencesTo(symbol.key).map(({ path: at, span }) => `${at}:${span.start}`);
      lines.push(`  ${symbol.key} ×${index.symbols(symbol.key).length} ← ${references.join(" ")}`);
    }
    for (const reference of file?.references ?? []) {
      const same = index.references(reference.key).map(({ path: at, span }) => `${at}:${span.start}`);
      const meant = reference.kind === "wire" ? index.stateMeantBy(reference.name, reference.flow)?.path : "";
      lines.push(`  ${reference.key} ${reference.span.start} = ${same.join(" ")} ${meant}`);
    }
  }
  for (const { code, path, start, message } of checkProject(index)) lines.push(`${code} ${path}:${start} ${message}`);
  return lines;
}

test("any sequence of changes gives the index that is made afresh from what is left", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
      const files = new Map<string, SourceFile>();
      let index = createProjectIndex([]);
      for (const { changed, removed } of changes) {
        const sources = changed.map(sourceFile);
        const before = drawIndex(index);
        const after = updateProjectIndex(index, { changed: sources, removed });
        expect(drawIndex(index)).toEqual(before);
        index = after;
        for (const path of removed) files.delete(path);
        for (const source of sources) files.set(source.path, source);
      }
      expect(drawIndex(index)).toEqual(drawIndex(createProjectIndex([...files.values()])));
    }),
    { numRuns: runs(2_000) },
  );
});

test("a change that changes nothing gives the same index", () => {
  const source = sourceFile({ path: "a.flow", text: "state a { }" });
  const index = createProjectIndex([source]);
  expect(updateProjectIndex(index, { changed: [source], removed: ["b.flow"] })).toBe(index);
});

test("a file is indexed once, wherever it is used", () => {
  const source = sourceFile({ path: "a.flow", text: "state a { }" });
  expect(indexFile(source)).toBe(indexFile({ ...source }));
  expect(indexFile({ ...source, path: "b.flow" }).flow.name).toBe("b");
});

test("changing one file reads no other, however many there are", () => {
  for (const count of [10, 1_000]) {
    let reads = 0;
    const files = Array.from({ length: count }, (_, at) => {
      const { path, uri, parsed } = sourceFile({
        path: `f${at}.flow`,
        text: `state start { -> f${(at + 1) % count}.start } state done { say "{session.a}" -> f0.start }`,
      });
      return Object.defineProperty({ path, uri, parsed }, "parsed", {
        enumerable: true,
        get: () => {
          reads++;
          return parsed;
        },
      });
    });
    const index = createProjectIndex(files);
    reads = 0;
    const changed = sourceFile({ path: "f5.flow", text: "state start { -> f7.start } state other { }" });
    const next = updateProjectIndex(index, { changed: [changed], removed: [] });
    expect(reads).toBeLessThanOrEqual(3);
    expect(next.referencesTo("state:f7.start").map(({ path }) => path)).toEqual(["f5.flow", "f6.flow"]);
    expect(next.referencesTo("state:f6.start")).toEqual([]);
    expect(index.referencesTo("state:f6.start").map(({ path }) => path)).toEqual(["f5.flow"]);
  }
});
