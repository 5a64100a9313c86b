// An office whose year has halves and quarters, and three places in two regions with plans and reports of their own in
// each: what was written is kept as rows, from which whoever tests sums up by hand.
import { addGrant, makeAccount } from '../src/access/accounts/actions.ts'
import { rolesWith, type Verb } from '../src/access/rules.ts'
import { addPack } from '../src/app/pack/contract.ts'
import { endOfMonth, monthsOf } from '../src/base/dates.ts'
import { newId } from '../src/base/ids.ts'
import type { Names } from '../src/base/words.ts'
import { makeReport } from '../src/carry-out/reports/contract.ts'
import { addDisaggregation } from '../src/plan/disaggregations/contract.ts'
import type { Said } from '../src/plan/disaggregations/rules.ts'
import { addIndicator, changeIndicator, listIndicators } from '../src/plan/indicators/contract.ts'
import { addLine } from '../src/plan/lines/contract.ts'
import { addPeriod } from '../src/plan/periods/contract.ts'
import * as plans from '../src/plan/plans/contract.ts'
import { addPlace, transferPlace } from '../src/registry/places/contract.ts'
import { emptyDatabase } from './database.ts'
import { type OfficeTown, officeOf, type Person } from './town.ts'

export const words = (en: string) => ({ zh: `${en}（中文）`, en })
const nothing = { zh: '', en: '' }

export const indicatorCodes = ['output', 'groups', 'meetings', 'good', 'inspected', 'present'] as const
export type IndicatorCode = (typeof indicatorCodes)[number]
/** `groups` stand, `present` is averaged, all others flow; `meetings` count in the whole period. */
export const isStock = (code: IndicatorCode): boolean => code === 'groups'
export const isMean = (code: IndicatorCode): boolean => code === 'present'
export const placeCodes = ['a', 'b', 'c'] as const
export type PlaceCode = (typeof placeCodes)[number]

/** A line of an approved plan, as it was written. */
export type LineOf = {
  place: PlaceCode
  period: string
  indicator: IndicatorCode
  baseline: number
  target: number
  phasing: Record<string, number>
  /** by the code of a place below, its part of the baseline; left out where the place that plans reports */
  reporters?: Record<string, number>
}
/** A figure that was reported of it, the last one of its month. */
export type FigureOf = { line: LineOf; month: string; value: number; parts: Said }

export type Nested = {
  office: OfficeTown
  programmeId: string
  /** by code: a place, a period, an indicator */
  ids: Record<string, string>
  planner: (place: PlaceCode) => Person
  reviewer: Person
  lines: LineOf[]
  figures: FigureOf[]
}

/** Places a and b in the east, c in the west. */
export async function openNested(): Promise<Nested> {
  const office = await officeOf(await emptyDatabase())
  const { administrator, placeId: country } = office
  await administrator.ask(addPack, { body: { code: 'cooperative-basics', text: null, placeId: country } })
  const ids: Record<string, string> = { country }
  const place = async (code: string, level: string, parent: string) => {
    const body = { code, names: words(code), level, parentPlaceId: ids[parent], fromOn: null }
    ids[code] = (await administrator.ask(addPlace, { body })).id
  }
  for (const code of ['east', 'west']) await place(code, 'region', 'country')
  for (const code of placeCodes) await place(code, 'district', code === 'c' ? 'west' : 'east')
  const { programme } = await administrator.ask(listIndicators, { query: {} })
  const programmeId = programme?.id ?? ''
  const plain = {
    definition: words('counted'),
    byTrade: false,
    byForm: false,
    needsAction: false,
    counts: null,
  }
  const none = { numeratorId: null, denominatorId: null }
  for (const code of indicatorCodes) {
    const kind = { unit: 'count', cumulative: isStock(code), averaged: isMean(code), ...none }
    const countedIn = code === 'meetings' ? ('whole' as const) : undefined
    const body = { programmeId, code: `own-${code}`, names: words(code), ...plain, ...kind, countedIn }
    ids[code] = (await administrator.ask(addIndicator, { body })).id
  }
  const ratio = { unit: 'percent', cumulative: false, numeratorId: ids.good, denominatorId: ids.inspected }
  const body = { programmeId, code: 'own-rate', names: words('rate'), ...plain, ...ratio }
  ids.rate = (await administrator.ask(addIndicator, { body })).id
  const terms = [
    { indicatorId: ids.rate, weight: 0.4 },
    { indicatorId: ids.groups, weight: -1.125 },
    { indicatorId: ids.meetings, weight: 2 },
    { indicatorId: ids.present, weight: 0.5 },
  ]
  const formula = { ...none, unit: 'percent', cumulative: false, terms }
  const index = { programmeId, code: 'own-index', names: words('index'), ...plain, ...formula }
  ids.index = (await administrator.ask(addIndicator, { body: index })).id
  const planners = new Map<PlaceCode, Person>()
  for (const code of placeCodes) planners.set(code, await somebody(office, 'plan.write', ids[code]))
  return {
    office,
    programmeId,
    ids,
    planner: (code) => planners.get(code) as Person,
    reviewer: await somebody(office, 'plan.review', country),
    lines: [],
    figures: [],
  }
}

/** Somebody with the first role that may do it, over a place. */
export async function somebody(office: OfficeTown, verb: Verb, placeId: string): Promise<Person> {
  const [role] = rolesWith(verb).filter((one) => one !== 'administrator')
  const [id, login] = [newId(), `${role.replace('_', '-')}-${newId().slice(-8)}`]
  const db = office.database.kysely
  await makeAccount(db, { id, login, names: words(login), personId: null }, new Date())
  await addGrant(db, id, { role, placeId }, new Date())
  return office.as(login)
}

/** Tells the figures of an indicator apart by so many parts: the ids by which reports say them. */
export async function tellApart(
  { office, programmeId, ids }: Nested,
  indicator: IndicatorCode,
  { code, parts, least }: { code: string; parts: readonly string[]; least: number },
): Promise<string[]> {
  const { administrator } = office
  if (!ids[code]) {
    const body = { programmeId, code, names: words(code), least }
    const own = parts.map((part) => ({ code: part, names: words(part) }))
    ids[code] = (await administrator.ask(addDisaggregation, { body: { ...body, parts: own } })).id
  }
  const find = async () => {
    const { indicators } = await administrator.ask(listIndicators, { query: {} })
    const found = indicators.find(({ id }) => id === ids[indicator])
    if (!found) throw new Error(indicator)
    return found
  }
  const {
    id,
    code: _,
    kind: __,
    isSummed: ___,
    isUsed: ____,
    isTold: _told,
    earlier: _earlier,
    retiredOn: _____,
    disaggregations,
    ...entry
  } = await find()
  const disaggregationIds = [...disaggregations.map((one) => one.id), ids[code]]
  const body = { ...entry, disaggregationIds, retired: false }
  await administrator.ask(changeIndicator, { params: { indicatorId: id }, body })
  const own = (await find()).disaggregations.find((one) => one.id === ids[code])
  return own?.parts.map((part) => part.id) ?? []
}

const dayOf = (year: number, monthsOn: number): string =>
  `${year + Math.floor(monthsOn / 12)}-${String((monthsOn % 12) + 1).padStart(2, '0')}-01`

export type PeriodOf = { code: string; fromOn: string; toOn: string; parent: string | null }
/** The periods of a year: itself, its halves and their quarters. */
export const periodsOf = (year: number): PeriodOf[] => [
  { code: `${year}`, fromOn: dayOf(year, 0), toOn: dayOf(year, 12), parent: null },
  ...[0, 1].map((n) => ({
    code: `${year}-h${n + 1}`,
    fromOn: dayOf(year, 6 * n),
    toOn: dayOf(year, 6 * n + 6),
    parent: `${year}`,
  })),
  ...[0, 1, 2, 3].map((n) => ({
    code: `${year}-q${n + 1}`,
    fromOn: dayOf(year, 3 * n),
    toOn: dayOf(year, 3 * n + 3),
    parent: `${year}-h${Math.floor(n / 2) + 1}`,
  })),
]
export const monthsIn = ({ fromOn, toOn }: PeriodOf): string[] => monthsOf(fromOn, toOn)

export async function openPeriods({ office, programmeId, ids }: Nested, all: readonly PeriodOf[]) {
  for (const { code, parent, fromOn, toOn } of all) {
    const days = { fromOn, toOn, plansDueOn: fromOn, parentPeriodId: parent && ids[parent] }
    const body = { programmeId, code, names: words(code), ...days }
    ids[code] = (await office.administrator.ask(addPeriod, { body })).id
  }
}

const planLines = new Map<LineOf, string>()

/** A place plans for a period, and its plan is approved. */
export async function plan(nested: Nested, own: readonly LineOf[]): Promise<void> {
  const { ids, planner, reviewer, lines } = nested
  const person = planner(own[0].place)
  const { id: planId } = await person.ask(plans.makePlan, {
    body: { placeId: ids[own[0].place], periodId: ids[own[0].period] },
  })
  for (const line of own) {
    const { baseline, target, phasing } = line
    const reporters = Object.entries(line.reporters ?? {}).map(([code, own]) => ({
      placeId: ids[code],
      baseline: own,
    }))
    const kind = { section: 'existing', indicatorId: ids[line.indicator], tradeId: null, form: null }
    const said = { ownerPostId: null, means: nothing, risk: nothing, note: words('as agreed') }
    const { id } = await person.ask(addLine, {
      params: { planId },
      body: {
        ...kind,
        unit: 'count',
        baseline,
        target,
        phasing,
        reporters,
        ...said,
        actions: [],
        citations: [],
      },
    })
    planLines.set(line, id)
  }
  const edition = async () => (await person.ask(plans.planPage, { params: { planId } })).editVersion
  await person.ask(plans.submitPlan, { params: { planId }, body: { editVersion: await edition() } })
  const approved = { editVersion: await edition(), conditions: nothing }
  await reviewer.ask(plans.approvePlan, { params: { planId }, body: approved })
  lines.push(...own)
}

/** What a figure is reported with. */
export const reportBody = (month: string, value: number) => ({
  id: newId(),
  month,
  asOf: endOfMonth(month),
  value,
  unit: 'count',
  leftReasons: [],
  dormant: null,
  source: 'ledger' as const,
  sourceNote: nothing,
  cause: words('as it came'),
  help: nothing,
  supersedesId: null as string | null,
  reason: null as Names | null,
})
export const planLineId = (line: LineOf): string => planLines.get(line) ?? ''

/** Reports a figure of a month, or another one in its stead. */
export async function report(
  nested: Nested,
  line: LineOf,
  month: string,
  value: number,
  parts?: Said,
): Promise<void> {
  const { figures, planner } = nested
  const before = reportIds.get(`${planLines.get(line)} ${month}`) ?? null
  const reason = before === null ? null : words('miscounted')
  const body = { ...reportBody(month, value), parts, supersedesId: before, reason }
  await planner(line.place).ask(makeReport, { params: { planLineId: planLineId(line) }, body })
  reportIds.set(`${planLines.get(line)} ${month}`, body.id)
  const known = figures.find((one) => one.line === line && one.month === month)
  if (known) Object.assign(known, { value, parts: parts ?? {} })
  else figures.push({ line, month, value, parts: parts ?? {} })
}
const reportIds = new Map<string, string>()

export const move = ({ office, ids }: Nested, place: PlaceCode, to: 'east' | 'west', onDay: string) =>
  office.administrator.ask(transferPlace, {
    params: { placeId: ids[place] },
    body: { toPlaceId: ids[to], onDay, source: 'decree', note: nothing },
  })

/**
 * A line whose target falls evenly on the months of its period; what stands rises evenly to it, and a mean has one
 * less in the first month and one more in the last.
 */
export function lineOf(
  place: PlaceCode,
  period: PeriodOf,
  indicator: IndicatorCode,
  [baseline, each]: [baseline: number, each: number],
): LineOf {
  const months = monthsIn(period)
  const last = months.length - 1
  const ofMean = (n: number) => each + (n === 0 ? 0 : n === last ? 2 : 1)
  const at = (n: number) =>
    isMean(indicator) ? ofMean(n) : isStock(indicator) ? baseline + each * (n + 1) : each + n
  const phasing = Object.fromEntries(months.map((month, n) => [month, at(n)]))
  const sum = Object.values(phasing).reduce((all, n) => all + n, 0)
  const target = isMean(indicator) ? each + 1 : isStock(indicator) ? at(last) : sum
  return { place, period: period.code, indicator, baseline, target, phasing }
}
