// The server's part of answering without a name (RFC 9474, see base/ballot.ts): who may answer and until when, keys,
// signing blindly once for each person, and judging a token. A room keeps for a round or a check, in tables of its own:
//   the floor and the closing time · the roster · the key · who took a ballot (person → digest of what was signed) ·
//   the pile (token → answers)
// Invariant: roster, floor and closing time are frozen when it opens (base/rosters.ts); nobody gets a ballot who is not
// on the roster, and nobody whose account was handed to somebody else since the thing was made; nothing is taken after
// the closing time, and nothing is closed before it as long as somebody could still answer; below the floor there is no
// figure. Roster, key and the list of ballots go when the figures are made.
// Invariant: nothing in the database connects a row of the second with a row of the third. The piles are single jsonb
// objects, whose keys PostgreSQL orders by length and bytes: they hold no order of arrival, no time, no number, and one
// xmin for all. An answer comes without a session, is not journalled and not logged. Answers are taken only once five
// ballots are out, so that no answer can be put down to fewer than five people.
//
// What remains, and is not claimed: (1) earlier versions of a pile lie in dead rows until vacuum and in the
// write-ahead log until it is recycled, so that whoever reads the disk itself may learn in which order tokens came,
// though not from whom; whoever watches a database at every moment may compare arrivals with who was at work just then.
// (2) An answer travels over the network: its address is not stored, but a server in the way could see it. (3) Whoever
// runs the server could serve other code to a device. (4) The key can be used to forge ballots by whoever reads the
// database, not to trace one. (5) The taken list says who took a ballot, and so who may have answered.
import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  publicEncrypt,
  verify,
} from 'node:crypto'
import { promisify } from 'node:util'
import { type RawBuilder, sql } from 'kysely'
import { finding, Problem, refuseIf, wrongStage } from '../base/problems.ts'
import { closingFindings, floorOf, mayClose, usualMinutes } from '../base/rosters.ts'
import { fewest } from '../base/shares.ts'
import { msg } from '../base/words.ts'

export type Keys = { publicKey: string; privateKey: string }
/** person → digest of the blinded message that was signed for that person */
export type Taken = Record<string, string>

/** What is frozen when something opens. */
export type Opened = { size: number; floor: number; closesAt: Date }

/** When something that opens now closes: as asked for, or after the usual time. Refuses a time that is no good. */
export function whenOpen(now: Date, closesAt?: string): { closesAt: Date } {
  const until = closesAt ? new Date(closesAt) : new Date(now.getTime() + usualMinutes * 60_000)
  refuseIf(closingFindings(until, now))
  return { closesAt: until }
}

/** Freezes a roster. Refuses one of fewer than five people, and a closing time that is no good. */
export function freeze(roster: readonly string[], now: Date, closesAt?: string): Opened {
  const until = whenOpen(now, closesAt)
  if (roster.length < fewest) {
    const text = msg(
      'Only {n} people could answer: those who have been at a session and whose account was in use before this was made. It takes five. Let more of them sign in, then save or make it anew.',
    )
    refuseIf([finding('', 'roster', text, { n: roster.length })])
  }
  return { size: roster.length, floor: floorOf(roster.length), ...until }
}

/** What is said to whoever is not on the roster. */
export const offRoster = msg(
  'You are not on the roster of this: those who had been at a session, and whose account was in use before it was made.',
)

/** Refuses an account that somebody else gave out a way into since the thing was made. */
export function mustBeOwn(isHandedOut: boolean): void {
  if (!isHandedOut) return
  throw new Problem('not-permitted', {
    text: msg(
      'A new way into your account was given out after this was made, so that it is not certain who you are. You can take part in the next one.',
    ),
  })
}

/** Refuses what comes after the closing time; the device keeps it. */
export function mustBeInTime(closesAt: Date | null, now: Date): void {
  if (closesAt && now < closesAt) return
  throw wrongStage(
    'closing time passed',
    msg('The closing time has passed: nothing more is taken. What you wrote stays on this device alone.'),
  )
}

type Standing = { closesAt: Date | null; now: Date; answered: number; of: number }

/** Whether nobody could answer any more: the time has passed, or the answers of all are in, not their ballots alone. */
export const isOver = ({ closesAt, ...at }: Standing): boolean => !closesAt || mayClose({ ...at, closesAt })

/** Refuses to close while somebody could still answer: whoever chose the moment could choose whose answers count. */
export function mustBeOver(at: Standing): void {
  if (isOver(at)) return
  throw wrongStage(
    'before the closing time',
    msg('It closes at the time that was said when it opened, or once everybody on the roster has answered.'),
  )
}

/** A later closing time for something that is open, or a refusal. */
export function laterClosing(asked: string, stands: Date | null, now: Date): Date {
  mustBeInTime(stands, now)
  const later = new Date(asked)
  refuseIf(closingFindings(later, now, stands ?? undefined))
  return later
}

const bits = 2048
const tokenBytes = 32
const generate = promisify(generateKeyPair)

/** A key pair of its own for each round and check: a ballot of one is worth nothing in another. */
export async function newKeys(): Promise<Keys> {
  const { publicKey, privateKey } = await generate('rsa', { modulusLength: bits, publicExponent: 0x10001 })
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url'),
  }
}

const publicOf = (text: string) =>
  createPublicKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'spki' })
const privateOf = (text: string) =>
  createPrivateKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'pkcs8' })

/** RFC 9474, 4.3: the plain RSA operation on what the device blinded, and the check that it went right. */
function signBlinded(keys: Keys, blinded: string): string {
  const message = Buffer.from(blinded, 'base64url')
  const wrong = finding('/blinded', 'ballot', msg('This is no ballot of this key.'))
  if (message.length !== bits / 8) refuseIf([wrong])
  const padding = constants.RSA_NO_PADDING
  let signature: Buffer
  try {
    signature = privateDecrypt({ key: privateOf(keys.privateKey), padding }, message)
  } catch {
    throw new Problem('invalid', { errors: [wrong] })
  }
  if (!publicEncrypt({ key: publicOf(keys.publicKey), padding }, signature).equals(message))
    throw new Error('signing failure')
  return signature.toString('base64url')
}

/**
 * Signs for a person, once. The same blinded message again gets the same signature again (the answer was lost on the
 * way); another one is refused. `entry` is what the room adds to its list of those who took a ballot.
 */
export function issueBallot(
  keys: Keys,
  taken: Taken,
  personId: string,
  blinded: string,
): { signature: string; entry: Taken } {
  const digest = createHash('sha256').update(blinded).digest('base64url')
  if (personId in taken && taken[personId] !== digest) {
    throw new Problem('different-content', {
      text: msg(
        'Your ballot was taken already, on another device or in another browser. Please answer there.',
      ),
    })
  }
  return { signature: signBlinded(keys, blinded), entry: { [personId]: digest } }
}

/**
 * Refuses an answer that names its sender, and one whose ballot is not of this key; where there is no key the ballot is
 * refused in the same words, so that a stranger learns nothing. Ask this before anything else.
 */
export function mustBeBallot(
  actor: unknown,
  publicKey: string | null | undefined,
  ballot: { token: string; signature: string },
): void {
  if (actor !== null) {
    throw new Problem('malformed', {
      text: msg(
        'An answer is sent without signing in, so that nobody can put it down to you. This one named its sender and was not kept.',
      ),
    })
  }
  const token = Buffer.from(ballot.token, 'base64url')
  const signature = Buffer.from(ballot.signature, 'base64url')
  const isOurs =
    !!publicKey &&
    token.length === tokenBytes &&
    // The one spelling of these bytes: base64url has spare bits at the end, which would make two tokens of one ballot.
    token.toString('base64url') === ballot.token &&
    verify(
      'sha384',
      token,
      { key: publicOf(publicKey), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 },
      signature,
    )
  if (!isOurs) throw new Problem('not-permitted', { text: msg('This ballot is not valid here.') })
}

/** Answers are handed in once: the same again is no other answer. */
export const otherAnswers = (): Problem =>
  new Problem('different-content', {
    text: msg('You have handed in your answers already; they stay as they were.'),
  })

/** Refuses while an answer could be put down to fewer than five people; the device keeps it and tries again. */
function mustBeEnough(taken: Taken): void {
  if (Object.keys(taken).length < fewest) {
    throw wrongStage(
      'fewer than five ballots',
      msg(
        'Answers are taken as soon as five people have taken their ballot: with fewer, an answer could be guessed to be yours.',
      ),
    )
  }
}

/** `before`: what the same ballot handed in; `taken`: null where nobody gets a ballot any more. */
type Sent = { before: unknown; isSame: boolean; taken: Taken | null; closesAt: Date | null }

/** Refuses an answer that comes too late or too early, and another one by the same ballot. */
export function mustBeTakable({ before, isSame, taken, closesAt }: Sent, now: Date): void {
  // Asked first: what comes too late waits for nobody any more.
  if (!before) mustBeInTime(closesAt, now)
  if (taken) mustBeEnough(taken)
  if (before && !isSame) throw otherAnswers()
}

/**
 * SQL: whether one of two people stands on a frozen roster. Such people are neither made one nor parted: whoever were
 * another entry for a while could come onto it, take a second ballot under the other entry, or fall off it.
 */
export const isOnRoster = (
  roster: RawBuilder<unknown>,
  { from, to }: { from: string; to: string },
): RawBuilder<boolean> => sql`jsonb_exists_any(${roster}, array[${from}, ${to}]::text[])`
