// The cast of a sample: accounts without a password, which the sign-in page offers while the instance is in demo mode.
import { addGrant, makeAccount } from '../access/accounts/actions.ts'
import type { Sample } from '../access/context.ts'
import type { Role } from '../access/rules.ts'
import { newId } from '../base/ids.ts'
import type { Names } from '../base/words.ts'
import { eachAlone } from '../platform/side-by-side.ts'
import { namesOfPerson } from './people/queries.ts'
import { pathsOf } from './places/queries.ts'

/** `signedIn`: who was here before, and so may answer what is opened from now on */
type Member = { login: string; names?: Names; person?: string; signedIn?: boolean; grants: [Role, string][] }

export async function loadCast(sample: Sample): Promise<void> {
  const cast = sample.json<Member[]>('cast.json')
  await eachAlone(cast, async ({ login, names, person, signedIn, grants }, at) => {
    const personId = person ? sample.id(`person:${person}`) : null
    const code = `account:${login}`
    const id = sample.has(code) ? sample.id(code) : sample.keep(code, newId())
    const called = names ?? (personId ? await namesOfPerson(sample.db, personId) : { zh: login, en: login })
    const usedAt = signedIn ? new Date() : null
    await makeAccount(
      sample.db,
      { id, login, names: called, personId, castOrder: at + 1, usedAt },
      new Date(),
    )
    const granted = grants.map(([role, place]) => ({ role, placeId: sample.id(`place:${place}`) }))
    for (const grant of granted) await addGrant(sample.db, id, grant, new Date())
    const today = sample.as('administrator').today
    const path = await pathsOf(
      sample.db,
      granted.map((grant) => grant.placeId),
      today,
    )
    sample.cast(login, { accountId: id, sessionId: newId(), personId, grants: granted, path })
  })
}
