/** A number at least 0 and less than 1, and the generator's next state; `state` is an unsigned 32-bit number. */
export function nextRandom(state: number): { readonly value: number; readonly state: number } {
  // Mulberry32: small, fast, and its whole state is one number in the snapshot.
  const next = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(next ^ (next >>> 15), next | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return { value: ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000, state: next };
}

/** The generator's first state for a seed; any number will do. */
export function seededRandom(seed: number): number {
  return nextRandom(Number.isFinite(seed) ? Math.trunc(seed) >>> 0 : 0).state;
}

/** Numbers at least 0 and less than 1 for the mocks of a conversation: of its seed, but not those that it throws itself. */
export function mockNumbers(seed: number): () => number {
  let generator = seededRandom(seed + 1);
  return () => {
    const { value, state } = nextRandom(generator);
    generator = state;
    return value;
  };
}
