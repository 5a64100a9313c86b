// What arrives while the same kind of thing is being done is gathered, and done together next: where many ask at once,
// statements and flushes of the disk are shared. Whoever comes alone waits for nobody.

/** What became of one of those that were done together: gives its answer, or throws why it was refused. */
type Outcome<O> = () => O | Promise<O>
type Work<I, O> = (inputs: readonly I[]) => Promise<Outcome<O>[]>
type Asking<I, O> = { input: I; answer: (outcome: Promise<O>) => void }
/** Those that are being done, and those that wait to be done next. */
type Door<I, O> = { inside: readonly I[]; waiting: Asking<I, O>[] }

/**
 * Gives a function that does the work for one input, together with those of the same database handle and key that wait
 * by then. `work` gives the outcome of each, in order: one that is refused refuses nobody else. What `clashes` with
 * somebody who is inside or waits goes by itself, at once.
 */
export function gathering<I, O>(
  clashes: (one: I, other: I) => boolean,
): (db: object, key: string, input: I, work: Work<I, O>) => Promise<O> {
  const ofDatabase = new WeakMap<object, Map<string, Door<I, O>>>()
  const pass = async (all: readonly Asking<I, O>[], door: Door<I, O>, work: Work<I, O>): Promise<void> => {
    door.inside = all.map(({ input }) => input)
    const done = work(door.inside)
    for (const [at, { answer }] of all.entries()) answer(done.then((outcomes) => outcomes[at]()))
    await done.catch(() => {})
  }
  return async (db, key, input, work) => {
    const doors = ofDatabase.get(db) ?? new Map<string, Door<I, O>>()
    ofDatabase.set(db, doors)
    const open = doors.get(key)
    const others = open ? [...open.inside, ...open.waiting.map((one) => one.input)] : []
    if (others.some((other) => clashes(input, other))) return (await work([input]))[0]()
    return new Promise((answer) => {
      if (open) return void open.waiting.push({ input, answer })
      const door: Door<I, O> = { inside: [], waiting: [{ input, answer }] }
      doors.set(key, door)
      void (async () => {
        while (door.waiting.length > 0) await pass(door.waiting.splice(0), door, work)
        doors.delete(key)
      })()
    })
  }
}
