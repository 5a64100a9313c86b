// A program that knows Hezuo only by the client that a generator made of its description: once round the loop. It is
// type checked and run by client.test.ts, which has the client made first.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import * as hezuo from '../../../dist/client/api.ts'

type Answer = { status: number; data: unknown; headers: Headers }
type Done<A> = Extract<A, { status: 200 }>

/** What was answered, where the call was done; anything else fails with the problem in words. */
async function done<A extends Answer>(asked: Promise<A>): Promise<Done<A>['data']> {
  const answer = await asked
  assert.equal(answer.status, 200, JSON.stringify(answer.data))
  return answer.data
}

const words = (text: string) => ({ zh: text, en: text })
const nothing = words('')
/** The first that fits; there must be one. */
function first<T>(list: readonly T[], fits: (one: T) => boolean = () => true): T {
  const found = list.find(fits)
  assert.ok(found)
  return found
}

/** Signs in as somebody of the sample and makes a token, with which everything else is asked. */
async function tokenOf(accountId: string): Promise<RequestInit> {
  const signedIn = await hezuo.signInSignInAsCast({ accountId })
  assert.equal(signedIn.status, 200, JSON.stringify(signedIn.data))
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0]
  const bySession = { headers: { cookie } }
  const { found } = await done(hezuo.tokensTokenPlaces({ text: '' }, bySession))
  const token = { name: 'A program', placeId: first(found).id, mayWrite: true, days: 1 }
  const { secret } = await done(hezuo.tokensMakeToken(token, bySession))
  return { headers: { authorization: `Bearer ${secret}`, 'accept-language': 'en' } }
}

export type People = { district: string; county: string; trainer: string }

/** Walks the loop as three people of the sample, by the ids of their accounts. */
export async function walkLoop(people: People): Promise<void> {
  const [district, county, trainer] = await Promise.all(
    [people.district, people.county, people.trainer].map(tokenOf),
  )
  const classId = await convene(district)
  const clauseId = await study(trainer)
  await readCases(trainer)
  const cardId = await examine(trainer, clauseId)
  await planAndReport({ district, county, clauseId, cardId })
  const unknown = await hezuo.classesClassPage(randomUUID(), district)
  assert.ok(unknown.status === 404 && unknown.data.type === '/problems/not-found')
  const known = await hezuo.classesClassPage(classId, district)
  const tag = known.headers.get('etag') ?? ''
  const again = await hezuo.classesClassPage(classId, {
    headers: { ...district.headers, 'if-none-match': tag },
  })
  assert.equal(again.status, 304)
}

async function convene(district: RequestInit): Promise<string> {
  const { classes } = await done(hezuo.classesListClasses({}, district))
  assert.ok(classes.length > 0)
  const { organisers } = await done(hezuo.classesClassForm({}, district))
  const placeId = first(organisers).id
  const form = await done(hezuo.classesClassForm({ placeId }, district))
  const programme = first(form.programmes)
  const { id } = await done(
    hezuo.classesMakeClass(
      {
        programmeId: programme.id,
        placeId,
        hostPlaceId: placeId,
        names: words('A class that a program makes'),
        purpose: words('to see that it can'),
        venue: words('the hall'),
        startsSaid: '1954-08-01',
        endsSaid: '1954-08-20',
        deadlineSaid: null,
        capacity: 20,
        postIds: [first(form.posts).id],
        placeIds: [first(form.places).id],
        stages: [{ kind: 'study', names: words('Study') }],
      },
      district,
    ),
  )
  const page = await done(hezuo.classesClassPage(id, district))
  assert.equal(page.class.names.en, 'A class that a program makes')
  return id
}

/** A policy of one clause; gives the clause. */
async function study(trainer: RequestInit): Promise<string> {
  const code = `by-program-${Date.now()}`
  const { id } = await done(
    hezuo.policiesMakePolicy(
      { code, names: words('Trial rules'), source: words('a program'), illustrative: true },
      trainer,
    ),
  )
  const clause = { clauseId: null, number: '1', depth: 1, heading: false, text: '入社自愿，退社自由。' }
  await done(
    hezuo.policiesAddVersion(id, { language: 'zh', baseVersion: 0, note: '', clauses: [clause] }, trainer),
  )
  const page = await done(hezuo.policiesPolicyPage(id, {}, trainer))
  return first(page.clauses).id
}

async function readCases(trainer: RequestInit): Promise<void> {
  const { cases } = await done(hezuo.casesCaseLibrary({}, trainer))
  const page = await done(hezuo.casesCasePage(first(cases).id, trainer))
  assert.ok(page.steps.length > 0)
}

async function examine(trainer: RequestInit, clauseId: string): Promise<string> {
  const said = words('Prices are set by the unit alone.')
  const { id } = await done(
    hezuo.examineMakeCard(
      {
        code: `by-program-${Date.now()}`,
        statement: said,
        reasons: said,
        correction: said,
        instead: said,
        question: said,
        source: said,
        evidence: [{ text: said, source: said, clauseId, stepId: null }],
      },
      trainer,
    ),
  )
  const card = await done(hezuo.examineCardPage(id, trainer))
  assert.equal(card.card.statement.en, said.en)
  return id
}

type Asked = { district: RequestInit; county: RequestInit; clauseId: string; cardId: string }

/** Conditions, a plan of one line that cites clause and card, its approval, a figure, and the total above it. */
async function planAndReport({ district, county, clauseId, cardId }: Asked): Promise<void> {
  const { periods } = await done(hezuo.periodsPeriods(county))
  const period = first(periods, ({ code }) => code === '1954-h2')
  const grid = await done(hezuo.sheetsSheetGrid({ periodId: period.id }, county))
  const { place } = first(grid.counties, ({ mayWrite }) => mayWrite)
  const { tradeId } = first(
    grid.sheets,
    ({ placeId, outlook }) => placeId === place.id && outlook === 'develop',
  )
  const { indicators } = await done(hezuo.indicatorsListIndicators({}, county))
  const { id: planId } = await done(hezuo.plansMakePlan({ placeId: place.id, periodId: period.id }, county))
  const draft = await done(hezuo.plansPlanPage(planId, county))
  const isThere = (code: string) =>
    draft.lines.some((line) => line.indicator.code === code && line.trade?.id === tradeId)
  const indicator = first(
    indicators,
    (one) => one.byTrade && !one.byForm && !one.cumulative && one.kind === 'additive' && !isThere(one.code),
  )
  const months = ['1954-07', '1954-08', '1954-09', '1954-10', '1954-11', '1954-12']
  const { id: lineId } = await done(
    hezuo.linesAddLine(
      planId,
      {
        section: 'develop',
        indicatorId: indicator.id,
        tradeId,
        form: null,
        unit: indicator.unit,
        baseline: 0,
        target: 600,
        phasing: Object.fromEntries(months.map((month) => [month, 100])),
        ownerPostId: null,
        means: nothing,
        risk: nothing,
        note: nothing,
        actions: [
          {
            what: words('Deliver'),
            where: nothing,
            who: words('The group'),
            fromSaid: '1954-07',
            toSaid: '1954-12',
          },
        ],
        citations: [
          { kind: 'clause', id: clauseId },
          { kind: 'misconception', id: cardId },
        ],
      },
      county,
    ),
  )
  const edition = async () => {
    const { editVersion } = await done(hezuo.plansPlanPage(planId, county))
    return { editVersion }
  }
  await done(hezuo.plansSubmitPlan(planId, await edition(), county))
  await done(hezuo.plansApprovePlan(planId, { ...(await edition()), conditions: nothing }, district))
  const total = async () => {
    const { rows } = await done(hezuo.rollUpRollUp({ periodId: period.id, month: '1954-07' }, district))
    return first(rows, (row) => row.indicator.id === indicator.id).figures.actual ?? 0
  }
  const before = await total()
  const report = {
    id: randomUUID(),
    month: '1954-07',
    asOf: '1954-07-10',
    value: 40,
    unit: indicator.unit,
    leftReasons: [],
    dormant: null,
    source: 'ledger' as const,
    sourceNote: nothing,
    cause: nothing,
    help: nothing,
    supersedesId: null,
    reason: null,
  }
  await done(hezuo.reportsMakeReport(lineId, report, county))
  assert.equal(await total(), before + 40)
  const other = await hezuo.reportsMakeReport(lineId, { ...report, value: 41 }, county)
  assert.ok(other.status === 409 && other.data.type === '/problems/different-content')
  const thread = await done(hezuo.threadThreadPage('clause', clauseId, county))
  assert.ok(JSON.stringify(thread).includes(lineId), 'from the clause to the line that cites it')
}
