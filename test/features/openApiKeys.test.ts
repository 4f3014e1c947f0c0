import { describe, expect, test } from "vitest";
import { completion } from "../../server/src/features/completion/completion.ts";
import { openApiAt } from "../../server/src/features/completion/openApiKeys.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

const bankApi = {
  paths: {
    "/pay/{account}": {
      parameters: [{ $ref: "#/components/parameters/dryRun" }],
      post: {
        parameters: [{ name: "trace", in: "query" }],
        requestBody: {
          content: { "application/json; charset=utf-8": { schema: { $ref: "#/components/schemas/Pay~1ment" } } },
        },
      },
      put: {
        requestBody: { content: { "application/x-www-form-urlencoded": { schema: { properties: { note: {} } } } } },
      },
    },
    "/pay/all": { post: { parameters: [{ in: "body", name: "body", schema: { properties: { everything: {} } } }] } },
  },
  components: {
    parameters: { dryRun: { name: "dryRun", in: "query" } },
    schemas: {
      "Pay/ment": {
        allOf: [{ $ref: "#/components/schemas/Base" }],
        required: ["amount"],
        properties: {
          note: {},
          id: { readOnly: true },
          amount: {},
          lines: { type: "array", items: { $ref: "#/components/schemas/Line" } },
        },
      },
      Base: { properties: { channel: {}, parent: { $ref: "#/components/schemas/Pay~1ment" } } },
      Line: { properties: { text: {}, "unit price": {} } },
    },
  },
};

/** The keys that are offered at the cursor in the step, where the service is described by a document. */
async function offered(step: string, openApi: unknown = bankApi): Promise<string> {
  const source = `--- a.flow\nservice bank { openapi "api/bank.json" }\nstate start { ${step} }\n`;
  const { atCursor } = await workspaceOf(source);
  const { file, offset } = atCursor();
  const items = completion(file, offset, { trigger: undefined, openApi });
  return items.flatMap(({ kind, label }) => (kind === "key" ? [label] : [])).join(", ");
}

describe("keys that the description of a service knows", () => {
  test("of a body: those that have to be there first, none that only answers hold", async () => {
    expect(await offered('api bank POST "/pay/{session.id}" { body { ^| } }')).toBe(
      "amount, note, lines, channel, parent",
    );
  });

  test("without those that are there, below other keys and in lists, round in circles", async () => {
    expect(await offered('api bank POST "/pay/1?x=1" { body { amount: 5 ^| } }')).toBe("note, lines, channel, parent");
    expect(await offered('api bank POST "/pay/1" { body { lines: [{ ^| }] } }')).toBe("text, unit price");
    expect(await offered('api bank POST "/pay/1" { body { parent: { parent: { parent: { ^| } } } } }')).toContain(
      "amount",
    );
  });

  test("of the query and of a form", async () => {
    expect(await offered('api bank POST "/pay/1" { query { ^| } }')).toBe("trace, dryRun");
    expect(await offered('api bank PUT "/pay/1" { form { ^| } }')).toBe("note");
  });

  test("an address that is described as it is goes before one with a place holder", async () => {
    expect(await offered('api bank POST "/pay/all" { body { ^| } }')).toBe("everything");
  });

  test("nothing of other methods and addresses, nor from documents that are none", async () => {
    for (const step of ['PATCH "/pay/1"', 'POST "/other"', 'POST "/pay"']) {
      expect(await offered(`api bank ${step} { body { ^| } }`)).toBe("");
    }
    const circle = { paths: { "/pay/{x}": { $ref: "#/paths/~1pay~1{x}" } } };
    for (const document of [null, 5, [], {}, { paths: [] }, { paths: { "/pay/{x}": null } }, circle]) {
      expect(await offered('api bank POST "/pay/1" { body { ^| } }', document)).toBe("");
    }
  });
});

describe("the document that describes the service of a step", () => {
  const documentOf = async (files: string) => {
    const { atCursor } = await workspaceOf(files);
    const { file, offset } = atCursor();
    return openApiAt(file, offset);
  };

  test("stands beside the file of the service, inside of the project", async () => {
    const step = '--- a.flow\nstate start { api bank POST "/pay" { body { ^| } } }\n';
    const service = (path: string) => `--- b/services.flow\nservice bank { openapi "${path}" }\n`;
    expect(await documentOf(step + service("bank.json"))).toMatch(/\/b\/bank\.json$/);
    expect(await documentOf(step + service("../../etc/passwd"))).toBeUndefined();
    expect(await documentOf(step)).toBeUndefined();
  });
});
