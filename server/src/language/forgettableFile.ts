import { type ParsedFile, parse } from "./parse.ts";

/** A file that is read when somebody looks into it. */
export interface ForgettableFile {
  readonly parsed: ParsedFile;
  /** True where somebody has looked into it. */
  readonly isRead: boolean;
  /** Lets go of all but the text; who looks into it then has it read again, and gets other values. */
  forget(): void;
}

/** A file that is known by its text alone until somebody looks into it. */
export function forgettableFile(text: string): ForgettableFile {
  let read: ParsedFile | undefined;
  const reading = (): ParsedFile => {
    read ??= parse(text);
    return read;
  };
  return {
    parsed: {
      text,
      get parts() {
        return reading().parts;
      },
      get tokens() {
        return reading().tokens;
      },
      get comments() {
        return reading().comments;
      },
      get tree() {
        return reading().tree;
      },
      get problems() {
        return reading().problems;
      },
    },
    get isRead() {
      return read !== undefined;
    },
    forget() {
      read = undefined;
    },
  };
}
