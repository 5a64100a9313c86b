// A class invited at once: what one invitation asks is asked for every person of it.
import type { Context } from '../../access/context.ts'
import { inviteAll } from '../../access/invitations/actions.ts'
import { mustSomewhere } from '../../access/rules.ts'
import { finding, Problem, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { lock } from '../../platform/locks.ts'
import { getPinyin } from '../../registry/pinyin/queries.ts'
import { holdAllKept } from '../../registry/queries.ts'
import { getInside } from '../classes/queries.ts'
import { attendees } from './queries.ts'

/**
 * Makes an account as trainee for each of these people of the class who has none, and a one-time link for each. Refuses
 * who does not take part and who has signed in already; the people are held, so that nobody is merged meanwhile.
 * 'not-permitted' where the actor doesn't answer for one of them.
 */
export async function inviteClass(ctx: Context, classId: string, personIds: readonly string[]) {
  mustSomewhere(ctx.actor, 'account.change')
  const { placeId } = await getInside(ctx, classId)
  const kept = await holdAllKept(ctx.db, personIds)
  await lock(ctx.db, 'inviting')
  const known = new Map((await attendees(ctx, classId)).map((one) => [one.personId, one]))
  const knownAs = (personId: string) => known.get(kept.get(personId) ?? personId)
  refuseIf(
    personIds.flatMap((personId, at) => {
      const one = knownAs(personId)
      if (!one)
        return [finding(`/personIds/${at}`, 'unknown', msg('This person takes no part in the class.'))]
      return one.state === 'in'
        ? [finding(`/personIds/${at}`, 'taken', msg('This person has signed in already.'))]
        : []
    }),
  )
  const wanted = [...new Set(personIds.flatMap((personId) => knownAs(personId) ?? []))]
  if (wanted.some(({ mayInvite }) => !mayInvite)) throw new Problem('not-permitted')
  const { personPinyin } = await getPinyin()
  const made = await inviteAll(
    ctx,
    wanted.map(({ account, ...one }) => ({
      ...one,
      latin: one.names.en || personPinyin(one.names.zh),
      role: 'trainee',
      account: account && { id: account.accountId, login: account.login },
    })),
  )
  await note(ctx, {
    verb: 'class.invited',
    kind: 'class',
    id: classId,
    placeId,
    detail: { people: made.length },
  })
  return {
    made: made.map(({ login, secret, expiresAt }, at) => ({
      personId: wanted[at].personId,
      login,
      secret,
      expiresAt,
    })),
  }
}
