// Work over very many things, a slice at a time: whoever asks for something else meanwhile is answered in between.
import { performance } from 'node:perf_hooks'
import { setImmediate as others } from 'node:timers/promises'

/** Milliseconds after which others get their turn. */
const slice = 8
const lookEvery = 8
const many = 1000

/** As `map`. What is worked on must not change meanwhile. */
export async function mapInSlices<T, R>(all: readonly T[], of: (one: T, at: number) => R): Promise<R[]> {
  const made: R[] = []
  await eachInSlices(all, (one, at) => void made.push(of(one, at)))
  return made
}

/** As `forEach`. */
export async function eachInSlices<T>(all: readonly T[], of: (one: T, at: number) => void): Promise<void> {
  // Before very many others get their turn at once: what came before may have taken its time as well.
  let since = all.length > many ? 0 : performance.now()
  for (const [at, one] of all.entries()) {
    if (at % lookEvery === 0 && performance.now() - since > slice) {
      await others()
      since = performance.now()
    }
    of(one, at)
  }
}

/**
 * All of them in their order, so many at a time as one statement takes or one message holds without anybody waiting.
 */
export function* portionsOf<T>(all: readonly T[], size = 1000): Generator<T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}

/**
 * What is asked for all of them, a portion at a time: an array of a hundred thousand takes long to be sent alone. What
 * is found stands in the order of the portions, whichever is answered first; what several of them find stands once.
 */
export async function askInPortions<T, R extends { id: string }>(
  all: readonly T[],
  ask: (some: T[]) => Promise<readonly R[]>,
  size?: number,
): Promise<R[]> {
  const answers: (readonly R[])[] = []
  const keep = async (some: T[]) => {
    const at = answers.push([]) - 1
    answers[at] = await ask(some)
  }
  await sendPortions(all, keep, size)
  const found = new Map<string, R>()
  for (const answer of answers) for (const one of answer) if (!found.has(one.id)) found.set(one.id, one)
  return [...found.values()]
}

/**
 * Gives all of them to `send` a portion at a time, in their order. A portion is made ready while the database still
 * works on the one before.
 */
export async function sendPortions<T>(
  all: readonly T[],
  send: (some: T[]) => Promise<unknown>,
  size?: number,
): Promise<void> {
  let sent: Promise<unknown> = Promise.resolve()
  for (const some of portionsOf(all, size)) {
    const next = send(some)
    // Once one is refused, so is what follows it in the transaction: the first refusal is told.
    next.catch(() => {})
    await sent
    sent = next
  }
  await sent
}
