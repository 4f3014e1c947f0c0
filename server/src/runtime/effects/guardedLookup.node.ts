import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { isLocalhostName, isLoopbackAddress, refusalOf } from "./addressGuard.ts";

/** A name that resolves to nothing but addresses that must not be connected to. */
export class RefusedAddressError extends Error {
  readonly code = "FLOWSTATE_REFUSED_ADDRESS";
}

/**
 * Wraps a name lookup so that refused addresses never come out of it. The check stands at the resolution that the
 * connection itself uses, so a name that changes its address between check and use gains nothing.
 */
export function guardedLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, answer, family) => {
      if (error) return callback(error, []);
      const found = typeof answer === "string" ? [{ address: answer, family: family ?? 4 }] : answer;
      const allowed = found.filter((each) => refusalOfResolved(hostname, each) === undefined);
      const [first] = allowed;
      if (first === undefined) return callback(refusedError(hostname, found), []);
      if (options.all === true) return callback(null, allowed);
      callback(null, first.address, first.family);
    });
  };
}

function refusalOfResolved(hostname: string, { address }: LookupAddress): string | undefined {
  const elsewhere = isLocalhostName(hostname) && !isLoopbackAddress(address);
  return elsewhere ? "it is not this machine" : refusalOf(address);
}

function refusedError(hostname: string, found: readonly LookupAddress[]): RefusedAddressError {
  const [first] = found;
  if (first === undefined) return new RefusedAddressError(`The name ${hostname} has no address.`);
  const reason = refusalOfResolved(hostname, first) ?? "";
  return new RefusedAddressError(`${hostname} is at ${first.address}, which is refused: ${reason}.`);
}
