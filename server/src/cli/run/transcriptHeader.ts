import { z } from "zod";

/** How a recorded conversation was begun: everything by which two runs may differ. */
export const headerSchema = z.object({
  transcript: z.literal(1),
  seed: z.number(),
  now: z.number(),
  start: z.string().optional(),
  presets: z.array(z.string()),
  language: z.string().optional(),
  user: z.string(),
  conversation: z.string(),
});

export type TranscriptHeader = z.infer<typeof headerSchema>;
