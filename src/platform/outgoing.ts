// What goes out while it is still being read: a file of any size holds no more memory than a small one, and its first
// byte leaves at once. Whoever takes it decides how fast it is made; whoever hangs up ends it.
import { Readable } from 'node:stream'

/** Takes the next part; resolves once there is room for more, and refuses once nobody takes it any more. */
export type Write = (part: string | Uint8Array) => Promise<void>

/** So much is made ahead of whoever takes it: most files are made, and have let go of the database, long before. */
const mostAhead = 4 * 1024 * 1024
/** Milliseconds in which somebody must take something, and in which all of it must be made. */
const longestPause = 45_000
const longest = 20 * 60_000

/** An answer that is made while it is taken; `made` settles once all of it is, or it was given up. */
export class Outgoing extends Readable {
  readonly made: Promise<void>
  #onward: (() => void) | null = null

  constructor(make: (write: Write) => Promise<void>) {
    super({ highWaterMark: mostAhead })
    const late = setTimeout(() => this.destroy(new Error('nobody took all of it in time')), longest)
    this.made = Promise.resolve()
      .then(() => make((part) => this.#write(part)))
      .then(
        () => void this.push(null),
        // Whoever takes it must not think that this was all.
        (error) => void this.destroy(error as Error),
      )
      .finally(() => clearTimeout(late))
  }

  override _read(): void {
    this.#onward?.()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#onward?.()
    done(error)
  }

  async #write(part: string | Uint8Array): Promise<void> {
    if (!this.destroyed && !this.push(part)) {
      const late = setTimeout(() => this.destroy(new Error('nobody took any of it in time')), longestPause)
      await new Promise<void>((onward) => {
        this.#onward = onward
      })
      clearTimeout(late)
    }
    if (this.destroyed) throw this.errored ?? new Error('nobody takes it any more')
  }
}

/** Begins to make it. What is refused before the first part is refused as with any other answer. */
export function outgoing(make: (write: Write) => Promise<void>): Promise<Outgoing> {
  return new Promise((begun, refused) => {
    const out = new Outgoing(async (write) => {
      await make((part) => {
        begun(out)
        return write(part)
      })
      begun(out)
    })
    out.once('error', refused)
  })
}
