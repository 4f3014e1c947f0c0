/** A short hash of a text (two rounds of FNV-1a, 64 bits in all): for identity, not for secrets. */
export function hashText(text: string): string {
  return fnv(text, 0x811c9dc5) + fnv(text, 0x9e3779b9);
}

function fnv(text: string, seed: number): string {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
