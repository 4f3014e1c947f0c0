import type { Draft } from "../draft.ts";
import { isMaskedHeader } from "../masking.ts";

/** Shorter values of such headers are masked in their header alone: elsewhere they would be ordinary words. */
const shortestCredential = 6;

/** Hides the values of headers that carry credentials wherever else they may turn up. */
export function hideCredentials(draft: Draft, headers: { readonly [name: string]: string }): void {
  const values = Object.entries(headers)
    .filter(([name]) => isMaskedHeader(name))
    .flatMap(([, value]) => [value, value.replace(/^(Bearer|Basic) /i, ""), ...valuesOfCookies(value)]);
  draft.hide(values.filter((value) => value.length >= shortestCredential));
}

/** Hides the name and password of `http://name:password@host/`: such a request is refused, and told of without them. */
export function hideUserInfo(draft: Draft, url: string): void {
  const userInfo = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)@/i.exec(url)?.[1];
  if (userInfo === undefined) return;
  draft.hide([userInfo, userInfo.slice(userInfo.indexOf(":") + 1)]);
}

/** The values in `a=1; b=2`. */
function valuesOfCookies(header: string): readonly string[] {
  return header.split(";").flatMap((part) => {
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(0, equals)).trim().toLowerCase();
    return equals < 0 || ["path", "expires", "max-age", "domain", "samesite"].includes(name)
      ? []
      : [part.slice(equals + 1).trim()];
  });
}
