import { expect, test, vi } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { debugFixture } from "../support/debugClient.ts";
import type { fakeEditor } from "../support/fakeEditor.ts";

const editor = vi.hoisted(() => ({ current: undefined as ReturnType<typeof fakeEditor> | undefined }));

vi.mock("vscode", async () => {
  const { fakeEditor: create, vscodeOf } = await import("../support/fakeEditor.ts");
  editor.current = create();
  return vscodeOf(editor.current);
});

const { registerConfigurations } = await import("../../client/src/debug/configurations.ts");
const { AllowedHosts } = await import("../../client/src/debug/allowedHosts.ts");

/** Where the editor keeps what belongs to the user, and not to a folder. */
function userMemory(kept = new Map<string, unknown>()) {
  return {
    kept,
    keys: () => [...kept.keys()],
    get: (key: string) => kept.get(key),
    update: async (key: string, value: unknown) => void kept.set(key, value),
  };
}

function it(): ReturnType<typeof fakeEditor> {
  if (editor.current === undefined) throw new Error("The editor was not loaded.");
  it.reset(editor.current);
  return editor.current;
}
it.reset = (each: ReturnType<typeof fakeEditor>): void => {
  each.questions.length = 0;
  each.answer = undefined;
};

async function resolved(hosts: InstanceType<typeof AllowedHosts>, live: string): Promise<unknown> {
  registerConfigurations(hosts);
  const provider = editor.current?.registered.get("configurations") as {
    resolveDebugConfigurationWithSubstitutedVariables(
      folder: undefined,
      configuration: object,
    ): Promise<{ live: unknown }>;
  };
  const launch = { type: "flow", request: "launch", name: "x", program: "/bot/main.flow", live };
  return (await provider.resolveDebugConfigurationWithSubstitutedVariables(undefined, launch)).live;
}

test("rule 2, a launch configuration of the repository cannot allow itself every host", async () => {
  const { questions } = it();
  const hosts = new AllowedHosts(userMemory());
  expect(await resolved(hosts, "always")).toBe("ask");
  expect(questions).toEqual(["Send requests to every host?"]);
  for (const live of ["ask", "never"]) expect(await resolved(hosts, live)).toBe(live);
  expect(questions).toHaveLength(1);
});

test("rule 2, the user's consent is kept with the user, outside of the repository", async () => {
  const user = it();
  const memory = userMemory();
  user.answer = "Always Allow in This Folder";
  expect(await resolved(new AllowedHosts(memory), "always")).toBe("always");
  user.answer = "Always Allow for This Host";
  expect(await new AllowedHosts(memory).allows("api.example")).toBe(true);
  user.questions.length = 0;
  user.answer = undefined;
  const later = new AllowedHosts(memory);
  expect(await resolved(later, "always")).toBe("always");
  expect(await later.allows("api.example")).toBe(true);
  expect(user.questions).toEqual([]);
  expect(await later.allows("other.example")).toBe(false);
  expect(await later.forget()).toBe(2);
  expect(await later.allows("api.example")).toBe(false);
  expect(await resolved(later, "always")).toBe("ask");
});

test("rule 2, no setting of a workspace names a host that may be called", () => {
  const properties = Object.keys(manifest.contributes.configuration.properties);
  expect(properties.length).toBeGreaterThan(2);
  expect(properties.filter((name) => /host|allow|live|consent/i.test(name))).toEqual([]);
});

test("rule 2, mocks need no consent, and a request that none answers goes nowhere without it", async () => {
  const source = `
    --- main.flow
    mock bank GET "http://api.example/a" { body { ok: true } }
    state start {
      api GET "http://api.example/a"
      api GET "http://api.example/b" { on failure { say "no" } }
    }
  `;
  const { client, sent } = debugFixture(source, { backend: () => ({ body: {} }) });
  await client.ask("initialize", {});
  await client.ask("launch", { program: "/bot", now: 0, mocks: "on" });
  await client.ask("configurationDone");
  await client.settle();
  expect(sent).toEqual([]);
});
