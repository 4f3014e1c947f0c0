/** Why no answer came, as an HTTP result wants it. */
export interface HttpFailure {
  readonly reason: "timeout" | "refused";
  readonly message: string;
}

/**
 * Says in the author's words what kept a request from being answered.
 *
 * @param error whatever the client threw
 * @param host host and port as in the address
 */
export function failureOf(error: unknown, host: string): HttpFailure {
  const code = codeOf(error);
  if (timeouts.has(code)) return { reason: "timeout", message: `The server at ${host} could not be reached in time.` };
  const tell = proxySentence(messageOf(error)) ?? sentences.get(code) ?? sentenceForFamily(code);
  return {
    reason: "refused",
    message: tell?.(host) ?? `The server at ${host} could not be reached (${messageOf(error)}).`,
  };
}

type Sentence = (host: string) => string;

const timeouts = new Set(["ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

const unknownHost: Sentence = (host) => `There is no server called ${host}: the name could not be resolved.`;
const closed: Sentence = (host) => `The server at ${host} closed the connection before its answer was complete.`;
const noRoute: Sentence = (host) => `There is no way to ${host} from this machine's network.`;

const sentences = new Map<string, Sentence>([
  ["ECONNREFUSED", (host) => `The server at ${host} refused the connection. Is it running?`],
  ["ENOTFOUND", unknownHost],
  ["EAI_AGAIN", unknownHost],
  ["EAI_FAIL", unknownHost],
  ["ECONNRESET", closed],
  ["EPIPE", closed],
  ["UND_ERR_SOCKET", closed],
  ["UND_ERR_ABORTED", closed],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", closed],
  ["HPE_INVALID_EOF_STATE", closed],
  ["EHOSTUNREACH", noRoute],
  ["ENETUNREACH", noRoute],
  ["EADDRNOTAVAIL", noRoute],
  ["UND_ERR_HEADERS_OVERFLOW", (host) => `The headers of the answer of ${host} are too long.`],
  [
    "UND_ERR_INVALID_ARG",
    (host) => `The request to ${host} cannot be sent: a header holds characters that HTTP does not allow.`,
  ],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", (host) => `The certificate of ${host} is self-signed, so it cannot be trusted.`],
  ["SELF_SIGNED_CERT_IN_CHAIN", (host) => `The certificate of ${host} is self-signed, so it cannot be trusted.`],
  ["CERT_HAS_EXPIRED", (host) => `The certificate of ${host} has expired.`],
  ["ERR_TLS_CERT_ALTNAME_INVALID", (host) => `The certificate of ${host} belongs to another name.`],
  ["EPROTO", (host) => `The server at ${host} does not speak https.`],
]);

function sentenceForFamily(code: string): Sentence | undefined {
  if (code.startsWith("HPE_")) return (host) => `What the server at ${host} answers is not HTTP.`;
  if (code.startsWith("UNABLE_TO_") || code.startsWith("CERT_"))
    return (host) => `The certificate of ${host} cannot be verified (${code}).`;
  if (code.startsWith("ERR_SSL_")) return (host) => `The server at ${host} does not speak https.`;
  return undefined;
}

/** What a proxy has against a request, which the client tells in its message alone. */
function proxySentence(message: string): Sentence | undefined {
  if (message.includes("Proxy Authentication Required"))
    return (host) =>
      `The proxy wants a name and a password before it asks ${host}: write them into the proxy's address in the environment.`;
  const status = /Proxy response \((\d+)\)/.exec(message)?.[1];
  return status === undefined ? undefined : (host) => `The proxy opens no way to ${host}: it answered with ${status}.`;
}

/** The code of an error, or of the first of several attempts at the addresses of one name. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code !== "") ?? "";
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error.name === "HTTPParserError") return error.message.includes("EOF") ? "HPE_INVALID_EOF_STATE" : "HPE_UNKNOWN";
  return codeOf(error.cause);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
