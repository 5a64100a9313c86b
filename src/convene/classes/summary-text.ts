// The summary of a class as a newspaper would print it, composed from the class's own figures. Pure; the words come
// through `say`, so that every language with a catalogue gets its own.
import type { SaidDate } from '../../base/dates.ts'
import { type Names, nameIn, type Params } from '../../base/words.ts'
import { type StageKind, sayPeriod } from './rules.ts'

type Session = { title: Names; presenters: { names: Names; organisationId: string | null }[] }
export type Told = {
  names: Names
  purpose: Names
  organiser: Names
  host: Names
  startsSaid: SaidDate
  endsSaid: SaidDate
  /** posts with people in the class, in its order; before anybody was marked, with people who are accepted */
  posts: { names: Names; accepted: number; tookPart: number }[]
  placesPresent: number
  accepted: number
  /** attended at least one session */
  tookPart: number
  stages: { names: Names; kind: StageKind; sessions: Session[] }[]
  sessions: number
  recorded: number
  attendance: { present: number; excused: number; absent: number }
}

type Say = (text: string, params?: Params) => string

/** The sentences in one language; only what the class itself knows. */
export function tellSummary(told: Told, language: string, say: Say): string[] {
  const name = (names: Names) => nameIn(names, language)
  const isChinese = language.startsWith('zh')
  const list = (items: string[], mark = isChinese ? '；' : '; ') => [...new Set(items)].join(mark)
  const shortList = (items: string[]) => list(items, isChinese ? '、' : ', ')
  const posts = (of: 'tookPart' | 'accepted') =>
    shortList(told.posts.map((post) => say('{post} ({n})', { post: name(post.names), n: post[of] })))
  const held = {
    period: sayPeriod(told.startsSaid, told.endsSaid, language, say),
    organiser: name(told.organiser),
    name: name(told.names),
    host: name(told.host),
  }
  const purpose = name(told.purpose)
    .trim()
    .replace(/[.。]+$/, '')
  const sentences = [
    purpose
      ? say('In {period}, {organiser} held the “{name}” in {host}: {purpose}.', { ...held, purpose })
      : say('In {period}, {organiser} held the “{name}” in {host}.', held),
  ]
  if (told.recorded > 0) {
    sentences.push(
      say('Those who took part: {posts}; in all {n} people from {places} {planningPlaces}.', {
        posts: posts('tookPart'),
        n: told.tookPart,
        places: told.placesPresent,
      }),
    )
  } else if (told.accepted > 0) {
    sentences.push(
      say('Accepted for it: {posts}; in all {n} people from {places} {planningPlaces}.', {
        posts: posts('accepted'),
        n: told.accepted,
        places: told.placesPresent,
      }),
    )
  }
  for (const stage of told.stages) {
    const n = stage.sessions.length
    if (n === 0) continue
    const units = stage.sessions.flatMap((session) =>
      session.presenters
        .filter((presenter) => presenter.organisationId)
        .map((presenter) => name(presenter.names)),
    )
    if (stage.kind === 'cases' && units.length > 0) {
      const told = { stage: name(stage.names), n, units: shortList(units) }
      sentences.push(say('{stage} ({n} sessions): experience was introduced by {units}.', told))
    } else {
      sentences.push(
        say('{stage} ({n} sessions): {titles}.', {
          stage: name(stage.names),
          n,
          titles: list(titlesOf(stage, name)),
        }),
      )
    }
  }
  const marks = told.attendance.present + told.attendance.excused + told.attendance.absent
  if (marks > 0) {
    sentences.push(
      say(
        'Attendance was taken at {recorded} of {sessions} sessions: {share}% present, {excused} excused, {absent} absent.',
        {
          recorded: told.recorded,
          sessions: told.sessions,
          share: Math.round((told.attendance.present / marks) * 100),
          excused: told.attendance.excused,
          absent: told.attendance.absent,
        },
      ),
    )
  }
  return sentences
}

/** What was taught tells more than the discussions around it; of the plan every step counts. Parts are named once. */
function titlesOf(stage: Told['stages'][number], name: (names: Names) => string): string[] {
  const led = stage.sessions.filter((session) => session.presenters.length > 0)
  const chosen = led.length * 2 > stage.sessions.length && stage.kind !== 'plan' ? led : stage.sessions
  return chosen.map((session) =>
    name(session.title).replace(/\s*[（(](\d+|[一二三四五六七八九十]+)[）)]$/, ''),
  )
}
