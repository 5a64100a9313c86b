// The classes of a sample: the programme, each class with its seats, nominations in every state, timetable, attendance.
import type { Sample } from '../access/context.ts'
import { addDays, type Day, type SaidDate } from '../base/dates.ts'
import { newId } from '../base/ids.ts'
import type { Names } from '../base/words.ts'
import { eachAlone, sideBySide } from '../platform/side-by-side.ts'
import { recordAttendance } from './attendance/actions.ts'
import type { AttendanceState } from './attendance/rules.ts'
import { makeClass, moveClass } from './classes/actions.ts'
import type { StageKind } from './classes/rules.ts'
import { nominatePerson, withdrawNomination } from './nominations/actions.ts'
import { acceptNomination, returnNomination } from './nominations/decisions.ts'
import { makeProgramme } from './programmes/actions.ts'
import { getClassStages } from './programmes/queries.ts'
import type { ExampleClass } from './programmes/rules.ts'
import { changeSeats } from './seats/actions.ts'
import { addSession } from './sessions/actions.ts'
import { readClock } from './sessions/rules.ts'

type Cell = { place: string; post: string }
type Put = Cell & { person: string }
type Session = {
  stage: string
  day: Day
  at: [string, string]
  title: Names
  room: string
  /** codes of organisations, or 'person:<code>' */
  presenters?: string[]
}
type OneClass = {
  code: string
  by: string
  place: string
  host: string
  names: Names
  purpose: Names
  venue: Names
  starts: SaidDate
  ends: SaidDate
  deadline: SaidDate
  capacity: number
  prepared: Day
  called?: Day
  begun?: Day
  posts: string[]
  stages: { code: string; kind: StageKind; names: Names }[]
  /** by place, in the order of the posts */
  seats: Record<string, number[]>
  nominations?: Put[]
  nominated?: Day
  decided?: Day
  waiting?: Put[]
  undecided?: Put[]
  returned?: { person: string; on: Day; reason: string }[]
  replaced?: { person: string; on: Day; reason: string; by: Put }[]
  reallocated?: { on: Day; reason: string; from: Cell; to: Cell }
  sessions: Session[]
  /** how many of the last sessions have no attendance yet */
  unrecorded?: number
}
type Classes = { rooms: Record<string, Names>; classes: OneClass[] }

type PackPost = { code: string; short?: Names }

export async function seed(sample: Sample): Promise<void> {
  const posts = sample.words<PackPost>('posts')
  const body = {
    ...(sample.pack.programme ?? { names: sample.pack.names, lead: { zh: '', en: '' } }),
    pack: sample.pack.code,
    placeId: sample.id(`place:${sample.place}`),
    postNames: Object.fromEntries(posts.flatMap(({ code, short }) => (short ? [[code, short]] : []))),
    stages: sample.words<{ kind: StageKind; names: Names }>('stages'),
    example: sample.pack.example as ExampleClass | undefined,
  }
  sample.keep(
    'programme:handicraft',
    (await makeProgramme(on(sample, 'administrator', '1953-12-28'), body)).id,
  )
  const { rooms, classes } = sample.json<Classes>('class.json')
  for (const one of classes) await loadClass(sample, one, rooms)
}

/** Somebody of the cast at work on a day of the story, at ten in the morning there. */
const on = (sample: Sample, login: string, day: Day) => ({
  ...sample.as(login, day),
  now: new Date(`${day}T02:00:00Z`),
})

async function loadClass(sample: Sample, one: OneClass, rooms: Classes['rooms']): Promise<void> {
  const ctx = on(sample, one.by, one.prepared)
  const postIds = one.posts.map((code) => sample.id(`post:${code}`))
  const { id: classId } = await makeClass(ctx, {
    programmeId: sample.id('programme:handicraft'),
    placeId: sample.id(`place:${one.place}`),
    hostPlaceId: sample.id(`place:${one.host}`),
    names: one.names,
    purpose: one.purpose,
    venue: one.venue,
    startsSaid: one.starts,
    endsSaid: one.ends,
    deadlineSaid: one.deadline,
    capacity: one.capacity,
    postIds,
    placeIds: Object.keys(one.seats).map((code) => sample.id(`place:${code}`)),
    stages: one.stages.map(({ kind, names }) => ({ kind, names })),
    illustrative: true,
  })
  sample.keep(`class:${one.code}`, classId)
  await loadSeats(sample, one, classId)
  const sessions = await loadTimetable(sample, one, classId, rooms)
  if (!one.called) return
  await moveClass(on(sample, one.by, one.called), classId, 'called')
  const attending = await loadNominations(sample, one, classId)
  if (!one.begun) return
  await moveClass(on(sample, one.by, one.begun), classId, 'running')
  const recorded = sessions.slice(0, sessions.length - (one.unrecorded ?? 0))
  await eachAlone(recorded, (session, at) => markAll(sample, session, at, attending))
}

/** The table as the notice carries it: a later reallocation is taken back here and made when its day comes. */
async function loadSeats(sample: Sample, one: OneClass, classId: string): Promise<void> {
  const moved = (place: string, post: string) => {
    const is = (cell?: Cell) => Number(cell?.place === place && cell.post === post)
    return is(one.reallocated?.from) - is(one.reallocated?.to)
  }
  const cells = Object.entries(one.seats).flatMap(([place, row]) =>
    row.map((seats, at) => ({
      placeId: sample.id(`place:${place}`),
      postId: sample.id(`post:${one.posts[at]}`),
      seats: seats + moved(place, one.posts[at]),
    })),
  )
  await changeSeats(on(sample, one.by, addDays(one.prepared, 1)), classId, { version: 0, cells, reason: '' })
}

async function loadTimetable(sample: Sample, one: OneClass, classId: string, rooms: Classes['rooms']) {
  const ctx = on(sample, one.by, addDays(one.prepared, 2))
  const stages = await getClassStages(ctx, classId)
  return eachAlone(one.sessions, async (session, nth) => {
    const at = one.stages.findIndex((stage) => stage.code === session.stage)
    const { id } = await addSession(ctx, classId, {
      stageId: stages[at].id,
      title: session.title,
      onDay: session.day,
      startsAt: readClock(session.at[0]) ?? 0,
      endsAt: readClock(session.at[1]) ?? 0,
      room: rooms[session.room],
      presenters: await presentersOf(sample, session.presenters ?? []),
      illustrative: true,
    })
    return { id: sample.keep(`session:${one.code}/${nth + 1}`, id), day: session.day }
  })
}

const presentersOf = (sample: Sample, codes: string[]) =>
  eachAlone(codes, async (code) => {
    const isPerson = code.startsWith('person:')
    const id = sample.id(isPerson ? code : `org:${code}`)
    const names = await namesOf(sample, isPerson ? 'person' : 'organisation', id)
    return { names, organisationId: isPerson ? null : id, personId: isPerson ? id : null }
  })

type Named = {
  'registry.person': { id: string; names: Names }
  'registry.organisation': { id: string; names: Names }
}

async function namesOf(sample: Sample, kind: 'person' | 'organisation', id: string): Promise<Names> {
  const row = await sample.db
    .withTables<Named>()
    .selectFrom(`registry.${kind}`)
    .select('names')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.names
}

/** Who stands for a place: its own officer where the cast has one. */
function nominator(sample: Sample, place: string): string {
  const login = place === 'xuchang' ? 'xuchang-county-officer' : `${place}-officer`
  // Else the administrator: whoever puts somebody forward leaves the decision to another.
  return sample.has(`account:${login}`) ? login : 'administrator'
}

/** Puts everybody forward and decides; gives the people who are accepted in the end, in order of the pack. */
async function loadNominations(sample: Sample, one: OneClass, classId: string): Promise<string[]> {
  const ids = new Map<string, string>()
  const put = async ({ place, post, person }: Put, day: Day, reason?: string) => {
    const body = {
      id: newId(),
      placeId: sample.id(`place:${place}`),
      postId: sample.id(`post:${post}`),
      personId: sample.id(`person:${person}`),
      reason,
    }
    const { id } = await nominatePerson(on(sample, nominator(sample, place), day), classId, body)
    ids.set(person, sample.keep(`nomination:${one.code}/${person}`, id))
  }
  const idOf = (person: string) => ids.get(person) ?? sample.id(`nomination:${one.code}/${person}`)
  if (one.reallocated) await reallocate(sample, one, classId, one.reallocated)

  const day = one.nominated ?? one.prepared
  // The pack says who waits: all these have a seat in their cell, whoever comes to it first.
  await eachAlone(one.nominations ?? [], (nomination) => put(nomination, day))
  for (const nomination of one.waiting ?? []) await put(nomination, addDays(day, 1))
  for (const { person, on: when, reason } of one.returned ?? []) {
    await returnNomination(on(sample, one.by, when), idOf(person), reason)
  }
  const back = new Set((one.returned ?? []).map((entry) => entry.person))
  // Seats are counted cell by cell, and nobody stands in two of them.
  await sideBySide(
    (one.nominations ?? []).filter(({ person }) => !back.has(person)),
    ({ place, post }) => `${place} ${post}`,
    async ({ person }) => {
      await acceptNomination(on(sample, one.by, one.decided ?? day), idOf(person))
    },
  )
  for (const { person, on: when, reason, by } of one.replaced ?? []) {
    await withdrawNomination(on(sample, nominator(sample, by.place), when), idOf(person), { reason })
    await put(by, when, reason)
    back.add(person)
  }
  for (const nomination of one.undecided ?? []) await put(nomination, addDays(one.decided ?? day, 1))
  return (one.nominations ?? []).map((entry) => entry.person).filter((person) => !back.has(person))
}

async function reallocate(
  sample: Sample,
  one: OneClass,
  classId: string,
  change: NonNullable<OneClass['reallocated']>,
) {
  const cell = ({ place, post }: Cell) => ({
    placeId: sample.id(`place:${place}`),
    postId: sample.id(`post:${post}`),
    seats: one.seats[place][one.posts.indexOf(post)],
  })
  const cells = [cell(change.from), cell(change.to)]
  await changeSeats(on(sample, one.by, change.on), classId, { version: 1, cells, reason: change.reason })
}

/** Attendance of one session: nearly all present; who is missing when follows from their places in the list alone. */
async function markAll(
  sample: Sample,
  session: { id: string; day: Day },
  at: number,
  people: string[],
): Promise<void> {
  const ctx = { ...sample.as('trainer', session.day), now: new Date(`${session.day}T10:00:00Z`) }
  const marks = people.map((person, n) => ({
    id: newId(),
    personId: sample.id(`person:${person}`),
    state: stateOf(n, at),
    madeAt: new Date(Date.parse(`${session.day}T00:35:00Z`) + n * 2000).toISOString(),
  }))
  await recordAttendance(ctx, session.id, { source: at % 6 === 0 ? 'sign_in_sheet' : 'roll_call', marks })
}

function stateOf(person: number, session: number): AttendanceState {
  // One person is ill for four days; the others miss single sessions.
  if (person === 57 && session >= 11 && session < 19) return 'excused'
  const fall = (Math.imul(Math.imul(person + 11, 0x9e3779b1) ^ (session + 3), 0x85ebca6b) >>> 13) % 1000
  return fall < 27 ? 'excused' : fall < 38 ? 'absent' : 'present'
}
