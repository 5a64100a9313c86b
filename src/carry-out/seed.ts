// Reports, visits and commitments of a sample, done in the name of the cast on the days the pack names: counties report
// month by month, correct themselves, and the district looks at figures on the spot.
import type { Sample } from '../access/context.ts'
import { type Day, endOfMonth, monthsOf } from '../base/dates.ts'
import { newId } from '../base/ids.ts'
import { emptyText, type Names } from '../base/words.ts'
import { listPlanLines, type PlanLineRow } from '../plan/lines/queries.ts'
import { sideBySide } from '../platform/side-by-side.ts'
import { appointmentsOn } from '../registry/appointments/queries.ts'
import { closeCommitment, makeCommitment, promiseSupport } from './commitments/actions.ts'
import type { EvidenceType } from './commitments/rules.ts'
import { addEvidence } from './evidence/actions.ts'
import { makeReport, makeReports } from './reports/actions.ts'
import { asksDormant, asksReasons, type LeftReason, type Source, type VisitHow } from './reports/rules.ts'
import { verifyReport, verifyReports } from './reports/visits.ts'

type PackLine = { line: string; values: number[]; dormant?: number[] }
type PackCounty = {
  county: string
  by: string
  /** the day on which each month was reported; null where nothing came */
  on: (Day | null)[]
  /** a month of which only groups, cooperatives and members were reported */
  onlyMembersIn?: string
  lines: PackLine[]
}
type PackNote = { line: string; month: string; cause?: Names; help?: Names }
type PackCorrection = { line: string; month: string; value: number; on: Day; by: string; reason: Names }
type PackVisit = { county: string; month: string; on: Day; how: VisitHow; indicators: string[] }
type PackDispute = { line: string; month: string; on: Day; how: VisitHow; found: number | null; note: Names }
type PackCommitment = {
  person: string
  by: string
  on: Day
  if: Names
  then: Names
  due: Day
  evidence: EvidenceType
  line?: string
  step?: string
  ask: Names
  support?: [by: string, on: Day, promised: Names]
  state?: [state: 'done' | 'partly' | 'dropped', on: Day, reason: Names]
}
type PackEvidence = { line: string; month: string; on: Day; by: string; file: string; caption: string }
type Pack = {
  counties: PackCounty[]
  notes: PackNote[]
  corrections: PackCorrection[]
  visits: PackVisit[]
  disputes: PackDispute[]
  evidence: PackEvidence[]
  commitments: PackCommitment[]
}

const period = 'period:1954-h1'
const firstHalf = monthsOf('1954-01-01', '1954-07-01')

export async function seed(sample: Sample): Promise<void> {
  const pack = sample.json<Pack>('reports.json')
  const lines = await readLines(sample)
  const notes = new Map(pack.notes.map((one) => [`${one.line} ${one.month}`, one]))
  await sideBySide(
    pack.commitments,
    ({ person }) => person,
    (commitment) => loadCommitment(sample, commitment),
  )
  const oneByOne = ({ county }: { county: string }) => county
  await sideBySide(pack.counties, oneByOne, (county) => loadCounty(sample, county, lines, notes))
  await sideBySide(pack.visits, oneByOne, (visit) => loadVisit(sample, visit, pack))
  for (const { line, month, on, how, found, note } of pack.disputes) {
    const officer = sample.as('xuchang-officer', on)
    await verifyReport(officer, sample.id(reportCode(line, month)), {
      id: newId(),
      onDay: on,
      outcome: 'disputed',
      how,
      found,
      note,
    })
  }
  // Last of all, so that it is what changed the totals last.
  for (const { line, month, value, on, by, reason } of pack.corrections) {
    const before = sample.id(reportCode(line, month))
    const entry = { ...reportOf(lines, line, month, value), supersedesId: before, reason }
    await makeReport(sample.as(by, on), sample.id(`line:${line}`), entry)
    sample.keep(reportCode(line, month), entry.id)
  }
  // After the corrections: a file shows that the figure is so which stands.
  for (const { line, month, on, by, file, caption } of pack.evidence) {
    const ctx = { ...sample.as(by, on), now: new Date(`${on}T02:00:00Z`) }
    const asked = { evidenceId: newId(), name: file, caption }
    await addEvidence(ctx, sample.id(reportCode(line, month)), asked, sample.bytes(`evidence/${file}`))
  }
}

const reportCode = (line: string, month: string) => `report:${line}/${month}`

async function readLines(sample: Sample): Promise<Map<string, PlanLineRow>> {
  const all = await listPlanLines(sample.as('administrator'), { periodId: sample.id(period) })
  return new Map(all.map((line) => [line.id, line]))
}

/** Why people left, spread over the reasons in the same way everywhere. */
const reasonsOf = (left: number): LeftReason[] =>
  left === 0
    ? []
    : left === 1
      ? [{ reason: 'other_trade', count: 1 }]
      : [
          { reason: 'other_trade', count: left - 1 },
          { reason: 'moved_away', count: 1 },
        ]

const sourceOf: Record<string, Source> = {
  output: 'slips',
  ordered: 'slips',
  organisations: 'counted',
  trained: 'told',
}

function reportOf(
  lines: Map<string, PlanLineRow>,
  code: string,
  month: string,
  value: number,
  idOf?: string,
) {
  const [, indicator] = code.split('/')
  const line = idOf ? lines.get(idOf) : [...lines.values()].find((one) => codeOf(one) === code)
  if (!line) throw new Error(`there is no plan line ${code}`)
  const rule = { counts: line.indicator.counts }
  return {
    id: newId(),
    month,
    asOf: endOfMonth(month),
    value,
    unit: line.indicator.unit,
    leftReasons: asksReasons(rule) ? reasonsOf(value) : [],
    dormant: asksDormant(rule) ? 0 : null,
    source: sourceOf[indicator] ?? ('ledger' as const),
    sourceNote: emptyText,
    cause: emptyText,
    help: emptyText,
    supersedesId: null as string | null,
    reason: null as Names | null,
  }
}

const codeOf = ({ place, indicator, trade, form }: PlanLineRow) =>
  [place.code, indicator.code, trade?.code, form].filter(Boolean).join('/')

async function loadCounty(
  sample: Sample,
  { by, on, onlyMembersIn, lines: figures }: PackCounty,
  lines: Map<string, PlanLineRow>,
  notes: Map<string, PackNote>,
): Promise<void> {
  for (const [at, month] of firstHalf.entries()) {
    const madeOn = on[at]
    if (!madeOn) continue
    const ctx = sample.as(by, madeOn)
    const reported = figures.filter(
      ({ line }) => month !== onlyMembersIn || /\/(organisations|members)\//.test(line),
    )
    const reports = reported.map(({ line, values, dormant }) => {
      const planLineId = sample.id(`line:${line}`)
      const said = notes.get(`${line} ${month}`)
      const entry = reportOf(lines, line, month, values[at], planLineId)
      if (dormant) entry.dormant = dormant[at]
      entry.cause = said?.cause ?? emptyText
      entry.help = said?.help ?? emptyText
      sample.keep(reportCode(line, month), entry.id)
      return { planLineId, ...entry }
    })
    await makeReports(ctx, reports)
  }
}

async function loadVisit(
  sample: Sample,
  { county, month, on, how, indicators }: PackVisit,
  pack: Pack,
): Promise<void> {
  const disputed = new Set(pack.disputes.map((one) => reportCode(one.line, one.month)))
  const ctx = sample.as('xuchang-officer', on)
  const visits = (pack.counties.find((one) => one.county === county)?.lines ?? []).flatMap(({ line }) => {
    const code = reportCode(line, month)
    if (!indicators.includes(line.split('/')[1]) || !sample.has(code) || disputed.has(code)) return []
    const seen = { outcome: 'verified', how, found: null, note: emptyText } as const
    return { id: newId(), reportId: sample.id(code), onDay: on, ...seen }
  })
  await verifyReports(ctx, visits)
}

async function loadCommitment(sample: Sample, one: PackCommitment): Promise<void> {
  const id = newId()
  const personId = sample.id(`person:${one.person}`)
  const ctx = sample.as(one.by, one.on)
  const [post] = await appointmentsOn(sample.db, personId, one.on)
  await makeCommitment(ctx, {
    id,
    classId: sample.id('class:luohe-1954'),
    appointmentId: post.appointmentId,
    ifText: one.if,
    thenText: one.then,
    dueOn: one.due,
    planLineId: one.line && sample.has(`line:${one.line}`) ? sample.id(`line:${one.line}`) : null,
    stepId: one.step && sample.has(one.step) ? sample.id(one.step) : null,
    evidenceType: one.evidence,
    supportAsked: one.ask,
  })
  if (one.support) await promiseSupport(sample.as(one.support[0], one.support[1]), id, one.support[2])
  if (one.state)
    await closeCommitment(sample.as(one.by, one.state[1]), id, { state: one.state[0], reason: one.state[2] })
}
