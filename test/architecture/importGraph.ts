import { cruise } from "dependency-cruiser";

/** One import of a source file. */
export interface Import {
  /** Path relative to the folder that was read, with `/`; for a package that is not installed and for Node's own modules their name. */
  readonly to: string;
  /** Only types cross: nothing of it is left when the program runs. */
  readonly typeOnly: boolean;
  /** A module of Node itself. */
  readonly builtIn: boolean;
  /** The import leads back to the file that makes it. */
  readonly cycle: readonly string[] | undefined;
}

/** The imports of every source file below `client` and `server/src`, by the file's path. */
export type ImportGraph = ReadonlyMap<string, readonly Import[]>;

/** Reads the imports below a folder; throws when a file of ours cannot be found. */
export async function readImports(baseDir: string, tsConfig: string): Promise<ImportGraph> {
  const { output } = await cruise(["client", "server/src"], {
    baseDir,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: tsConfig },
    doNotFollow: { path: "node_modules" },
  });
  if (typeof output === "string") throw new Error("dependency-cruiser wrote a report instead of giving its result.");
  const sources = output.modules.filter(({ source }) => /^(client|server)\/.*\.tsx?$/.test(source));
  return new Map(
    sources.map(({ source, dependencies }) => [
      source,
      dependencies.map((dependency) => {
        if (dependency.couldNotResolve && dependency.module.startsWith(".")) {
          throw new Error(`${source} imports ${dependency.module}, which does not exist.`);
        }
        return {
          to: dependency.couldNotResolve ? dependency.module : dependency.resolved,
          typeOnly: dependency.dependencyTypes.includes("type-only"),
          builtIn: dependency.coreModule,
          cycle: dependency.circular ? (dependency.cycle ?? []).map(({ name }) => name) : undefined,
        };
      }),
    ]),
  );
}
