import { expect, it } from "vitest";
import { debugFixture } from "../support/debugClient.ts";

const shop = `
  state start {
    api POST "https://shop.example/orders" {
      body { key: secret.KEY }
      save session.order
    }
    say "Ordered."
  }
`;

it("sends a request once more, secrets masked, and the conversation does not change", async () => {
  let count = 0;
  const { client, sent } = debugFixture(shop, {
    environment: { KEY: "s3cr3t-key" },
    backend: () => {
      count += 1;
      return { body: { number: count, echo: "s3cr3t-key" } };
    },
  });
  await client.start({ live: "always" });
  await client.settle();
  const before = client.events.length;
  const id = client.runEvents("request")[0]?.["id"];
  const answer = await client.ask("flow/replay", { id });
  expect(answer["response"]).toMatchObject({
    type: "response",
    id,
    status: 200,
    body: { number: 2, echo: "•••" },
  });
  expect(sent).toEqual(["POST https://shop.example/orders", "POST https://shop.example/orders"]);
  expect(client.events.length).toBe(before);
  expect(JSON.stringify(await client.ask("flow/variables"))).toContain('"number":1');
});

it("refuses a request that nobody made", async () => {
  const { client } = debugFixture(shop, { environment: { KEY: "k" } });
  await client.start();
  await client.settle();
  expect(await client.refusal("flow/replay", { id: "none" })).toContain("cannot be sent again");
  expect(await client.refusal("flow/replay", {})).not.toBe("");
});
