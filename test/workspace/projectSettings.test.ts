import { describe, expect, test } from "vitest";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { loadProject } from "../../server/src/workspace/loadProject.ts";
import { readProjectSettings } from "../../server/src/workspace/projectSettings.ts";
import { Workspace } from "../../server/src/workspace/workspace.ts";
import { type MemoryFileSystem, memoryFileSystem, memoryUri } from "../support/memoryFileSystem.ts";

describe("flowstate.json", () => {
  test("says how serious checks are and how flows are laid out", () => {
    const text =
      '{ "checks": { "dead-end": "off", "syntax": "hint" }, "format": { "width": 80, "indent": 4 }, "nlu": {} }';
    expect(readProjectSettings(text)).toEqual({
      settings: { checks: { "dead-end": "off", syntax: "hint" }, format: { width: 80, indent: 4 } },
      problems: [],
    });
    expect(readProjectSettings("{}")).toEqual({ settings: { checks: {}, format: {} }, problems: [] });
  });

  test("keeps what is right where something is wrong, and says what is", () => {
    const text = '{ "checks": { "dead-end": "loud", "ded-end": "off", "syntax": "hint" }, "format": { "width": 0.5 } }';
    const { settings, problems } = readProjectSettings(text);
    expect(settings).toEqual({ checks: { "ded-end": "off", syntax: "hint" }, format: {} });
    expect(problems).toEqual([
      "The severity of `dead-end` has to be one of error, warning, information, hint, off.",
      "There is no check `ded-end`.",
      "`format.width` has to be a whole number from 1 to 1000.",
    ]);
    for (const wrong of ["", "[]", "null", "{", '"x"', "5"]) {
      expect(readProjectSettings(wrong).problems).toEqual(["It is not a JSON object."]);
    }
    expect(readProjectSettings('{ "checks": [], "format": 5 }').problems).toHaveLength(2);
    expect(readProjectSettings('{ "checks": { "__proto__": "off", "constructor": 1 } }').problems).toHaveLength(2);
  });
});

test("flowstate.json says what the tests have to reach", () => {
  const { settings, problems } = readProjectSettings(
    '{ "coverage": { "steps": 90, "outcomes": 100, "states": "all", "branches": 101, "lines": 5 } }',
  );
  expect(settings.coverage).toEqual({ steps: 90, outcomes: 100 });
  expect(problems).toEqual([
    "There is no `coverage.lines`: there are steps, states, branches, outcomes.",
    "`coverage.states` has to be a number from 0 to 100.",
    "`coverage.branches` has to be a number from 0 to 100.",
  ]);
  expect(readProjectSettings('{ "coverage": 90 }').problems).toHaveLength(1);
});

const deadEnd = `bot b { start start fallback start }
state start { on text "x" -> next }
state next { say "Hi." }
`;

async function workspaceOver(disk: MemoryFileSystem): Promise<Workspace> {
  const workspace = new Workspace(disk, (error) => {
    throw error;
  });
  await workspace.changeFolders([memoryUri("/w")], []);
  return workspace;
}

function found(workspace: Workspace): readonly string[] {
  return workspace
    .snapshot()
    .files()
    .flatMap((file) => diagnostics(file).map(({ code, severity }) => `${file.path}: ${code} ${severity}`));
}

describe("a project in the editor", () => {
  test("takes the severities of the file beside its own bot", async () => {
    const workspace = await workspaceOver(
      memoryFileSystem({
        "/w/a/bot.flow": deadEnd,
        "/w/a/flowstate.json": '{ "checks": { "dead-end": "error" } }',
        "/w/b/bot.flow": deadEnd,
        "/w/flowstate.json": '{ "checks": { "dead-end": "off" } }',
      }),
    );
    expect(found(workspace)).toEqual(["bot.flow: dead-end error", "bot.flow: dead-end warning"]);
    expect(workspace.snapshot().projects.map(({ settings }) => settings.checks)).toEqual([{ "dead-end": "error" }, {}]);
  });

  test("follows the file as it comes, changes and goes", async () => {
    const disk = memoryFileSystem({ "/w/bot.flow": deadEnd });
    const workspace = await workspaceOver(disk);
    const uri = memoryUri("/w/flowstate.json");
    expect(found(workspace)).toEqual(["bot.flow: dead-end warning"]);
    disk.write("/w/flowstate.json", '{ "checks": { "dead-end": "hint" } }');
    await workspace.applyFileEvents([{ uri, kind: "created" }]);
    expect(found(workspace)).toEqual(["bot.flow: dead-end hint"]);
    disk.write("/w/flowstate.json", '{ "checks": { "dead-end": "off" } }');
    await workspace.applyFileEvents([{ uri, kind: "changed" }]);
    expect(found(workspace)).toEqual([]);
    workspace.setSeverities({ "dead-end": "error" });
    expect(found(workspace)).toEqual(["bot.flow: dead-end error"]);
    workspace.setSeverities({});
    disk.remove("/w/flowstate.json");
    await workspace.applyFileEvents([{ uri, kind: "deleted" }]);
    expect(found(workspace)).toEqual(["bot.flow: dead-end warning"]);
    expect(workspace.snapshot().files()).toHaveLength(1);
  });
});

test("a project that is loaded carries what the file says", async () => {
  const disk = memoryFileSystem({ "/w/bot.flow": deadEnd, "/w/flowstate.json": '{ "checks": { "dead-end": "off" } }' });
  const loaded = await loadProject(disk, memoryUri("/w/bot.flow"));
  expect(loaded.ok && loaded.value.settings.settings.checks).toEqual({ "dead-end": "off" });
});

describe("a language model", () => {
  const nlu = { endpoint: "https://models.example/v1", model: "small", key: "MODEL_KEY", timeout: 3_000 };
  const read = (value: unknown) => readProjectSettings(JSON.stringify({ nlu: value }));

  test("is asked where the file names one", () => {
    expect(read(nlu)).toEqual({ settings: { checks: {}, format: {}, nlu }, problems: [] });
    expect(readProjectSettings("{}").settings).not.toHaveProperty("nlu");
  });

  test.each<[what: string, value: unknown, problem: RegExp]>([
    ["no object", true, /`nlu` has to be an object/],
    ["no endpoint", { model: "m" }, /endpoint/],
    ["another scheme", { ...nlu, endpoint: "file:///etc" }, /endpoint/],
    ["a password in the address", { ...nlu, endpoint: "https://u:p@models.example/v1" }, /endpoint/],
    ["no model", { endpoint: nlu.endpoint }, /model/],
    ["a key in place of its name", { ...nlu, key: "sk-abc123" }, /name of an environment variable, not a key/],
    ["no time", { ...nlu, timeout: 0 }, /timeout/],
  ])("is not asked: %s", (_what, value, problem) => {
    const { settings, problems } = read(value);
    expect(settings).not.toHaveProperty("nlu");
    expect(problems.join()).toMatch(problem);
  });
});
