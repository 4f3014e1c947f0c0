/** What one run of a `test` is called: the test, the number of its row counted from 1, and its language where it has several. */
export function caseName(title: string, row: number | undefined, language: string | undefined): string {
  return [title, ...(row === undefined ? [] : [`[${row}]`]), ...(language === undefined ? [] : [`[${language}]`])].join(
    " ",
  );
}
