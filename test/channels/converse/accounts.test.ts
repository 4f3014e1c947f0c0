import { decodeJwt, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { accountProblem, createAccounts } from "../../../server/src/channels/converse/accounts.ts";

const jwtSecret = "a secret that is long enough for it";
const users = "Ann@bank.example:open sesame:1,bob@bank.example:pass";
const hour = 3_600_000;

function accounts(now = () => Date.parse("2026-11-20T12:00Z")) {
  return createAccounts({ users, jwtSecret, tokenLifetime: hour, now });
}

async function tokenOf(email = "ann@bank.example", password = "open sesame:1", at = accounts()): Promise<string> {
  const login = await at.login(email, password);
  if (!("jwt" in login)) throw new Error(`No token: ${JSON.stringify(login)}`);
  return login.jwt;
}

describe("login", () => {
  test("gives a token with the claims and the lifetime that clients read", async () => {
    const login = await accounts().login("ann@BANK.example", "open sesame:1");
    expect(login).toEqual({ jwt: expect.any(String), exp: hour });
    expect(decodeJwt(await tokenOf())).toEqual({
      email: "ann@bank.example",
      strategy: "default",
      tokenVersion: 1,
      isSuperAdmin: false,
      aud: "collaborators",
      iat: Date.parse("2026-11-20T12:00Z") / 1000,
      exp: Date.parse("2026-11-20T13:00Z") / 1000,
    });
  });

  test.each([
    ["ann@bank.example", "wrong"],
    ["ann@bank.example", ""],
    ["nobody@bank.example", "pass"],
    ["nobody@bank.example", ""],
    ["", ""],
    ["__proto__", "pass"],
  ])("refuses %j with %j, and does not say which of the two is wrong", async (email, password) => {
    expect(await accounts().login(email, password)).toMatchObject({
      statusCode: 400,
      body: { errorCode: "BP_0009", message: "Invalid credentials" },
    });
  });

  test("takes no password for a while after ten wrong ones, for that account alone", async () => {
    let now = 0;
    const all = accounts(() => now);
    for (let miss = 1; miss <= 10; miss++) await all.login("bob@bank.example", `wrong ${miss}`);
    expect(await all.login("bob@bank.example", "pass")).toMatchObject({
      body: { errorCode: "BP_0011", message: "Account locked out for 10 minutes" },
    });
    expect(await all.login("ann@bank.example", "open sesame:1")).toHaveProperty("jwt");
    now = 9.5 * 60_000;
    expect(await all.login("bob@bank.example", "pass")).toMatchObject({
      body: { message: "Account locked out for 1 minute" },
    });
    now = 10 * 60_000;
    expect(await all.login("bob@bank.example", "pass")).toHaveProperty("jwt");
  });

  test("counts wrong passwords anew after a right one, and after the lock", async () => {
    let now = 0;
    const all = accounts(() => now);
    const miss = async (times: number) => {
      for (let at = 0; at < times; at++) await all.login("bob@bank.example", "wrong");
    };
    await miss(9);
    expect(await all.login("bob@bank.example", "pass")).toHaveProperty("jwt");
    await miss(10);
    now = 11 * 60_000;
    await miss(9);
    expect(await all.login("bob@bank.example", "pass")).toHaveProperty("jwt");
  });
});

describe("a token", () => {
  test("is good for its lifetime", async () => {
    let now = Date.parse("2026-11-20T12:00Z");
    const all = accounts(() => now);
    const token = await tokenOf("bob@bank.example", "pass", all);
    expect(await all.check(`Bearer ${token}`)).toBeUndefined();
    expect(await all.check(`bearer ${token}`)).toBeUndefined();
    now += hour + 1000;
    expect(await all.check(`Bearer ${token}`)).toMatchObject({ statusCode: 401 });
  });

  test.each([
    [undefined, "Authorization header is missing"],
    ["Basic YTpi", 'Unknown scheme "Basic"'],
    ["", 'Unknown scheme ""'],
    ["<script> x", 'Unknown scheme "&lt;script&gt;"'],
    ["Bearer", "Authentication token is missing"],
    ["Bearer  ", "Authentication token is missing"],
    ["Bearer x.y.z", "Invalid authentication token"],
  ])("that is none, %j, is refused: %s", async (authorization, reason) => {
    expect(await accounts().check(authorization)).toMatchObject({
      statusCode: 401,
      body: { errorCode: "BP_0041", message: `Unauthorized: ${reason}` },
    });
  });

  const claims = { email: "ann@bank.example" };
  const key = new TextEncoder().encode(jwtSecret);
  const time = Date.parse("2026-11-20T12:00Z") / 1000;

  test.each<[string, () => Promise<string> | string]>([
    ["of another key", () => forged({}, new TextEncoder().encode(`${jwtSecret}!`))],
    ["for somebody else's audience", () => forged({ aud: "chat_users" })],
    ["without an audience", () => forged({ aud: undefined })],
    ["without an end", () => forged({ exp: undefined })],
    ["that lives longer than we sign for", () => forged({ iat: time - 7200, exp: time + 7200 })],
    ["of tomorrow", () => forged({ iat: time + 86_400, exp: time + 90_000 })],
    ["for an account that is gone", () => forged({ email: "eve@bank.example" })],
    ["without a name", () => forged({ email: undefined })],
    ["of another algorithm", () => forged({}, key, "HS512")],
    [
      "that nobody signed",
      () => new UnsecuredJWT({ ...claims, aud: "collaborators", iat: time, exp: time + 60 }).encode(),
    ],
  ])("%s is refused", async (_, make) => {
    expect(await accounts().check(`Bearer ${await make()}`)).toMatchObject({
      body: { message: "Unauthorized: Invalid authentication token" },
    });
  });

  test("made by hand as ours is good, so that the refusals above are for their one fault", async () => {
    expect(await accounts().check(`Bearer ${await forged({})}`)).toBeUndefined();
  });

  function forged(changes: Record<string, unknown>, signed = key, alg = "HS256"): Promise<string> {
    const payload = { ...claims, aud: "collaborators", iat: time, exp: time + 3600, ...changes };
    return new SignJWT(Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined)))
      .setProtectedHeader({ alg })
      .sign(signed);
  }

  test("is good for nothing where there are no accounts", async () => {
    const none = createAccounts({
      users: undefined,
      jwtSecret: undefined,
      tokenLifetime: hour,
      now: () => time * 1000,
    });
    expect(await none.check(`Bearer ${await forged({}, new TextEncoder().encode(jwtSecret))}`)).toMatchObject({
      statusCode: 401,
    });
  });
});

describe("settings of accounts", () => {
  test.each([
    [undefined, undefined, undefined],
    [users, jwtSecret, undefined],
    ["ann", jwtSecret, "`FLOWSTATE_USERS` is a list of `email:password` with commas between them."],
    ["ann@bank.example:", jwtSecret, "`FLOWSTATE_USERS` is a list of `email:password` with commas between them."],
    [users, undefined, "`FLOWSTATE_USERS` names accounts: their tokens are signed with `FLOWSTATE_JWT_SECRET`."],
    [users, "short", "`FLOWSTATE_JWT_SECRET` is too short: it needs at least 32 bytes."],
  ])("%j and %j: %s", (given, secret, problem) => {
    expect(accountProblem({ users: given, jwtSecret: secret })).toBe(problem);
  });
});
