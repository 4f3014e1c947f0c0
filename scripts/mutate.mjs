/**
 * Changes the examples, one place at a time (a `->` leads elsewhere, an outcome is gone, a text is another, a condition is
 * turned round), and looks whether `check` or a test of the example notices. Who goes unnoticed is written with a reason to
 * `examples/mutants.md`.
 *
 * `npm run mutate -- [NAME…] [--every N] [--update]`: only these examples, only every N-th change, the list written anew.
 */
import { mutate } from "./mutate/mutate.ts";

process.exitCode = await mutate(process.argv.slice(2));
