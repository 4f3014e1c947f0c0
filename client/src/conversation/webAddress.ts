/** The schemes that a message of a bot may open. */
const schemes = new Set(["http:", "https:"]);

/** The address if it is one of http or https, in its normal form; undefined for all else. */
export function webAddress(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed !== undefined && schemes.has(parsed.protocol) ? parsed.href : undefined;
}
