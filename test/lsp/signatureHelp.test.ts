import { expect, test } from "vitest";
import { fewCapabilities, type MockClient, type MockClientOptions, startMockClient } from "../support/mockClient.ts";

let client: MockClient | undefined;

const path = "/bot/main.flow";

async function signatureIn(text: string, options: MockClientOptions): Promise<unknown> {
  client = await startMockClient({ files: { [path]: text }, ...options });
  await client.open(path, text);
  return client.request("textDocument/signatureHelp", client.at(path, "▮"));
}

const signatureHelp = {
  signatureInformation: { parameterInformation: { labelOffsetSupport: true }, noActiveParameterSupport: true },
};

test("a client is offered signatures, with the parameter as a place where it can take that", async () => {
  const capabilities = { textDocument: { signatureHelp } };
  expect(await signatureIn('state a { say "{replace(b, ▮" }', { capabilities })).toMatchObject({
    signatures: [
      {
        label: "replace(text: text, search: text or pattern, with: text): text",
        documentation: { kind: "markdown" },
        parameters: [{ label: [8, 18] }, { label: [20, 43] }, { label: [45, 55] }],
      },
    ],
    activeParameter: 1,
  });
  expect(client?.initialized?.capabilities.signatureHelpProvider?.triggerCharacters).toEqual(["(", ","]);
});

test("an older one gets the parameter's text", async () => {
  expect(await signatureIn("var a = upper(▮", { capabilities: fewCapabilities })).toMatchObject({
    signatures: [{ parameters: [{ label: "text: text" }] }],
    activeParameter: 0,
  });
});

test("one argument too many is told apart from the first", async () => {
  expect(await signatureIn("var a = upper(b, ▮", { capabilities: { textDocument: { signatureHelp } } })).toMatchObject({
    activeParameter: null,
  });
  expect(await signatureIn("var a = upper(b, ▮", { capabilities: fewCapabilities })).toMatchObject({
    activeParameter: 1,
  });
});

test("where nothing is called there is none", async () => {
  expect(await signatureIn("var a = ▮", {})).toBeNull();
});
