// A class of five days in August, for whoever asks what stood on which day of it, and the day that the programme lives
// in.
import { sql } from 'kysely'
import type { Town } from '../town.ts'
import { ask, send } from './office.ts'

let made = 0
export const newId = () => `018e0000-0000-7000-8000-${(made++).toString(16).padStart(12, '0')}`

/** A class of five days in August with one post of one place, six seats, and as many people as asked who hold it. */
export async function augustClass(
  town: Town,
  { people, deadline = null, rules = {} }: { people: number; deadline?: string | null; rules?: object },
) {
  const officer = await town.as('xuchang-officer')
  const { programmes, organisers, places, posts } = await ask(officer, 'GET /api/class-form', {
    query: { on: '1954-08-01' },
  })
  const names = { zh: '八月班', en: 'August class' }
  const [placeId, postId] = [places[0].id, posts[0].id]
  const particulars = { names, purpose: names, venue: { zh: '', en: '' }, hostPlaceId: placeId, capacity: 30 }
  const { id } = await ask(officer, 'POST /api/classes', {
    body: {
      ...particulars,
      programmeId: programmes[0].id,
      placeId: organisers[0].id,
      startsSaid: '1954-08-02',
      endsSaid: '1954-08-06',
      deadlineSaid: deadline,
      ...rules,
      postIds: [postId],
      placeIds: [placeId],
      stages: [{ kind: 'study', names }],
    },
  })
  const cells = [{ placeId, postId, seats: 6 }]
  await ask(officer, `PUT /api/classes/${id}/seats`, { body: { version: 0, cells, reason: '' } })
  for (const to of ['called', 'running'])
    await ask(officer, `POST /api/classes/${id}/state`, { body: { to } })
  const { stages } = await ask(officer, `GET /api/classes/${id}`)
  const sessions: { id: string; onDay: string }[] = []
  for (const day of [2, 3, 4, 5, 6]) {
    const onDay = `1954-08-0${day}`
    const body = {
      ...{ stageId: stages[0].id, title: names, onDay, startsAt: 480, endsAt: 600 },
      ...{ room: { zh: '', en: '' }, presenters: [] },
    }
    sessions.push({ id: (await ask(officer, `POST /api/classes/${id}/sessions`, { body })).id, onDay })
  }
  const { rows: holders } = await sql<{ id: string }>`with made as (
      insert into registry.person (id, code, names, place_id) select gen_random_uuid(), gen_random_uuid(),
        jsonb_build_object('zh', '人' || n, 'en', 'Person ' || n), ${placeId} from generate_series(1, ${people}::int) as n
      returning id)
    insert into registry.appointment (id, person_id, post_id, organisation_id, from_on)
    select id, id, ${postId}, (select id from registry.organisation where place_id = ${placeId} limit 1), '1950-01-01'
    from made returning person_id as id`.execute(town.database.kysely)
  return { officer, id, sessions, placeId, postId, holders: holders.map((one) => one.id) }
}

/** What an August class needs to be decided on some day: put forward by one, accepted and withdrawn by another. */
export async function decidedClass(town: Town, options: { people: number; seats: number }) {
  const august = await augustClass(town, options)
  const { officer, id, placeId, postId } = august
  const nominator = await town.as('administrator')
  const { version } = await ask(officer, `GET /api/classes/${id}/seats`)
  const cells = [{ placeId, postId, seats: options.seats }]
  await ask(officer, `PUT /api/classes/${id}/seats`, { body: { version, cells, reason: 'Fewer beds' } })
  const putForward = async (personId: string): Promise<string> => {
    const body = { id: newId(), placeId, postId, personId }
    return (await ask(nominator, `POST /api/classes/${id}/nominations`, { body })).id
  }
  const accept = (nominationId: string, on?: string) =>
    send(officer, `POST /api/nominations/${nominationId}/accept`, {
      body: on ? { on, reason: 'Was there' } : {},
    })
  const withdraw = (nominationId: string, on?: string) =>
    ask(officer, `POST /api/nominations/${nominationId}/withdraw`, {
      body: { reason: 'Called away', ...(on && { on }) },
    })
  const mark = (session: { id: string; onDay: string }, personId: string) =>
    send(officer, `POST /api/sessions/${session.id}/attendance`, {
      body: {
        source: 'roll_call',
        marks: [{ id: newId(), personId, state: 'present', madeAt: `${session.onDay}T01:00:00Z` }],
      },
    })
  return { ...august, putForward, accept, withdraw, mark }
}

export const liveOn = (town: Town, day: string) =>
  sql`update platform.setting set value = to_jsonb(${day}::text) where name = 'pinnedDay'`.execute(
    town.database.kysely,
  )
