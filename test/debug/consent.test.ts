import { describe, expect, it } from "vitest";
import { Consent } from "../../server/src/debug/consent.ts";

const never = new AbortController().signal;

function asking(): { readonly consent: Consent; readonly asked: string[] } {
  const asked: string[] = [];
  return { consent: new Consent("ask", (host) => asked.push(host)), asked };
}

describe("consent", () => {
  it.each(["localhost", "LOCALHOST.", "bank.localhost", "127.0.0.1", "127.9.9.9", "[::1]"])(
    "lets %s through without a question",
    async (host) => {
      for (const policy of ["ask", "never", "always"] as const) {
        expect(await new Consent(policy, undefined).allow(host, never)).toBe(true);
      }
    },
  );

  it("asks once a host, and holds every request until the answer", async () => {
    const { consent, asked } = asking();
    const requests = [consent.allow("api.example", never), consent.allow("API.example.", never)];
    expect(asked).toEqual(["api.example"]);
    consent.answer("Api.Example", true);
    expect(await Promise.all(requests)).toEqual([true, true]);
    expect(await consent.allow("api.example", never)).toBe(true);
    expect(asked).toEqual(["api.example"]);
  });

  it("keeps a refusal too", async () => {
    const { consent, asked } = asking();
    consent.answer("api.example", false);
    expect(await consent.allow("api.example", never)).toBe(false);
    expect(asked).toEqual([]);
  });

  it("refuses where nobody can be asked", async () => {
    expect(await new Consent("ask", undefined).allow("api.example", never)).toBe(false);
  });

  it("follows the launch option", async () => {
    expect(await new Consent("never", () => {}).allow("api.example", never)).toBe(false);
    expect(await new Consent("always", undefined).allow("api.example", never)).toBe(true);
  });

  it.each(["127.0.0.1.example.com", "localhost.example.com", "10.0.0.1", "0.0.0.0"])(
    "takes %s for no loopback",
    async (host) => {
      expect(await new Consent("never", undefined).allow(host, never)).toBe(false);
    },
  );

  it("takes a cancelled request and the end of the session for a no", async () => {
    const { consent } = asking();
    const abort = new AbortController();
    const cancelled = consent.allow("one.example", abort.signal);
    const left = consent.allow("two.example", never);
    abort.abort();
    consent.dispose();
    expect(await Promise.all([cancelled, left])).toEqual([false, false]);
  });
});
