/** The same conversation, tested 2,000 times with Bot Framework and the test runner of Node: `node --test peer.mjs`. */
import assert from "node:assert";
import { test } from "node:test";
import { createBotbuilder } from "../runtime/botbuilder.mjs";

const bot = createBotbuilder();
for (let n = 0; n < Number(process.env.TESTS); n++) {
  test(`transfer ${n}`, async () => {
    let conversation = await bot.begin(n);
    for (const text of ["Hi", "Ada", String(n), "Go on"]) {
      assert.equal(bot.isOver(conversation), false);
      conversation = await bot.send(conversation, text);
    }
    assert.equal(bot.isOver(conversation), true);
  });
}
