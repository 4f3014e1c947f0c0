/** Names of headers that requests and answers often have, and the media types that some of them take. */

const both = ["Content-Type", "Cache-Control", "Date", "Content-Language"];

export const requestHeaders: readonly string[] = [
  "Accept",
  "Authorization",
  ...both,
  "Accept-Language",
  "Idempotency-Key",
  "If-Match",
  "If-None-Match",
  "Origin",
  "Referer",
  "User-Agent",
  "X-API-Key",
  "X-Correlation-ID",
  "X-Request-ID",
  "X-Signature",
];

export const answerHeaders: readonly string[] = [
  ...both,
  "ETag",
  "Expires",
  "Location",
  "Retry-After",
  "WWW-Authenticate",
];

const mediaTypes: readonly string[] = [
  "application/json",
  "application/problem+json",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain",
  "text/html",
  "text/csv",
  "application/xml",
  "application/pdf",
  "image/png",
  "image/jpeg",
];

/** The media types that a header takes; none for other headers. */
export function mediaTypesFor(header: string): readonly string[] {
  return /^(accept|content-type)$/i.test(header) ? mediaTypes : [];
}
