import { expect, test } from "vitest";
import { proxyEnvironment } from "../../client/src/debug/proxy.ts";

const settings = { proxy: "http://proxy:3128", noProxy: ["intern.example", "10.0.0.0/8"], support: "override" };

test("the proxy of the editor's settings goes to the adapter", () => {
  expect(proxyEnvironment({}, settings)).toEqual({
    HTTP_PROXY: "http://proxy:3128",
    HTTPS_PROXY: "http://proxy:3128",
    NO_PROXY: "intern.example,10.0.0.0/8",
  });
});

test("what the environment says stays, in capitals or not", () => {
  expect(proxyEnvironment({ HTTPS_PROXY: "http://other", no_proxy: "a" }, settings)).toEqual({
    HTTP_PROXY: "http://proxy:3128",
  });
});

test.each([
  ["no proxy", { ...settings, proxy: "" }],
  ["nothing set", { proxy: undefined, noProxy: undefined, support: undefined }],
  ["switched off", { ...settings, support: "off" }],
  ["no text", { ...settings, proxy: 5 }],
])("%s: nothing is told", (_, told) => {
  expect(proxyEnvironment({}, told)).toEqual({});
});
