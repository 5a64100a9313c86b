// Work over very many things, a slice at a time: whoever asks for something else meanwhile is answered in between.
import { performance } from 'node:perf_hooks'
import { setImmediate as others } from 'node:timers/promises'

/** Milliseconds after which others get their turn. */
const slice = 8
const lookEvery = 32

/** As `map`. What is worked on must not change meanwhile. */
export async function mapInSlices<T, R>(all: readonly T[], of: (one: T, at: number) => R): Promise<R[]> {
  const made: R[] = []
  let since = performance.now()
  for (const [at, one] of all.entries()) {
    if (at % lookEvery === 0 && performance.now() - since > slice) {
      await others()
      since = performance.now()
    }
    made.push(of(one, at))
  }
  return made
}

/**
 * All of them in their order, so many at a time as one statement takes or one message holds without anybody waiting.
 */
export function* portionsOf<T>(all: readonly T[], size = 1000): Generator<T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}
