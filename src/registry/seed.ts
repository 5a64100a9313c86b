// The registers of a sample: places with their dated parents, trades, posts, organisations, people and appointments.
import type { Sample } from '../access/context.ts'
import type { Day, SaidDate } from '../base/dates.ts'
import { newId } from '../base/ids.ts'
import type { Names } from '../base/words.ts'
import { eachAlone } from '../platform/side-by-side.ts'
import { saveAppointments } from './appointments/import-rows.ts'
import { transferPlace } from './events/actions.ts'
import { addGate } from './gates/actions.ts'
import { bringLevels } from './levels/actions.ts'
import { readLevels } from './levels/queries.ts'
import type { PackLevel } from './levels/rules.ts'
import { addForm, addPost, addTrade } from './lists/actions.ts'
import { changeOrganisationForm, mergeOrganisation } from './organisations/actions.ts'
import { saveOrganisations } from './organisations/import-rows.ts'
import type { OrganisationStatus } from './organisations/rules.ts'
import { savePeople } from './people/import-rows.ts'
import { addPlace, ensureNation, mergePlace, recordPlaceEvent } from './places/actions.ts'
import type { PlaceEventKind } from './places/rules.ts'
import { loadCast } from './seed-cast.ts'

type Place = { code: string; names: Names; level: string; under: string; from?: Day; isOlder?: boolean }
type Event = {
  do: 'record' | 'merge' | 'transfer'
  kind: PlaceEventKind
  on: Day
  place: string
  other?: string
  note: Names
  source: string
}
type Places = { nation: Names; places: Place[]; events: Event[] }

type Unit = {
  code: string
  names: Names
  form: string
  place: string
  trade?: string
  parent?: string
  founded?: SaidDate
  status: OrganisationStatus
  illustrative: boolean
  /** What it was called and was before its later forms. */
  firstForm?: string
  firstNames?: Names
  later?: { form: string; from: Day }[]
  mergedInto?: { organisation: string; on: SaidDate; note: Names }
}
type Appointment = {
  person: string
  post: string
  organisation: string
  from: Day
  to?: Day
  overlapMeant?: boolean
}
type People = { people: { code: string; names: Names; place: string }[]; appointments: Appointment[] }

type PackForm = Omit<Parameters<typeof addForm>[1], 'leastMembers' | 'mostMembers'>
type PackPost = Parameters<typeof addPost>[1] & { short?: Names }
type PackGate = Omit<Parameters<typeof addGate>[1], 'fromForm' | 'toForm'> & { from: string; to: string }

export async function seed(sample: Sample): Promise<void> {
  const { nation, places, events } = sample.json<Places>('places.json')
  const nationId = sample.keep('place:nation', await ensureNation(sample.db, nation))
  // Nobody has an account yet; the one made here is opened by the loader of access.
  sample.cast('administrator', {
    accountId: sample.keep('account:administrator', newId()),
    sessionId: newId(),
    personId: null,
    grants: [{ role: 'administrator', placeId: nationId }],
    path: [nationId],
  })
  const levels = sample.words<PackLevel>('levels')
  if (levels.length > 0) await bringLevels(sample.as('administrator'), levels)
  await eachAlone([() => loadPlaces(sample, places, events), ...listsOf(sample)], (load) => load())
  const ctx = sample.as('administrator')
  const { organisations } = sample.json<{ organisations: Unit[] }>('organisations.json')
  await loadOrganisations(sample, organisations)
  // After the units: what became of them before the programme was not asked at its gates.
  for (const { from, to, ...gate } of sample.words<PackGate>('gates'))
    await addGate(ctx, { fromForm: from, toForm: to, ...gate })
  await loadPeople(sample, sample.json<People>('people.json'))
  await loadCast(sample)
}

/** What loads each of the lists in its order. */
function listsOf(sample: Sample): (() => Promise<void>)[] {
  const ctx = sample.as('administrator')
  return [
    async () => {
      for (const form of sample.words<PackForm>('forms'))
        await addForm(ctx, { leastMembers: null, mostMembers: null, ...form })
      // A post names forms.
      for (const { short: _, ...post } of sample.words<PackPost>('posts'))
        sample.keep(`post:${post.code}`, (await addPost(ctx, post)).id)
    },
    async () => {
      for (const trade of sample.words<Parameters<typeof addTrade>[1]>('trades'))
        sample.keep(`trade:${trade.code}`, (await addTrade(ctx, trade)).id)
    },
  ]
}

async function loadPlaces(sample: Sample, places: Place[], events: Event[]): Promise<void> {
  const ctx = sample.as('administrator')
  // What stands on one step of the tree waits for the step above it alone.
  for (const { code: level } of await readLevels(sample.db))
    await eachAlone(
      places.filter((place) => place.level === level),
      async ({ code, names, under, from, isOlder }) => {
        const parentPlaceId = sample.id(`place:${under}`)
        const entry = { code, names, level, parentPlaceId, fromOn: from ?? null, isOlder }
        sample.keep(`place:${code}`, (await addPlace(ctx, entry)).id)
      },
    )
  for (const event of events) {
    const placeId = sample.id(`place:${event.place}`)
    const said = { onDay: event.on, source: event.source, note: event.note }
    const other = event.other ? sample.id(`place:${event.other}`) : null
    if (event.do === 'record')
      await recordPlaceEvent(ctx, placeId, { ...said, kind: event.kind, otherPlaceId: other })
    else if (other && event.do === 'merge') await mergePlace(ctx, placeId, { ...said, intoPlaceId: other })
    else if (other) await transferPlace(ctx, placeId, { ...said, toPlaceId: other })
  }
}

/** As the file of a whole register would come in: judged by the same rules, in a few statements. */
async function loadOrganisations(sample: Sample, units: Unit[]): Promise<void> {
  const ctx = sample.as('administrator')
  const saved = await saveOrganisations(
    ctx,
    units.map((unit) => ({
      code: unit.code,
      names: unit.firstNames ?? unit.names,
      isLatinSaid: true,
      form: unit.firstForm ?? unit.form,
      placeId: sample.id(`place:${unit.place}`),
      tradeId: unit.trade ? sample.id(`trade:${unit.trade}`) : null,
      parent: unit.parent ? { named: unit.parent } : null,
      foundedSaid: unit.founded ?? null,
      status: unit.status,
      illustrative: unit.illustrative,
    })),
  )
  for (const [at, { code, later, names }] of units.entries()) {
    const id = sample.keep(`org:${code}`, saved[at].id)
    for (const { form, from } of later ?? [])
      await changeOrganisationForm(ctx, id, { form, fromOn: from, names })
  }
  for (const { code, mergedInto } of units) {
    if (!mergedInto) continue
    const { organisation, on, note } = mergedInto
    const intoOrganisationId = sample.id(`org:${organisation}`)
    await mergeOrganisation(ctx, sample.id(`org:${code}`), { intoOrganisationId, onSaid: on, note })
  }
}

async function loadPeople(sample: Sample, { people, appointments }: People): Promise<void> {
  const ctx = sample.as('administrator')
  const saved = await savePeople(
    ctx,
    people.map(({ code, names, place }) => ({
      code,
      names,
      isLatinSaid: true,
      phone: null,
      placeId: sample.id(`place:${place}`),
      // Whoever has a name of somebody else of the place is another person.
      decision: 'new',
      illustrative: true,
    })),
  )
  for (const [at, { code }] of people.entries()) sample.keep(`person:${code}`, saved[at].id)
  await saveAppointments(
    ctx,
    appointments.map(({ person, post, organisation, from, to, overlapMeant }) => ({
      personId: sample.id(`person:${person}`),
      postId: sample.id(`post:${post}`),
      organisationId: sample.id(`org:${organisation}`),
      fromOn: from,
      toOn: to ?? null,
      decision: overlapMeant ? 'meant' : null,
    })),
  )
}
