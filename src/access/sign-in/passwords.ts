// Passwords and what is kept of them. Looking at one is slow on purpose: it is done before a transaction is opened, a
// few at once, so that whoever waits for it keeps neither a connection nor a thread from everybody else.
import { hash, type Options, verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import { openGate } from '../../platform/gate.ts'

// Argon2id with the least that OWASP's password storage cheat sheet asks for. A hash carries what it was made with, so
// older ones go on working; they are made anew at the next sign-in.
const strength: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
export const isOutdated = (kept: string) =>
  !kept.includes(`$m=${strength.memoryCost},t=${strength.timeCost},p=`)

// Each is done within the blink of an eye: whoever is alone may have both places.
const gate = openGate(2, 2)

/** What is kept of a new password. `who`, an account, a device or an address, has one looked at after the other. */
export const hashed = (who: string, password: string): Promise<string> =>
  gate(who, () => hash(password, strength))

// Checked where there is no account or no password, so that the answer takes as long as for a wrong password.
let dummy: Promise<string> | undefined
const dummyHash = () => {
  dummy ??= hash('no account has this password', strength)
  return dummy
}

/**
 * Whether it is the password of which this is kept; nothing is kept of one that does not exist, at the same cost. Of
 * whoever is `gone` before it is its turn, nothing is looked at.
 */
export const isRight = (
  who: string,
  kept: string | null | undefined,
  typed: string,
  gone: AbortSignal,
): Promise<boolean> =>
  gate(who, async () => (await verify(kept ?? (await dummyHash()), typed)) && typeof kept === 'string', gone)

type Seen = { id: string; passwordHash: string | null }

/** Holds an account of which the password was looked at; false where it has ended or has another one meanwhile. */
export async function holdAsSeen(db: Db, { id, passwordHash }: Seen): Promise<boolean> {
  const { rows } = await sql`select 1 from access.account where id = ${id} and ended_at is null
    and password_hash is not distinct from ${passwordHash} for no key update`.execute(db)
  return rows.length > 0
}
