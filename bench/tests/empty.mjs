/** As many tests that test nothing, with the test runner of Node: the limit. */
import { test } from "node:test";

for (let n = 0; n < Number(process.env.TESTS); n++) test(`nothing ${n}`, () => {});
