// Ids are made where the record is made (UUIDv7), so that a device can name a thing before the server has seen it.
import { v7 } from 'uuid'

/** Asking for chance costs more than all else of an id: it is asked for many at once. */
const chance = new Uint8Array(256 * 16)
let used = chance.length

function sixteen(): Uint8Array {
  if (used === chance.length) {
    crypto.getRandomValues(chance)
    used = 0
  }
  used += 16
  return chance.subarray(used - 16, used)
}

/** The last id's time, and its number within that: each id comes after the one before. */
let msecs = 0
let seq = 0

/** A new UUIDv7, lower case. */
export function newId(): string {
  const random = sixteen()
  const now = Date.now()
  if (now > msecs) {
    msecs = now
    // Half of all numbers are left for counting on.
    seq = ((random[6] & 0x7f) << 24) | (random[7] << 16) | (random[8] << 8) | random[9]
  } else seq += 1
  return v7({ random, msecs, seq })
}
