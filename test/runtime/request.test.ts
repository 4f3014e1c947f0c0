import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { RequestEffect } from "../../server/src/runtime/transition.ts";
import { answers, json, run } from "../support/conversation.ts";

/** The request of the API step in a state whose memory is set before. */
function requestOf(api: string, service = "", environment: Record<string, string> = {}): RequestEffect {
  const source = `
    service bank { base "http://bank.test/v1" ${service} }
    state s {
      set n = 5
      set t = "a b&c"
      set list = [1, "x y"]
      ${api}
    }
  `;
  const { requests } = run(source, [], { backend: answers(json({})), environment });
  const [request] = requests;
  if (request === undefined) throw new Error("No request was sent.");
  return request;
}

describe("the address", () => {
  test.each([
    ['"/a"', "http://bank.test/v1/a"],
    ['"a"', "http://bank.test/v1/a"],
    ['""', "http://bank.test/v1"],
    ['"/a/{t}/{n}"', "http://bank.test/v1/a/a%20b%26c/5"],
    ['"?x={t}"', "http://bank.test/v1?x=a%20b%26c"],
    ['"https://other.test/{t}"', "https://other.test/a%20b%26c"],
    ['"/go?to=http://x"', "http://bank.test/v1/go?to=http://x"],
  ])("%s is %s", (url, wanted) => {
    expect(requestOf(`api bank GET ${url}`).url).toBe(wanted);
  });

  test("what stands at its very beginning is not encoded", () => {
    expect(requestOf('set u = "https://x.test/y" api bank GET "{u}/{u}"').url).toBe(
      "https://x.test/y/https%3A%2F%2Fx.test%2Fy",
    );
  });

  test("the base is told apart, for mocks", () => {
    expect(requestOf('api bank GET "/a"').base).toBe("http://bank.test/v1");
    expect(requestOf('api bank GET "http://x.test/a"').base).toBeUndefined();
  });

  test("query values are encoded, lists repeated, null left out; the step's win over the service's", () => {
    const api = 'api bank GET "/a?z=0#end" { query { q: t, "odd&": n, list: list, none: null, flag: true } }';
    expect(requestOf(api, "query { q: 1, key: 2 }").url).toBe(
      "http://bank.test/v1/a?z=0&q=a%20b%26c&key=2&odd%26=5&list=1&list=x%20y&flag=true#end",
    );
  });
});

describe("the body", () => {
  test("is JSON, and values keep their types", () => {
    const { body, headers } = requestOf(
      'api bank POST "/" { body { n: n, five: "5", state: state s, none: null, list: list } }',
    );
    expect(body).toBe('{"n":5,"five":"5","state":"main.s","none":null,"list":[1,"x y"]}');
    expect(headers).toEqual({ "Content-Type": "application/json" });
  });

  test("texts are filled in once, never twice", () => {
    const { body } = requestOf('set t = "\\{n\\}" api bank POST "/" { body { said: "{t} {n}" } }');
    expect(body).toBe('{"said":"{n} 5"}');
  });

  test("a text goes as it is", () => {
    const { body, headers } = requestOf('api bank POST "/" { body "n is {n}" }');
    expect(body).toBe("n is 5");
    expect(headers).toEqual({ "Content-Type": "text/plain; charset=utf-8" });
    const xml = requestOf('api bank POST "/" { body "<n/>" headers { "content-type": "text/xml" } }');
    expect(xml.headers).toEqual({ "content-type": "text/xml" });
  });

  test("a form is encoded", () => {
    const { body, headers } = requestOf('api bank POST "/" { form { t: t, n: n, none: null } }');
    expect(body).toBe("t=a+b%26c&n=5");
    expect(headers).toEqual({ "Content-Type": "application/x-www-form-urlencoded" });
  });

  test("GET and HEAD have none", () => {
    expect(requestOf('api bank GET "/" { body { n: 1 } }').body).toBeNull();
  });
});

describe("headers and auth", () => {
  test("the step's win over the service's, whatever their case; null is left out", () => {
    const { headers } = requestOf(
      'api bank GET "/" { headers { "x-one": "step", "X-Two": null } }',
      'headers { "X-One": "service", "X-Three": n }',
    );
    expect(headers).toEqual({ "x-one": "step", "X-Three": "5" });
  });

  test("null in the step leaves the service's out", () => {
    const api = 'api bank GET "/" { headers { "x-one": null } }';
    expect(requestOf(api, 'headers { "X-One": "service", "X-Two": "service" }').headers).toEqual({
      "X-Two": "service",
    });
  });

  test("a line end in a value begins no other header, and a bad name is left out", () => {
    const { headers } = requestOf('set t = "a\\nEvil: 1" api bank GET "/" { headers { A: t, "bad name": 1 } }');
    expect(headers).toEqual({ A: "a Evil: 1" });
  });

  test("bearer, basic and the step's own auth", () => {
    const environment = { TOKEN: "sesame" };
    expect(requestOf('api bank GET "/"', "auth bearer secret.TOKEN", environment).headers).toEqual({
      Authorization: "Bearer sesame",
    });
    expect(
      requestOf('api bank GET "/" { auth basic "ann", "pw" }', "auth bearer secret.TOKEN", environment).headers,
    ).toEqual({
      Authorization: "Basic YW5uOnB3",
    });
    expect(
      requestOf('api bank GET "/" { headers { authorization: "mine" } }', "auth bearer secret.TOKEN").headers,
    ).toEqual({
      authorization: "mine",
    });
  });

  test("hmac signs the body", () => {
    const { headers, body, credentials } = requestOf(
      'api bank POST "/" { body { n: n } auth hmac "key" header "X-Signature" }',
    );
    expect(headers["X-Signature"]).toBe(
      createHmac("sha256", "key")
        .update(body ?? "")
        .digest("hex"),
    );
    expect(credentials).toEqual(["X-Signature"]);
  });

  test("headers that carry credentials are named: the known ones and all with a secret", () => {
    const api =
      'api bank GET "/" { headers { "X-Api-Key": "k", Cookie: "a=b", "X-Mine": "k {secret.TOKEN}", Accept: "x" } }';
    expect(requestOf(api, "", { TOKEN: "sesame" }).credentials).toEqual(["X-Api-Key", "Cookie", "X-Mine"]);
  });
});

test("timeout and retry: the step's, else the service's, else 20 seconds and none", () => {
  expect(requestOf('api bank GET "/"')).toMatchObject({ timeout: 20_000, retry: { count: 0 } });
  expect(requestOf('api bank GET "/"', "timeout 5s retry 2 every 1s")).toMatchObject({
    timeout: 5_000,
    retry: { count: 2, every: 1_000 },
  });
  expect(requestOf('api bank GET "/" { timeout 1s retry 1 }', "timeout 5s retry 2 every 1s")).toMatchObject({
    timeout: 1_000,
    retry: { count: 1 },
  });
});

test("an address that cannot be called is a failure at once", () => {
  for (const url of ['"/only/a/path"', '"ftp://x.test"', '"http://"', '"javascript:alert(1)"']) {
    const { requests, events } = run(`state s { api GET ${url} { on failure { say "Failed" } } }`);
    expect(requests).toEqual([]);
    expect(events.some((each) => each.type === "response" && each.status === null && each.error !== undefined)).toBe(
      true,
    );
    expect(events.some((each) => each.type === "message" && each.message.text === "Failed")).toBe(true);
  }
});
