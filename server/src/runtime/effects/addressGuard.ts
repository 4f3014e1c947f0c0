import ipaddr from "ipaddr.js";

/**
 * Which addresses a request may go to. Link-local and cloud metadata addresses are refused in every form in which an
 * IPv6 address can carry an IPv4 one; loopback and private networks are where backends are developed, so they are not.
 * Names are never judged here but by what they resolve to: see `guardedLookup.node.ts`.
 */

/** Addresses outside of the link-local range at which clouds hand out credentials. */
const metadataAddresses = new Set(["100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254"]);

/** Ranges that no backend lives in. */
const refusedRanges = new Map<string, string>([
  ["unspecified", "it stands for no address at all"],
  ["linkLocal", "it is a link-local address, where clouds keep their credentials"],
  ["multicast", "it is a multicast address"],
  ["broadcast", "it is a broadcast address"],
]);

/**
 * Why an IP address (not a name; brackets and a zone are fine) must not be connected to, as the end of the sentence
 * "… is refused: …"; `undefined` where it may be. A text that is no address is refused.
 */
export function refusalOf(address: string): string | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) return "it is not an address";
  for (const form of formsOf(parsed)) {
    if (metadataAddresses.has(form.toString())) return "it is an address at which clouds keep their credentials";
    const reason = refusedRanges.get(form.range()) ?? refusalOfZeroNetwork(form);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/**
 * True for 127.0.0.0/8, ::1 and ::ffff:127.0.0.0/104, which the system itself takes for the first. Any other address that
 * carries one of them is somebody's: the last 64 bits of an address of one's own may read `0:5efe:7f00:1`.
 */
export function isLoopbackAddress(address: string): boolean {
  const parsed = parseAddress(address);
  if (parsed === undefined) return false;
  const isMapped = parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress();
  return (isMapped ? parsed.toIPv4Address() : parsed).range() === "loopback";
}

/** True for the host of a URL (`URL.hostname`, so numbers in other bases are already read) that means this machine. */
export function isLoopbackHost(hostname: string): boolean {
  return isLocalhostName(hostname) || isLoopbackAddress(hostname);
}

/** `localhost` and the names below it, which must never leave the machine whatever a name server says. */
export function isLocalhostName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, "");
  return name === "localhost" || name.endsWith(".localhost");
}

/** True where the host of a URL is an address and not a name. */
export function isAddress(hostname: string): boolean {
  return parseAddress(hostname) !== undefined;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function parseAddress(text: string): Address | undefined {
  const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  const isWhole = bare.includes(":") || /^\d+\.\d+\.\d+\.\d+$/.test(bare);
  return isWhole && ipaddr.isValid(bare) ? ipaddr.parse(bare) : undefined;
}

/** The address itself and every IPv4 address that it carries. */
function formsOf(address: Address): readonly Address[] {
  if (address instanceof ipaddr.IPv4) return [address];
  const plain = new ipaddr.IPv6(address.parts);
  return [plain, ...embeddedIn(plain)];
}

function embeddedIn(address: ipaddr.IPv6): readonly ipaddr.IPv4[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = address.parts;
  const last = fromWords(g, h);
  const startsEmpty = a === 0 && b === 0 && c === 0 && d === 0;
  // ::1 and :: are addresses of their own, everything else in ::/96 is an IPv4 address in its oldest disguise.
  if (startsEmpty && e === 0 && f === 0) return g === 0 && h <= 1 ? [] : [last];
  if (startsEmpty && (f === 0xffff || e === 0xffff)) return [last];
  if (a === 0x64 && b === 0xff9b) return c === 1 ? [last, localNat64(d, e, f)] : [last];
  if (a === 0x2002) return [fromWords(b, c)];
  if (a === 0x2001 && b === 0) return [fromWords(c, d), fromWords(g ^ 0xffff, h ^ 0xffff)];
  if ((e === 0 || e === 0x200) && f === 0x5efe) return [last];
  return [];
}

/** In 64:ff9b:1::/48 the address stands around bits 64 to 71, which are always zero. */
function localNat64(d: number, e: number, f: number): ipaddr.IPv4 {
  return new ipaddr.IPv4([d >> 8, d & 0xff, e & 0xff, f >> 8]);
}

function fromWords(high: number, low: number): ipaddr.IPv4 {
  return new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff]);
}

function refusalOfZeroNetwork(address: Address): string | undefined {
  return address instanceof ipaddr.IPv4 && address.octets[0] === 0 ? "it stands for no address at all" : undefined;
}
