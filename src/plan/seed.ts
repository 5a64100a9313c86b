// Periods, indicators, condition sheets and plans of a sample, done in the name of the cast: each county writes and
// sends off its own plan, the district comments, decides, returns or approves.
import type { Context, Sample } from '../access/context.ts'
import { type Day, monthsOf, type SaidDate } from '../base/dates.ts'
import { newId } from '../base/ids.ts'
import { Problem } from '../base/problems.ts'
import { emptyText, fill, type Names } from '../base/words.ts'
import { sideBySide } from '../platform/side-by-side.ts'
import { commentOnLine, resolveComment } from './comments/actions.ts'
import { addIndicator } from './indicators/actions.ts'
import type { Countable, Way } from './indicators/rules.ts'
import { addLines, changeLine, decideLine } from './lines/actions.ts'
import type { Citation, CitedKind } from './lines/rules.ts'
import { addOutlook, addSection } from './lists/actions.ts'
import type { OutlookTone } from './lists/rules.ts'
import { addPeriod } from './periods/actions.ts'
import { approvePlan, makePlan, returnPlan, submitPlan } from './plans/actions.ts'
import { getPlanStanding } from './queries.ts'
import { makeSheets } from './sheets/actions.ts'
import type { Figure, Figures } from './sheets/rules.ts'
import { addUnit } from './units/actions.ts'

type PackUnit = { code: string; names: Names; scale?: number; scaledNames?: Names; isShare?: boolean }
type PackIndicator = Omit<
  Parameters<typeof addIndicator>[1],
  'programmeId' | 'numeratorId' | 'denominatorId' | 'terms' | 'balance' | 'needsAction' | 'counts'
> & {
  code: string
  needsAction?: boolean
  counts?: Countable
  /** codes of numerator and denominator */
  ratio?: [string, string]
  /** codes of indicators, with their weights */
  formula?: { indicator: string; weight: number }[]
  balance?: { indicator: string; way: Way }[]
}
type PackOutlook = { code: string; names: Names; short?: Names; barsGrowth?: boolean; tone: OutlookTone }
type PackSection = { code: string; names: Names; about?: Names }
type PackPeriod = { code: string; names: Names; fromOn: Day; toOn: Day; plansDueOn: Day; parent?: string }

/** Units and their members. */
type Pair = [number, number]
type PackSheet = {
  trade: string
  said: SaidDate
  households: number
  artisans: number
  groups: Pair
  smp: Pair
  coops: Pair
  outlook: string
  reason: Names
  estimated: string[]
}
type PackComment = { by: string; on: Day; text: Names; resolved?: Day }
type PackLine = {
  section: string
  indicator: string
  trade?: string
  form?: string
  from: number
  to: number
  phasing: number[]
  means?: string
  risk?: string
  note?: string
  act?: string
  cite?: string[]
  decided?: number
  why?: Names
  comments?: PackComment[]
  /** What stood in the first submission, where the county changed it after the return. */
  was?: { to: number; phasing: number[] }
}
type PackPlan = {
  state: 'draft' | 'submitted' | 'returned' | 'approved'
  lines: PackLine[]
  /** An earlier submission that was returned before the one that counts. */
  firstSubmittedOn?: Day
  submittedOn?: Day
  returnedOn?: Day
  decidedOn?: Day
  reason?: Names
}
type PackCounty = { code: string; sheets: PackSheet[]; plan: PackPlan | null }
type PackAction = { what: Names; where: Names; who: Names; fromSaid: SaidDate; toSaid: SaidDate }
type TradeTexts = Record<'tools' | 'materials' | 'markets' | 'repairs' | 'problems', Names> & {
  busy: number[]
}
type Plans = {
  periods: PackPeriod[]
  trades: Record<string, TradeTexts>
  sources: Record<'register' | 'survey' | 'tax', Names>
  texts: Record<'notes' | 'means' | 'risks', Record<string, Names>>
  actions: Record<string, PackAction[]>
  owners: Record<string, string>
  /** name in a line's `cite` → codes of clauses, steps and cards */
  cites: Record<string, string[]>
  plans: { period: string; district: string; counties: PackCounty[] }[]
}

const invented = { illustrative: true }

export async function seed(sample: Sample): Promise<void> {
  const pack = sample.json<Plans>('plans.json')
  for (const unit of sample.words<PackUnit>('units'))
    await addUnit(sample.as('administrator'), {
      ...unit,
      scale: unit.scale ?? 1,
      scaledNames: unit.scaledNames ?? null,
    })
  await loadIndicators(sample, sample.words<PackIndicator>('indicators'))
  await loadLists(sample)
  const periods = await loadPeriods(sample, pack.periods)
  const all = pack.plans.flatMap(({ period, district, counties }) =>
    counties.map((county) => ({ period: periods[period], district, county })),
  )
  await sideBySide(
    all,
    ({ county }) => county.code,
    ({ county, ...at }) => loadCounty({ sample, pack, ...at, county: county.code }, county),
  )
}

// Periods and indicators belong to the programme but are published by the province: a county that changes its district
// in the middle of the year keeps its plans in the same periods.
const publisher = 'place:henan'

async function loadIndicators(sample: Sample, indicators: PackIndicator[]): Promise<void> {
  const ctx = sample.as('administrator')
  const idOf = (code: string) => sample.id(`indicator:${code}`)
  for (const { ratio, formula, balance, ...indicator } of indicators) {
    const { id } = await addIndicator(ctx, {
      ...indicator,
      programmeId: sample.id('programme:handicraft'),
      numeratorId: ratio ? idOf(ratio[0]) : null,
      denominatorId: ratio ? idOf(ratio[1]) : null,
      terms: formula?.map((term) => ({ indicatorId: idOf(term.indicator), weight: term.weight })),
      balance: balance?.map((part) => ({ indicatorId: idOf(part.indicator), way: part.way })),
      needsAction: indicator.needsAction ?? false,
      counts: indicator.counts ?? null,
    })
    sample.keep(`indicator:${indicator.code}`, id)
    sample.keep(`unit:${indicator.code}`, indicator.unit)
  }
}

async function loadLists(sample: Sample): Promise<void> {
  const ctx = sample.as('administrator')
  const programmeId = sample.id('programme:handicraft')
  for (const entry of sample.words<PackOutlook>('outlooks'))
    await addOutlook(ctx, { short: null, barsGrowth: false, ...entry, programmeId })
  for (const entry of sample.words<PackSection>('sections'))
    await addSection(ctx, { about: emptyText, ...entry, programmeId })
}

async function loadPeriods(sample: Sample, periods: PackPeriod[]): Promise<Record<string, PackPeriod>> {
  const ctx = sample.as('administrator')
  for (const { parent, ...period } of periods) {
    const { id } = await addPeriod(ctx, {
      ...period,
      programmeId: sample.id('programme:handicraft'),
      parentPeriodId: parent ? sample.id(`period:${parent}`) : null,
    })
    sample.keep(`period:${period.code}`, id)
  }
  return Object.fromEntries(periods.map((period) => [period.code, period]))
}

type At = { sample: Sample; pack: Plans; period: PackPeriod; district: string; county: string }

const districtLogin = ({ district }: At) => district.replace(/-district$/, '-officer')

/**
 * The county's officer; where the cast has none, whoever administers keeps the county's books: the district decides on
 * them.
 */
function asCounty(at: At, on: Day): Context {
  const { sample, county } = at
  const login = county === 'xuchang' ? 'xuchang-county-officer' : `${county}-officer`
  if (!sample.has(`account:${login}`)) {
    const placeId = sample.id(`place:${county}`)
    sample.cast(login, {
      ...sample.as('administrator').actor,
      sessionId: newId(),
      grants: [{ role: 'planner', placeId }],
      path: [placeId, sample.id(publisher)],
    })
  }
  return sample.as(login, on)
}

async function loadCounty(at: At, { sheets, plan }: PackCounty): Promise<void> {
  const { sample, period, county } = at
  const place = { placeId: sample.id(`place:${county}`), periodId: sample.id(`period:${period.code}`) }
  const writtenOn =
    plan?.firstSubmittedOn ?? plan?.submittedOn ?? (period.code === '1954-h1' ? '1954-03-05' : '1954-07-08')
  const ctx = asCounty(at, writtenOn)
  if (sheets.length > 0) {
    const entries = sheets.map((sheet) => ({
      tradeId: sample.id(`trade:${sheet.trade}`),
      ...sheetOf(at.pack, sheet),
    }))
    await named(`sheets of ${county}`, () => makeSheets(ctx, place, entries, invented))
  }
  if (!plan) return
  const { id } = await makePlan(ctx, place, invented)
  sample.keep(`plan:${period.code}/${county}`, id)
  const lines = plan.lines.map((line) => lineOf(at, { ...line, ...line.was }))
  const lineIds = await named(`lines of ${county}`, () => addLines(ctx, id, lines))
  for (const [nth, line] of plan.lines.entries()) sample.keep(lineCode(at, line), lineIds[nth])
  await named(`plan of ${county}`, () => walk(at, id, plan))
}

/** A pack that breaks a rule says which of its entries does, and how. */
async function named<T>(code: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const reasons = error.details.errors?.map((one) => `${one.pointer} ${fill(one.text, one.params)}`)
    throw new Error(`${code}: ${reasons?.join('; ') ?? error.message}`, { cause: error })
  }
}

/**
 * 'line:linying/organisations/iron/production_group' in the first half-year, 'line:1954-h2/linying/…' in the second.
 */
const lineCode = ({ period, county }: At, { indicator, trade, form }: PackLine): string =>
  `line:${[period.code === '1954-h1' ? null : period.code, county, indicator, trade, form].filter(Boolean).join('/')}`

/** From draft to where the pack leaves the plan. */
async function walk(at: At, planId: string, plan: PackPlan): Promise<void> {
  const { sample } = at
  const district = (on: Day) => sample.as(districtLogin(at), on)
  const now = async () => (await getPlanStanding(sample.as('administrator'), planId)).editVersion
  const submit = async (on: Day) => submitPlan(asCounty(at, on), planId, { editVersion: await now() })
  const sendBack = async () => {
    const { returnedOn = '', reason = emptyText } = plan
    await returnPlan(district(returnedOn), planId, { editVersion: await now(), reason })
  }
  if (plan.firstSubmittedOn) {
    await submit(plan.firstSubmittedOn)
    await sendBack()
    for (const line of plan.lines) {
      const entry = { ...lineOf(at, line), editVersion: 1 }
      if (line.was)
        await changeLine(asCounty(at, plan.submittedOn ?? ''), sample.id(lineCode(at, line)), entry)
    }
  }
  if (plan.submittedOn) await submit(plan.submittedOn)
  for (const line of plan.lines) await loadComments(at, line)
  for (const line of plan.lines) {
    if (line.decided === undefined) continue
    const entry = {
      decidedTarget: line.decided,
      reason: line.why ?? emptyText,
      editVersion: line.was ? 2 : 1,
    }
    await decideLine(district(plan.decidedOn ?? ''), sample.id(lineCode(at, line)), entry)
  }
  if (plan.state === 'returned') await sendBack()
  if (plan.state === 'approved') {
    await approvePlan(district(plan.decidedOn ?? ''), planId, {
      editVersion: await now(),
      conditions: emptyText,
    })
  }
}

async function loadComments(at: At, line: PackLine): Promise<void> {
  for (const { by, on, text, resolved } of line.comments ?? []) {
    const ctx = at.sample.as(by, on)
    const { id } = await commentOnLine(ctx, at.sample.id(lineCode(at, line)), { id: newId(), text })
    if (resolved) await resolveComment(at.sample.as(by, resolved), id, true)
  }
}

function sheetOf({ trades, sources }: Plans, sheet: PackSheet) {
  const { trade, said, households, artisans, groups, smp, coops, outlook, reason, estimated } = sheet
  const { busy, ...texts } = trades[trade]
  const figure = (code: string, value: number): Figure => ({
    value,
    said,
    source:
      code === 'households'
        ? sources.tax
        : code === 'artisans' || code === 'unorganised'
          ? sources.survey
          : sources.register,
    estimate: estimated.includes(code),
  })
  const figures: Figures = {
    households: figure('households', households),
    artisans: figure('artisans', artisans),
    unorganised: figure('unorganised', artisans - groups[1] - smp[1] - coops[1]),
  }
  const pairs = {
    production_group: groups,
    supply_marketing_production_cooperative: smp,
    production_cooperative: coops,
  }
  for (const [form, [units, members]] of Object.entries(pairs)) {
    figures[`units:${form}`] = figure(`units:${form}`, units)
    figures[`members:${form}`] = figure(`members:${form}`, members)
  }
  return { figures, ...texts, busyMonths: busy, outlook, outlookReason: reason }
}

function lineOf({ sample, pack, period }: At, line: PackLine) {
  const months = monthsOf(period.fromOn, period.toOn)
  const written = (kind: keyof Plans['texts'], name: string | undefined) =>
    name ? pack.texts[kind][name] : emptyText
  return {
    section: line.section,
    indicatorId: sample.id(`indicator:${line.indicator}`),
    tradeId: line.trade ? sample.id(`trade:${line.trade}`) : null,
    form: line.form ?? null,
    unit: sample.id(`unit:${line.indicator}`),
    baseline: line.from,
    target: line.to,
    phasing: Object.fromEntries(months.map((month, at) => [month, line.phasing[at]])),
    ownerPostId: sample.id(`post:${pack.owners[line.indicator]}`),
    means: written('means', line.means),
    risk: written('risks', line.risk),
    note: written('notes', line.note),
    actions: line.act ? pack.actions[line.act] : [],
    citations: (line.cite ?? [])
      .flatMap((name) => pack.cites[name] ?? [])
      .map((code) => citationOf(sample, code)),
  }
}

const citedAs: Record<string, CitedKind> = { clause: 'clause', step: 'case_step', card: 'misconception' }

const citationOf = (sample: Sample, code: string): Citation => ({
  kind: citedAs[code.slice(0, code.indexOf(':'))],
  id: sample.id(code),
})
