/** The state's own name out of `flow.state`, without backticks. */
export function lastName(fullName: string): string {
  return /(?:^|\.)`([^`]*)`$/.exec(fullName)?.[1] ?? fullName.split(".").at(-1) ?? fullName;
}
