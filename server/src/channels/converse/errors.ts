/**
 * The errors of the Converse API. Their codes, kinds and sentences are those that clients of Botpress v12 know; the body is
 * `{ statusCode, errorCode, type, message, details, docs }`, and two refusals are plain texts.
 */

/** An error as it is answered; `body` is sent as JSON, a text as it stands. */
export interface ConverseError {
  readonly statusCode: number;
  readonly body: ErrorBody | string;
}

/** The body of an error: `errorCode` and `details` are empty where there are none. */
interface ErrorBody {
  readonly statusCode: number;
  readonly errorCode: string;
  readonly type: string;
  readonly message: string;
  readonly details: string;
  readonly docs: string;
}

/** What is not understood, too long, too late or unanswered: status 400. */
function standardError(message: string): ConverseError {
  return error(400, "", "StandardError", message);
}

/** A payload that the schema refuses, e.g. `Invalid payload: "foo" is not allowed`. */
export function invalidPayload(problem: string): ConverseError {
  return standardError(`Invalid payload: ${problem}`);
}

/** The conversation did not rest in time. */
export const requestTimedOut: ConverseError = standardError("Request timed out.");

/** The bot said nothing; `target` is the user's id. */
export function noResponses(target: string): ConverseError {
  return standardError(`No responses found for event target "${target}".`);
}

/** A text over the limit, in characters; the sentence has always said "less than". */
export function textTooLong(limit: number): ConverseError {
  return standardError(`Text must be a valid string of less than ${limit} chars`);
}

/** A body over the limit of the server. */
const payloadTooLarge: ConverseError = error(413, "", "PayloadTooLargeError", "request entity too large");

/** A failure before or beside a request's own: a body that cannot be read, one that is too large, a fault of ours. */
export function serverError(status: number, message: string): ConverseError {
  if (status === 413) return payloadTooLarge;
  return error(status, "", status >= 500 ? "InternalServerError" : "StandardError", message);
}

/** The bot has had its messages for this minute; `seconds` until it takes another one. */
export function tooManyRequests(seconds: number): ConverseError {
  return error(429, "", "TooManyRequestsError", `Too many requests: please wait ${seconds} s.`);
}

/** No bot has this name. */
export const unknownBot: ConverseError = error(404, "BP_0044", "NotFoundError", "Not Found: Invalid Bot ID");

/** `reason` as in "Authorization header is missing"; what a client said in it is escaped. */
export function unauthorized(reason: string): ConverseError {
  return error(401, "BP_0041", "UnauthorizedError", `Unauthorized: ${reason}`);
}

/** A wrong email address or password, which of the two is not told. */
export const invalidCredentials: ConverseError = error(
  400,
  "BP_0009",
  "InvalidCredentialsError",
  "Invalid credentials",
);

/** Too many wrong passwords for one account; `minutes` until the next try counts. */
export function accountLocked(minutes: number): ConverseError {
  return error(400, "BP_0011", "LockedOutError", `Account locked out for ${minutes} minute${minutes === 1 ? "" : "s"}`);
}

/** The public route tells responses alone. */
export const onlyResponses: ConverseError = {
  statusCode: 403,
  body: 'Unauthenticated converse API can only return "responses"',
};

/** The public route is switched off, for this bot or for all. */
export function publicRouteIsOff(bot: string | undefined): ConverseError {
  const where = bot === undefined ? "for all bots" : `for ${bot}`;
  return { statusCode: 403, body: `Unauthenticated Converse API is disabled ${where}` };
}

function error(statusCode: number, errorCode: string, type: string, message: string): ConverseError {
  return { statusCode, body: { statusCode, errorCode, type, message, details: "", docs: "" } };
}

/** A text of a client for a message: these messages have been shown as HTML. */
export function escapeHtml(text: string): string {
  const escapes: { readonly [sign: string]: string } = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#x27;",
    "/": "&#x2F;",
    "\\": "&#x5C;",
    "`": "&#96;",
  };
  return text.replace(/[&<>"'/\\`]/g, (sign) => escapes[sign] ?? sign);
}
