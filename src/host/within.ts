/** What a promise comes to, or `late` when it takes longer than so many milliseconds; what it does goes on then. */
export async function within<T>(promise: Promise<T>, milliseconds: number, late: T): Promise<T> {
  const clock: { timer?: ReturnType<typeof setTimeout> } = {};
  const waiting = new Promise<T>((resolve) => {
    clock.timer = setTimeout(() => {
      delete clock.timer;
      resolve(late);
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, waiting]);
  } finally {
    // Only one that has not fired: njs 1.0.2 crashes the worker otherwise.
    if (clock.timer !== undefined) clearTimeout(clock.timer);
  }
}
