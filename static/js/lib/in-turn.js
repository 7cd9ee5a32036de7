// One work after the other: each begins when the one before has ended, however that ended.

/** @returns {(work: () => any) => Promise<any>} what puts a work at the end of one line. */
export function createLine() {
  let line = Promise.resolve();
  return (work) => {
    const done = line.then(work);
    line = done.catch(() => {});
    return done;
  };
}
