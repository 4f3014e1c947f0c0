/**
 * Who may use the secured route: accounts with a password that log in for a token (a JSON Web Token that this server signs), and how
 * often somebody may try.
 */
import { errors, jwtVerify, SignJWT } from "jose";
import { areSameSecret } from "../http/tokens.ts";
import { accountLocked, type ConverseError, escapeHtml, invalidCredentials, unauthorized } from "./errors.ts";

/** Where the accounts come from; times are milliseconds. */
export interface AccountSettings {
  /** `email:password`, with commas between; `undefined` for no accounts. */
  readonly users: string | undefined;
  /** Signs the tokens; the same for every process of a server. */
  readonly jwtSecret: string | undefined;
  readonly tokenLifetime: number;
  readonly now: () => number;
}

/** A token with its lifetime in milliseconds. */
export interface Login {
  readonly jwt: string;
  readonly exp: number;
}

/** The accounts of a server. */
export interface Accounts {
  login(email: string, password: string): Promise<Login | ConverseError>;
  /** Checks the header `authorization`; nothing where it is fine. */
  check(authorization: string | undefined): Promise<ConverseError | undefined>;
}

const algorithm = "HS256";
const audience = "collaborators";

/** HS256 asks for a key as long as its hash. */
const shortestSecret = 32;

/** Wrong passwords for one account in a row, and how long none is taken after that. */
const mostMisses = 10;
const lockTime = 10 * 60_000;

/** What is wrong with the settings, in a sentence that names the variable; nothing where they are fine. */
export function accountProblem({ users, jwtSecret }: Pick<AccountSettings, "users" | "jwtSecret">): string | undefined {
  if (users === undefined) return undefined;
  if (passwordsOf(users) === undefined)
    return "`FLOWSTATE_USERS` is a list of `email:password` with commas between them.";
  if (jwtSecret === undefined)
    return "`FLOWSTATE_USERS` names accounts: their tokens are signed with `FLOWSTATE_JWT_SECRET`.";
  return Buffer.byteLength(jwtSecret) < shortestSecret
    ? `\`FLOWSTATE_JWT_SECRET\` is too short: it needs at least ${shortestSecret} bytes.`
    : undefined;
}

/** Accounts of settings in which `accountProblem` finds nothing. */
export function createAccounts({ users, jwtSecret, tokenLifetime, now }: AccountSettings): Accounts {
  const passwords = passwordsOf(users ?? "") ?? new Map<string, string>();
  const key = new TextEncoder().encode(jwtSecret ?? "");
  const misses = new Map<string, { readonly count: number; readonly last: number }>();
  return {
    async login(email, password) {
      const account = email.trim().toLowerCase();
      const missed = misses.get(account);
      const locked = missed === undefined || missed.count < mostMisses ? 0 : missed.last + lockTime - now();
      if (locked > 0) return accountLocked(Math.ceil(locked / 60_000));
      const expected = passwords.get(account);
      // Somebody without an account waits as long for the answer as somebody with a wrong password.
      const isRight = areSameSecret(password, expected ?? "") && expected !== undefined;
      if (!isRight) {
        // Names that nobody has are not counted: a stranger could fill the memory with them.
        if (expected !== undefined)
          misses.set(account, { count: (locked < 0 ? 0 : (missed?.count ?? 0)) + 1, last: now() });
        return invalidCredentials;
      }
      misses.delete(account);
      return { jwt: await sign(account, key, now(), tokenLifetime), exp: tokenLifetime };
    },
    async check(authorization) {
      if (authorization === undefined) return unauthorized("Authorization header is missing");
      const [scheme = "", token = ""] = authorization.trim().split(/\s+/, 2);
      if (scheme.toLowerCase() !== "bearer") return unauthorized(`Unknown scheme "${escapeHtml(scheme)}"`);
      if (token === "") return unauthorized("Authentication token is missing");
      const isFine = passwords.size > 0 && (await isSigned(token, key, now(), tokenLifetime, passwords));
      return isFine ? undefined : unauthorized("Invalid authentication token");
    },
  };
}

function sign(email: string, key: Uint8Array, now: number, lifetime: number): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ email, strategy: "default", tokenVersion: 1, isSuperAdmin: false })
    .setProtectedHeader({ alg: algorithm, typ: "JWT" })
    .setAudience(audience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + Math.ceil(lifetime / 1000))
    .sign(key);
}

/** Whether this server has signed a token, not long ago, for an account that there still is. */
async function isSigned(
  token: string,
  key: Uint8Array,
  now: number,
  lifetime: number,
  passwords: ReadonlyMap<string, string>,
): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      audience,
      currentDate: new Date(now),
      maxTokenAge: Math.ceil(lifetime / 1000),
      requiredClaims: ["exp", "email"],
    });
    return typeof payload["email"] === "string" && passwords.has(payload["email"]);
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

/** Addresses in small letters with their passwords; `undefined` where an entry is no account. */
function passwordsOf(users: string): ReadonlyMap<string, string> | undefined {
  const entries = users.split(",").filter((entry) => entry.trim() !== "");
  const accounts = entries.map((entry) => /^\s*([^\s:]+@[^\s:]+):(.+)$/.exec(entry));
  if (accounts.some((match) => match === null)) return undefined;
  return new Map(
    accounts.flatMap((match) => (match === null ? [] : [[(match[1] ?? "").toLowerCase(), match[2] ?? ""]])),
  );
}
