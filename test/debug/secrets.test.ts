import { expect, test } from "vitest";
import { Secrets } from "../../server/src/debug/secrets.ts";
import { debugFixture, projectFolder } from "../support/debugClient.ts";

const flow = `
state start {
  api GET "http://127.0.0.1:1/x" { headers { "x-token": secret.TOKEN, "x-other": secret.OTHER } on failure { } }
  say "{temp.response.body.echo ?? "none"}" { reply "Again" -> start }
}
`;

test("secrets that the environment does not have are asked of the editor, and masked like any other", async () => {
  const seen: (string | undefined)[][] = [];
  const { client } = debugFixture(flow, {
    canAsk: true,
    environment: { OTHER: "from-the-environment" },
    backend: ({ headers }) => {
      seen.push([headers["x-token"], headers["x-other"]]);
      return { body: { echo: headers["x-token"] } };
    },
  });
  await client.ask("initialize", { adapterID: "flow" });
  const launched = client.ask("launch", { program: projectFolder });
  const { body } = await client.event("flow/secret");
  expect(body).toEqual({ name: "TOKEN" });
  await client.ask("flow/secret", { name: "TOKEN", value: "kept-by-the-editor" });
  await launched;
  await client.ask("configurationDone");
  await client.settle();
  expect(seen).toEqual([["kept-by-the-editor", "from-the-environment"]]);
  expect(client.events.filter(({ event }) => event === "flow/secret")).toHaveLength(1);
  expect(JSON.stringify(client.messages)).not.toContain("kept-by-the-editor");
  expect(await client.refusal("flow/secret", { name: "TOKEN", value: "late" })).toBe(
    "No launch waits for the secret `TOKEN`.",
  );
});

test("nobody is asked over plain stdio", async () => {
  const { client } = debugFixture(flow, { canAsk: false });
  await client.start();
  await client.settle();
  expect(client.events.some(({ event }) => event === "flow/secret")).toBe(false);
});

test("what the client does not answer, or has not, is not set", async () => {
  const asked: string[] = [];
  const secrets: Secrets = new Secrets((name) => {
    asked.push(name);
    if (name === "A") queueMicrotask(() => secrets.answer("A", null));
    if (name === "B") queueMicrotask(() => secrets.answer("B", ""));
  });
  const found = secrets.missing(["A", "B", "C", "toString", "KNOWN"], { KNOWN: "x" });
  await Promise.resolve();
  secrets.dispose();
  expect(await found).toEqual({ B: "" });
  expect(asked).toEqual(["A", "B", "C", "toString"]);
  expect(secrets.answer("C", "late")).toBe(false);
});
