import * as z from "zod";
import { describeProblem } from "./argumentProblems.ts";
import type { LaunchConfiguration } from "./protocol.ts";

/** A launch configuration with its defaults filled in. */
export interface Launch {
  readonly program: string;
  readonly test: { readonly file: string; readonly name: string } | undefined;
  readonly workspaceFolder: string | undefined;
  readonly start: string | undefined;
  readonly presets: readonly string[];
  readonly language: string | undefined;
  readonly user: string;
  readonly seed: number | undefined;
  /** Milliseconds since 1970. */
  readonly now: number | undefined;
  readonly mocks: "off" | "on" | readonly string[];
  readonly recordings: "off" | "replay" | "keep";
  readonly live: "ask" | "always" | "never";
  readonly stopOnEntry: boolean;
  readonly stopOnInput: boolean;
  readonly trace: boolean;
  readonly noDebug: boolean;
}

const launchSchema = z.object({
  program: z.string("a text is expected: the path of a .flow file or of a folder").min(1, "it is empty").optional(),
  workspaceFolder: z.string().min(1).optional(),
  start: z.string().min(1).optional(),
  preset: z.union([z.string(), z.array(z.string())]).optional(),
  language: z.string().min(1).optional(),
  user: z.string().min(1).optional(),
  seed: z.int().nonnegative().optional(),
  now: z.union([z.string(), z.number()]).optional(),
  mocks: z.union([z.enum(["off", "on"]), z.array(z.string())]).optional(),
  recordings: z.enum(["off", "replay", "keep"]).optional(),
  live: z.enum(["ask", "always", "never"]).optional(),
  test: z.object({ file: z.string().min(1, "it is empty"), name: z.string() }).optional(),
  stopOnEntry: z.boolean().optional(),
  stopOnInput: z.boolean().optional(),
  trace: z.boolean().optional(),
  noDebug: z.boolean().optional(),
}) satisfies z.ZodType<{ [K in keyof LaunchConfiguration]?: LaunchConfiguration[K] | undefined }>;

/** The file of a test; a relative one stands in the folder of the program. */
function besideProgram(file: string, program: string | undefined): string {
  if (program === undefined || /^(?:[a-z]:)?[\\/]|^[a-z][a-z0-9+.-]+:/i.test(file)) return file;
  const folder = program.endsWith(".flow") ? program.replace(/[\\/]?[^\\/]*$/, "") : program.replace(/[\\/]$/, "");
  return `${folder}/${file}`;
}

const NO_PROGRAM =
  "The launch configuration cannot be used: `program`: a text is expected: the path of a .flow file or of a folder.";

/** Reads the arguments of `launch`; otherwise a sentence that says what does not fit. */
export function readLaunchConfiguration(
  args: unknown,
): { readonly ok: true; readonly configuration: Launch } | { readonly ok: false; readonly message: string } {
  const read = launchSchema.safeParse(args ?? {});
  if (!read.success)
    return { ok: false, message: `The launch configuration cannot be used: ${describeProblem(read.error)}` };
  const { data } = read;
  const program = data.test === undefined ? data.program : besideProgram(data.test.file, data.program);
  if (program === undefined) return { ok: false, message: NO_PROGRAM };
  const now = data.now === undefined ? undefined : new Date(data.now).getTime();
  if (Number.isNaN(now)) return { ok: false, message: "`now` is not a time: write it as 2026-03-01T12:00:00Z." };
  return {
    ok: true,
    configuration: {
      program,
      test: data.test,
      workspaceFolder: data.workspaceFolder,
      start: data.start,
      presets: typeof data.preset === "string" ? [data.preset] : (data.preset ?? []),
      language: data.language,
      user: data.user ?? "user",
      seed: data.seed,
      now,
      mocks: data.mocks ?? "off",
      recordings: data.recordings ?? "off",
      live: data.live ?? "ask",
      stopOnEntry: data.stopOnEntry ?? false,
      stopOnInput: data.stopOnInput ?? false,
      trace: data.trace ?? false,
      noDebug: data.noDebug ?? false,
    },
  };
}
