import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { base64 } from "../../server/src/base/base64.ts";
import { hex, hmacSha256, sha256 } from "../../server/src/base/sha256.ts";
import { runs } from "../support/runs.ts";

test("SHA-256 is that of the platform, at every length around a block", () => {
  for (let length = 0; length < 200; length++) {
    const message = new Uint8Array(length).map((_, i) => (i * 7) % 256);
    expect(hex(sha256(message))).toBe(createHash("sha256").update(message).digest("hex"));
  }
});

test("HMAC-SHA-256 is that of the platform, for any key and message", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 500 }), (key, message) => {
      expect(hex(hmacSha256(key, message))).toBe(createHmac("sha256", key).update(message).digest("hex"));
    }),
    { numRuns: runs(1_000) },
  );
});

test("Base64 is that of the platform, for any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(base64(text)).toBe(Buffer.from(text, "utf8").toString("base64"));
    }),
    { numRuns: runs(1_000) },
  );
});
