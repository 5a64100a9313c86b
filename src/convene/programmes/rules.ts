// The calendar of a programme, and the class that it offers as an example to begin a new one from. Pure.
import { addDays, type Day } from '../../base/dates.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import { nameFindings, type StageKind } from '../classes/rules.ts'

/** A session of an example: `stage` and `day` count from 1, `startsAt` and `endsAt` in minutes of the day. */
export type ExampleSession = { stage: number; day: number; startsAt: number; endsAt: number; title: Names }
export type ExampleClass = {
  names: Names
  purpose: Names
  stages: { kind: StageKind; names: Names }[]
  sessions: ExampleSession[]
}

/** What a class begins with where its programme says nothing else. */
export const usualStages: ExampleClass['stages'] = [
  { kind: 'study', names: { zh: '学习政策', en: 'Study of the policy' } },
  { kind: 'cases', names: { zh: '学习实际经验', en: 'Practical experience' } },
  { kind: 'examine', names: { zh: '检查过去工作', en: 'Examination of past work' } },
  { kind: 'plan', names: { zh: '制订计划', en: 'Drawing up the plan' } },
]

/** On how many days its sessions may lie. */
const mostDays = 366

export function exampleFindings({ names, stages, sessions }: ExampleClass): Finding[] {
  const found = nameFindings('/names', names)
  for (const [at, { stage, day, startsAt, endsAt, title }] of sessions.entries()) {
    const pointer = `/sessions/${at}`
    found.push(...nameFindings(`${pointer}/title`, title))
    if (!stages[stage - 1])
      found.push(finding(`${pointer}/stage`, 'unknown-stage', msg('The class has no such stage.')))
    if (day > mostDays)
      found.push(finding(`${pointer}/day`, 'far', msg('An example has at most {n} days.'), { n: mostDays }))
    if (startsAt >= endsAt)
      found.push(finding(`${pointer}/endsAt`, 'dates-order', msg('The session ends before it begins.')))
  }
  return found
}

/** On which day a session of an example lies in a class that begins on `firstDay`. */
export const exampleDay = (firstDay: Day, { day }: Pick<ExampleSession, 'day'>): Day =>
  addDays(firstDay, day - 1)

// The calendar: with which month its year begins, and when the reports of a month are due

export const firstDueDay = 1
/** Every month has this day. */
export const lastDueDay = 28

export type ProgrammeCalendar = {
  /** the month, 1 to 12, that its year begins with */
  yearFrom: number
  /** the day of the next month on which reports of a month are due */
  dueDay: number
}
/** Of a programme that says nothing of it. */
export const usualCalendar: ProgrammeCalendar = { yearFrom: 1, dueDay: 5 }
