import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import manifest from "../../../package.json" with { type: "json" };
import { configurationSchema } from "../../../server/src/channels/configuration.ts";
import { serverDocument } from "../../../server/src/channels/documentation.ts";

const kept = readFileSync(new URL("../../../docs/openapi.json", import.meta.url), "utf8").replaceAll("\r\n", "\n");

test("the OpenAPI document in the repository is what the endpoints say; `npm run docs` writes it", async () => {
  expect(await serverDocument(manifest.version)).toBe(kept);
});

const operation = z.object({
  operationId: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/),
  summary: z.string().min(1),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(["path", "query", "header"]),
        required: z.boolean(),
        schema: z.unknown(),
      }),
    )
    .optional(),
  responses: z.record(z.string().regex(/^[1-5](\d\d|XX)$/), z.object({ description: z.string().min(1) })),
});
const document = z.object({
  openapi: z.literal("3.1.0"),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string().startsWith("/"), z.record(z.string(), operation)),
  webhooks: z.record(z.string(), z.object({ post: operation })),
});

test("it has the form of OpenAPI: names once, every parameter of a path described, every answer with a description", () => {
  const { paths, webhooks } = document.parse(JSON.parse(kept));
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(methods).map((each) => ({ path, each })),
  );
  const ids = [
    ...operations.map(({ each }) => each.operationId),
    ...Object.values(webhooks).map(({ post }) => post.operationId),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(5);
  for (const { path, each } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = (each.parameters ?? []).filter((parameter) => parameter.in === "path").map(({ name }) => name);
    expect(described.toSorted(), path).toEqual(named.toSorted());
  }
});

test("each answer that the API medium gives stands in it", () => {
  const { paths } = document.parse(JSON.parse(kept));
  const answers = Object.values(paths["/api-medium/messages"] ?? {}).flatMap((each) => Object.keys(each.responses));
  expect(answers).toEqual(["200", "400", "401", "404", "413", "415", "429", "503"]);
});

test("the settings of `serve` stand in the schema of flowstate.json with their defaults and what they are for", () => {
  const schema = z
    .object({ properties: z.object({ channels: z.object({ properties: z.record(z.string(), z.unknown()) }) }) })
    .parse(JSON.parse(readFileSync(new URL("../../../syntaxes/flowstate.schema.json", import.meta.url), "utf8")));
  const known = Object.keys(schema.properties.channels.properties);
  expect(known).toEqual(Object.keys(configurationSchema.shape));
  expect(JSON.stringify(schema.properties.channels)).toContain('"default":120');
});
