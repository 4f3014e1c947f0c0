import { createHmac } from "node:crypto";

/**
 * The value of `x-flowstate-signature`: `t=SECONDS,v1=HEX`, HMAC-SHA256 over the seconds, a dot and the body as it is sent. The key
 * is the channel's token. Whoever checks it knows that the call comes from us, and when.
 */
export function signatureOf(body: string, key: string, now: number): string {
  const seconds = Math.floor(now / 1_000);
  return `t=${seconds},v1=${createHmac("sha256", key).update(`${seconds}.${body}`).digest("hex")}`;
}
