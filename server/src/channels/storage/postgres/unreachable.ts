import { StoreUnavailableError } from "../store.ts";

/** What the network says of a server that is not there, or not any more. */
const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/**
 * What the server says where it cannot work now: connections that fail (08), no room (53), it starts, stops or was told to (57P), a
 * statement took too long (57014), a transaction sat idle (25P03), it only reads (25006).
 */
const stateCodes = /^(?:08|53|57P|57014|25P03|25006)/;

/** What the client says where it has waited too long or a connection broke off: these have no code. */
const clientMessages =
  /^(?:Connection terminated|Client has encountered a connection error|timeout (?:exceeded|expired)|Query read timeout)/;

/** Waits for something that is asked of PostgreSQL; rejects with a `StoreUnavailableError` where the server is away or cannot work now. */
export async function reached<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    throw new StoreUnavailableError(reasonOf(error), { cause: error });
  }
}

/** Whether an error means that the server is away or cannot work now. */
export function isUnreachable(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code === undefined) return clientMessages.test(error.message);
  return networkCodes.has(code) || stateCodes.test(code);
}

/** Where a name has several addresses, the reason is that of each. */
function reasonOf(error: Error): string {
  if (!(error instanceof AggregateError)) return error.message;
  return error.errors.map((each: unknown) => (each instanceof Error ? each.message : String(each))).join(", ");
}
