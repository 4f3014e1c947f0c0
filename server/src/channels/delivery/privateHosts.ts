import type { LookupAddress } from "node:dns";
import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { isLoopbackHost } from "../../runtime/effects/addressGuard.ts";
import { RefusedAddressError } from "../../runtime/effects/guardedLookup.node.ts";

/** Which hosts in private networks may be called: their names as in an address, or `*` for all. This machine always may. */
export type PrivateHosts = readonly string[];

const privateRanges = new Set(["private", "uniqueLocal", "carrierGradeNat"]);

/** True for an address of a private network, in any of its forms; not for a name. */
export function isPrivateAddress(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "");
  if (!ipaddr.isValid(bare)) return false;
  return privateRanges.has(ipaddr.process(bare).range());
}

/** Whether a host may be called though it is at an address of a private network. */
export function isAllowedHost(host: string, allowed: PrivateHosts): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return isLoopbackHost(host) || allowed.some((each) => each === "*" || each.toLowerCase() === name);
}

/** A lookup that gives addresses of private networks for hosts alone that may be there. */
export function publicLookup(allowed: PrivateHosts, lookup: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, answer, family) => {
      if (error) return callback(error, []);
      const found: readonly LookupAddress[] =
        typeof answer === "string" ? [{ address: answer, family: family ?? 4 }] : answer;
      const kept = isAllowedHost(hostname, allowed) ? found : found.filter(({ address }) => !isPrivateAddress(address));
      const [first] = kept;
      if (first === undefined) return callback(new RefusedAddressError(refusal(hostname)), []);
      if (options.all === true) return callback(null, [...kept]);
      callback(null, first.address, first.family);
    });
  };
}

/** What a call to such a host is answered with. */
function refusal(host: string): string {
  return `${host} is in a private network: name it under \`delivery.privateHosts\` if webhooks may go there.`;
}
