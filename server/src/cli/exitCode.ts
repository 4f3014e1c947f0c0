/** 0 fine, 1 findings, 2 wrong usage or unreadable input. */
export type ExitCode = 0 | 1 | 2;
