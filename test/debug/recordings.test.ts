import { describe, expect, it } from "vitest";
import { debugFixture } from "../support/debugClient.ts";

const shop = `flow shop
service shop { base "http://localhost:4100" }
state start {
  say "Which order?" { reply "One" -> one reply "Two" -> two }
}
state one { api shop GET "/orders/1" say "It is {temp.response.body.status}." -> start }
state two { api shop GET "/orders/2" say "It is {temp.response.body.status}." -> start }
`;

const recording = JSON.stringify({
  recording: 1,
  request: { service: "shop", method: "GET", path: "/orders/1" },
  responses: [{ status: 200, headers: { "content-type": "application/json" }, body: { status: "recorded" } }],
});

function fixtureWith(recorded: boolean) {
  let count = 0;
  const backend = () => {
    count += 1;
    return { body: { status: `sent ${count}`, token: "t0k3n" } };
  };
  const { client, sent, write, kept } = debugFixture(shop, { backend });
  if (recorded) write("/bot/recordings/shop-get-orders-1.json", recording);
  return { client, sent, kept };
}

describe("recordings in the debugger", () => {
  it("answer where they are on, and what nobody recorded goes out", async () => {
    const { client, sent } = fixtureWith(true);
    await client.start({ recordings: "replay" });
    await client.settle();
    await client.input({ type: "tap", text: "One" });
    await client.input({ type: "tap", text: "Two" });
    expect(sent).toEqual(["GET http://localhost:4100/orders/2"]);
    expect(client.runEvents("response")).toMatchObject([
      { recording: "recordings/shop-get-orders-1.json", body: { status: "recorded" } },
      { body: { status: "sent 1" } },
    ]);
  });

  it("are kept where that is asked for, also in the middle of a conversation", async () => {
    const { client, kept: files } = fixtureWith(true);
    await client.start();
    await client.settle();
    expect(await client.ask("flow/recordings")).toEqual({
      mode: "off",
      recordings: [{ file: "recordings/shop-get-orders-1.json", method: "GET", path: "/orders/1", status: 200 }],
    });
    expect(await client.ask("flow/recordings", { mode: "keep" })).toMatchObject({ mode: "keep" });
    await client.input({ type: "tap", text: "One" });
    await client.input({ type: "tap", text: "Two" });
    const kept = (name: string): unknown => JSON.parse(files.get(`recordings/${name}`) ?? "null");
    expect(kept("shop-get-orders-1.json")).toMatchObject({ responses: [{ body: { status: "sent 1", token: "•••" } }] });
    expect(kept("shop-get-orders-2.json")).toMatchObject({ responses: [{ body: { status: "sent 2" } }] });
    expect(client.outputs("console").map(({ output }) => output.trim())).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Recorded recordings\/shop-get-orders-1\.json: \d changed$/),
        "Recorded recordings/shop-get-orders-2.json",
      ]),
    );
  });

  it("do not take what the author answers for the backend's answer", async () => {
    const { client, kept } = fixtureWith(false);
    await client.start({ recordings: "keep" }, ["main.flow:6"]);
    await client.settle();
    await client.input({ type: "tap", text: "One" });
    await client.ask("flow/answer", { status: 200, body: { status: "by hand" } });
    await client.go("continue");
    expect([...kept.keys()]).toEqual([]);
  });

  it("can be picked as the answer of a step", async () => {
    const { client, sent } = fixtureWith(true);
    await client.start({}, ["main.flow:7"]);
    await client.settle();
    await client.input({ type: "tap", text: "Two" });
    expect(await client.refusal("flow/answer", { recording: "recordings/none.json" })).toContain(
      "There is no recording",
    );
    await client.ask("flow/answer", { recording: "recordings/shop-get-orders-1.json" });
    await client.go("continue");
    expect(sent).toEqual([]);
    expect(client.runEvents("message").at(-2)).toMatchObject({ message: { text: "It is recorded." } });
  });
});
