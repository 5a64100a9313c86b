// The members of a few units of a sample, entered as their lists bring them, and a correction with its reason.
import type { Sample } from '../access/context.ts'
import type { Day } from '../base/dates.ts'
import { newId } from '../base/ids.ts'
import type { Names } from '../base/words.ts'
import type { LeftReasonKind } from '../carry-out/reports/rules.ts'
import { eachAlone } from '../platform/side-by-side.ts'
import { addPerson } from '../registry/people/actions.ts'
import { correctMembership } from './actions.ts'
import { saveMemberships } from './import-rows.ts'
import { holdMembership } from './queries.ts'
import type { ConsentHow, Party } from './rules.ts'

type PackMembership = {
  person: string
  organisation: string
  party?: Party
  joined: Day
  consent: Day
  how: ConsentHow
  left?: Day
  reason?: LeftReasonKind
}
type PackCorrection = { person: string; by: string; on: Day; joined: Day; reason: string }
type Pack = {
  /** the day on which the lists came in */
  on: Day
  people: { code: string; names: Names; place: string }[]
  memberships: PackMembership[]
  corrections: PackCorrection[]
}

export async function seed(sample: Sample): Promise<void> {
  const { on, people, memberships, corrections } = sample.json<Pack>('memberships.json')
  const ctx = sample.as('administrator', on)
  await eachAlone(people, async ({ code, names, place }) => {
    const entry = { code, names, phone: null, placeId: sample.id(`place:${place}`) }
    sample.keep(`person:${code}`, (await addPerson(ctx, entry, { illustrative: true })).id)
  })
  const entries = memberships.map(({ person, organisation, party, joined, consent, how, left, reason }) => ({
    personId: sample.id(`person:${person}`),
    organisationId: sample.id(`org:${organisation}`),
    party: party ?? 'person',
    joinedOn: joined,
    leftOn: left ?? null,
    leftReason: reason ?? null,
    consentOn: consent,
    consentHow: how,
    decision: null,
  }))
  const saved = await saveMemberships(ctx, entries)
  for (const [at, { person }] of memberships.entries()) sample.keep(`membership:${person}`, saved[at].id)
  for (const { person, by, on: day, joined, reason } of corrections) {
    const membershipId = sample.id(`membership:${person}`)
    const officer = sample.as(by, day)
    const { terms } = await holdMembership(officer, membershipId)
    await correctMembership(officer, membershipId, { id: newId(), ...terms, joinedOn: joined, reason })
  }
}
