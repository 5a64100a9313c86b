// What checks and examinations have in common of answering without a name: how something is opened, and who gets a
// ballot of it. Each keeps its rows in tables of its own; why nobody can be known is told in platform/ballot.ts.
import { isHandedOutSince } from '../../access/accounts/queries.ts'
import type { Context } from '../../access/context.ts'
import { Problem } from '../../base/problems.ts'
import { holdPresent } from '../../convene/programmes/queries.ts'
import {
  freeze,
  issueBallot,
  type Keys,
  mustBeInTime,
  mustBeOwn,
  newKeys,
  type Opened,
  offRoster,
  type Taken,
} from '../../platform/ballot.ts'

/** `roster` is stated by a sample alone, whose people have no accounts. */
export type Opening = { closesAt?: string; roster?: readonly string[] }

type Asked = { classId: string; madeAt: Date }

/**
 * Makes what is kept of something that opens: roster, floor and closing time, frozen, and a key of its own. Refuses a
 * roster of fewer than five people, and a closing time that is no good. Asks nobody: whoever opens it was asked.
 */
export async function makeBox(
  ctx: Context,
  { classId, madeAt }: Asked,
  { closesAt, roster }: Opening,
): Promise<Keys & Opened & { roster: readonly string[] }> {
  const people = roster ?? (await holdPresent(ctx, classId, madeAt))
  const frozen = freeze(people, ctx.now, closesAt)
  return { ...(await newKeys()), roster: people, ...frozen }
}

type Open = { publicKey: string; madeAt: Date; closesAt: Date | null }
type Box = { private_key: string; roster: string[]; taken: Taken }

/**
 * Signs the blinded token of somebody on the roster of a box that is held. Not journalled, and nothing of it carries a
 * time: only that the person took a ballot is kept (`entry`), so that nobody gets two.
 */
export async function signBallot(
  ctx: Context,
  { publicKey, madeAt, closesAt }: Open,
  { private_key: privateKey, roster, taken }: Box,
  blinded: string,
): Promise<{ signature: string; entry: Taken }> {
  const { personId, accountId } = ctx.actor
  if (!personId || !roster.includes(personId)) throw new Problem('not-permitted', { text: offRoster })
  mustBeOwn(await isHandedOutSince(ctx.db, accountId, madeAt))
  mustBeInTime(closesAt, ctx.now)
  return issueBallot({ publicKey, privateKey }, taken, personId, blinded)
}
