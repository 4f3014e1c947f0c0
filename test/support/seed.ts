/**
 * Set up before every test file: the ordinary run draws the same examples each time, so that it fails for a change and never by chance;
 * the full run draws new ones. `FLOWSTATE_SEED` repeats a run whose report names its seed.
 */
import fc from "fast-check";

const ordinarySeed = 20_260_101;
const given = process.env["FLOWSTATE_SEED"];

if (given !== undefined) fc.configureGlobal({ seed: Number(given) });
else if (process.env["FLOWSTATE_FULL"] !== "1") fc.configureGlobal({ seed: ordinarySeed });
