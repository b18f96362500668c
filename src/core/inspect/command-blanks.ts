const runs = [64, 8, 2].map((length) => ' '.repeat(length));

/** Puts one space for each run of them: native searches, each of which leaves less to the next. */
export function collapseAll(text: string): string {
  let rest = text;
  for (const run of runs) while (rest.includes(run)) rest = rest.replaceAll(run, ' ');
  return rest;
}
