/**
 * The reading of folders as somebody who waits for it sees it: whether it goes on, how many files it has read, and a way to stop it. A
 * reading that was stopped finds nothing more, so what is known then is true but not all.
 */
import { createEmitter } from "../base/emitter.ts";
import type { FileSystem } from "./fileSystem.ts";

export interface Reading {
  /** The file system that a workspace reads through. */
  readonly fileSystem: FileSystem;
  /** True while something is being read. */
  readonly isActive: boolean;
  /** True where everything that was asked for has been read. */
  readonly isComplete: boolean;
  /** How many files this reading has read so far. */
  readonly files: number;
  /** Calls the listener when a reading begins or ends; the answer removes it. */
  onDidChange(listener: () => void): () => void;
  /** Resolves when nothing is being read. */
  ended(): Promise<void>;
  /** Ends the reading early. */
  stop(): void;
  /** Runs work that reads. */
  during(work: () => Promise<void>): Promise<void>;
  /** Forgets that a reading was stopped: everything is about to be read again. */
  restart(): void;
}

/** Watches what is read from a file system. */
export function watchReading(fs: FileSystem): Reading {
  const changed = createEmitter<void>();
  let running = 0;
  let files = 0;
  let isStopped = false;
  let wasStopped = false;
  const fileSystem: FileSystem = {
    ...fs,
    readFile: async (...asked) => {
      if (isStopped) return undefined;
      files++;
      return fs.readFile(...asked);
    },
    readFolder: async (uri) => (isStopped ? [] : fs.readFolder(uri)),
  };
  return {
    fileSystem,
    get isActive() {
      return running > 0;
    },
    get isComplete() {
      return running === 0 && !wasStopped;
    },
    get files() {
      return files;
    },
    onDidChange: (listener) => changed.on(listener),
    ended: () =>
      new Promise((resolve) => {
        if (running === 0) return resolve();
        const forget = changed.on(() => {
          if (running > 0) return;
          forget();
          resolve();
        });
      }),
    stop() {
      if (running === 0) return;
      isStopped = true;
      wasStopped = true;
    },
    async during(work) {
      running++;
      if (running === 1) {
        files = 0;
        changed.fire();
      }
      try {
        await work();
      } finally {
        running--;
        if (running === 0) {
          isStopped = false;
          changed.fire();
        }
      }
    },
    restart() {
      wasStopped = false;
    },
  };
}
