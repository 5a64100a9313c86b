// A person erased in all rooms at once: what of theirs is the person's alone each room says in its erasure.ts.
import type { Context } from '../../access/context.ts'
import { eraseAccounts } from '../../access/erasure/actions.ts'
import { must } from '../../access/rules.ts'
import { mustBeFresh } from '../../access/sign-in/actions.ts'
import type { Erased } from '../../base/erased.ts'
import { finding, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { holdForErasure } from '../../registry/erasure/actions.ts'
import { getPerson } from '../../registry/people/queries.ts'
import { pathsFor } from '../accounts/accounts.ts'
import { rooms } from '../rooms.ts'

/** Erases for good. Refused while the person holds a post or is a member, and where the account works elsewhere too. */
export async function erase(ctx: Context, personId: string, written: string): Promise<{ id: string }> {
  const person = await getPerson(ctx, personId)
  must(ctx.actor, 'person.data', person.path)
  await mustBeFresh(ctx)
  const isSame = [person.names.zh, person.names.en].includes(written.trim())
  refuseIf(isSame ? [] : [finding('/name', 'other', msg('Please write the name as it is shown.'))])
  const { personIds } = await holdForErasure(ctx, person.id)
  const erased: Erased = { personIds, accountIds: await eraseAccounts(ctx, { personIds }, pathsFor(ctx)) }
  // From the last room to the registry: until then the others can ask it by which codes the person is known.
  for (const { erasure } of rooms.toReversed()) await erasure?.(ctx, erased)
  await note(ctx, { verb: 'person.erased', kind: 'person', id: person.id, placeId: person.placeId })
  return { id: person.id }
}
