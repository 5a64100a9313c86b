// Plans, reports and totals: what was approved stands, what is added up can be added up, and one thing is said of a
// month.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { compareTotals } from '../../src/app/doctor/totals.ts'
import { openTown, type Person, type Town } from '../town.ts'
import { ask, placeOf, planOf, type Reply, send } from './office.ts'

let town: Town
let administrator: Person
let district: Person
let periodId: string
// Each begins with the sample as it is: what one leaves of a plan, by chance or not, is nothing to the next.
beforeEach(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
  district = await town.as('xuchang-officer')
  const { periods } = await ask(administrator, 'GET /api/periods')
  periodId = periods.find((one: { code: string }) => one.code === '1954-h1').id
})
afterEach(() => town.close())

let made = 0
const newId = () => `018e0001-0000-7000-8000-${(made++).toString(16).padStart(12, '0')}`
const words = (text: string) => ({ zh: text, en: text })
const nothing = { zh: '', en: '' }
const months = ['1954-01', '1954-02', '1954-03', '1954-04', '1954-05', '1954-06']
const lastDay = (month: string) =>
  `${month}-${{ '02': '28', '04': '30', '06': '30' }[month.slice(5)] ?? '31'}`

type Line = Reply['body']
const bodyOf = (line: Line, changed: object = {}) => ({
  section: line.section,
  indicatorId: line.indicator.id,
  tradeId: line.trade?.id ?? null,
  form: line.form,
  unit: line.indicator.unit,
  baseline: line.baseline,
  target: line.target,
  phasing: line.phasing,
  ownerPostId: line.ownerPost?.id ?? null,
  means: line.means,
  risk: line.risk,
  note: words('试验'),
  actions: line.actions.map(({ id: _, ...action }: { id: string }) => action),
  citations: line.citations,
  ...changed,
})
const aimed = (line: Line, target: number) => {
  const phasing: Record<string, number> = Object.fromEntries(
    months.map((month) => [month, line.indicator.cumulative ? line.baseline : 0]),
  )
  phasing['1954-06'] = target
  return { target, phasing }
}
const reportOf = (line: Line, month: string, value: number) => ({
  id: newId(),
  month,
  asOf: lastDay(month),
  value,
  unit: line.indicator.unit,
  leftReasons: line.indicator.counts === 'left' && value > 0 ? [{ reason: 'other', count: value }] : [],
  dormant: line.indicator.counts === 'organisations' ? 0 : null,
  source: 'counted',
  sourceNote: nothing,
  cause: words('试验'),
  help: nothing,
  supersedesId: null,
  reason: null,
})

/** A plan's way by the people who may; each answers with what came back. */
async function wayOf(county: string) {
  const officer = await town.as(`${county}-officer`)
  const plan = () => planOf(administrator, county)
  const about = async (who: Person, what: string, body: object) => {
    const { id, editVersion } = await plan()
    return send(who, `POST /api/plans/${id}/${what}`, { body: { editVersion, ...body } })
  }
  return {
    officer,
    plan,
    sendBack: () => about(district, 'return', { reason: words('请改') }),
    submit: () => about(officer, 'submit', {}),
    approve: () => about(district, 'approve', { conditions: nothing }),
    change: (line: Line, changed: object) =>
      send(officer, `PUT /api/plan-lines/${line.id}`, {
        body: { ...bodyOf(line, changed), editVersion: line.editVersion },
      }),
    /** Reports a figure, or corrects the one that stands. */
    report: async (line: Line, month: string, value: number) => {
      const { reports } = await ask(administrator, `GET /api/plan-lines/${line.id}/reports`)
      const stands = reports.find((one: Reply['body']) => one.standing && one.month === month)
      const correction = stands ? { supersedesId: stands.id, reason: words('更正') } : {}
      return send(officer, `POST /api/plan-lines/${line.id}/reports`, {
        body: { ...reportOf(line, month, value), ...correction },
      })
    },
    /** What the county adds to the totals: by indicator the target, and the lines that are expected to report. */
    totals: async (counting = 'approved') => {
      const placeId = await placeOf(town, county)
      const { rows, facts } = await ask(administrator, 'GET /api/roll-up', {
        query: { placeId, periodId, month: '1954-06', counting },
      })
      const sums = rows
        .filter((row: Reply['body']) => row.indicator.kind === 'additive' && row.coverage.lines > 0)
        .map((row: Reply['body']) => [
          row.indicator.id,
          { target: row.figures.target, lines: row.coverage.lines },
        ])
      return { sums: Object.fromEntries(sums), approved: facts.approved }
    },
  }
}

/** What lines add up to by indicator, as somebody with a pencil would do it. */
function pencilled(lines: { indicatorId: string; target: number }[]) {
  const sums: Record<string, { target: number; lines: number }> = {}
  for (const { indicatorId, target } of lines) {
    const sum = sums[indicatorId] ?? { target: 0, lines: 0 }
    sums[indicatorId] = { target: sum.target + target, lines: sum.lines + 1 }
  }
  return sums
}
const standing = (plan: Reply['body']) =>
  plan.lines.map((line: Line) => ({
    indicatorId: line.indicator.id,
    target: line.decidedTarget ?? line.target,
  }))

test('23: an approved plan stands and takes reports while one cell of it is revised, and gives way in one moment', async () => {
  const way = await wayOf('wuyang')
  const before = await way.totals()
  assert.deepEqual(before.sums, pencilled(standing(await way.plan())))
  await way.sendBack()
  const line = (await way.plan()).lines.find((one: Line) => one.indicator.code === 'members')
  await way.change(line, aimed(line, line.target + 7))
  for (const counting of ['approved', 'submitted']) assert.deepEqual(await way.totals(counting), before)
  assert.equal((await way.report(line, '1954-06', line.target + 5)).status, 200, 'reporting goes on')
  const lines = await ask(administrator, `GET /api/plan-lines/${line.id}/reports`)
  assert.equal(lines.line.target, line.decidedTarget ?? line.target, 'reported against what was approved')
  assert.equal((await way.submit()).status, 200)
  assert.deepEqual(await way.totals('submitted'), before, 'a revision that is submitted leaves no trace')
  await way.sendBack()
  assert.deepEqual(await way.totals(), before, 'nor does one that is returned')
  assert.equal((await way.submit()).status, 200)
  assert.equal((await way.approve()).status, 200)
  const after = await way.totals()
  assert.deepEqual(after.sums, pencilled(standing(await way.plan())))
  assert.notDeepEqual(after.sums, before.sums)
})

test('23: a plan that is opened for revision was not decided on that day, and what its version decided still stands', async () => {
  const row = async () => {
    const { counties } = await ask(district, 'GET /api/plan-board')
    return counties.find((one: Reply['body']) => one.place.code === 'linying')
  }
  const way = await wayOf('linying')
  const before = await row()
  assert.ok(before.decisions > 0 && before.decidedOn)
  assert.equal((await way.sendBack()).status, 200)
  const opened = await row()
  assert.equal(opened.state, 'returned')
  assert.deepEqual([opened.decidedOn, opened.decisions], [before.decidedOn, before.decisions])
  assert.equal((await way.submit()).status, 200)
  const waiting = await row()
  assert.equal(waiting.decisions, before.decisions, 'until the revision is approved')
  assert.equal(waiting.decidedOn, null, 'nothing is decided of what was sent in')
  assert.equal((await way.sendBack()).status, 200)
  assert.ok(
    (await row()).decidedOn > before.decidedOn,
    'a revision that was sent in is returned by a decision',
  )
})

const step = fc.record({
  do: fc.constantFrom(
    'return',
    'edit',
    'edit',
    'add',
    'remove',
    'submit',
    'submit',
    'decide',
    'approve',
    'report',
    'report',
    'shut',
  ),
  line: fc.nat(30),
  value: fc.integer({ min: 1, max: 90 }),
  month: fc.constantFrom(...months),
})

test('23: whatever is submitted, returned, revised, approved, reported and closed, totals hold what was approved last', async () => {
  const way = await wayOf('lushan')
  const placeId = await placeOf(town, 'lushan')
  let stands = standing(await way.plan())
  const done = new Map<string, number>()
  const perform = async (one: { do: string; line: number; value: number; month: string }) => {
    const plan = await way.plan()
    const line = plan.lines[one.line % plan.lines.length]
    if (one.do === 'return') return way.sendBack()
    if (one.do === 'submit') return way.submit()
    if (one.do === 'edit') return way.change(line, aimed(line, line.baseline + one.value))
    if (one.do === 'report') return way.report(line, one.month, line.baseline + one.value)
    if (one.do === 'remove')
      return send(way.officer, `DELETE /api/plan-lines/${line.id}`, {
        query: { editVersion: line.editVersion },
      })
    if (one.do === 'decide')
      return send(district, `PUT /api/plan-lines/${line.id}/decision`, {
        body: { decidedTarget: line.target + 1, reason: words('试验'), editVersion: line.editVersion },
      })
    if (one.do === 'add') {
      const { indicators } = await ask(way.officer, 'GET /api/plan-choices')
      const output = indicators.find((each: { code: string }) => each.code === 'output')
      const free = plan.sheets.find(
        (sheet: Reply['body']) =>
          !plan.lines.some(
            (each: Line) => each.indicator.code === 'output' && each.trade?.id === sheet.trade.id,
          ),
      )
      if (!free) return null
      const kind = { indicatorId: output.id, unit: output.unit, tradeId: free.trade.id, form: null }
      const figures = aimed({ indicator: output, baseline: 0 }, one.value)
      const body = { ...bodyOf(line, { ...kind, ...figures, baseline: one.value }), citations: [] }
      return send(way.officer, `POST /api/plans/${plan.id}/lines`, { body })
    }
    if (one.do === 'shut') {
      const shut = (state: string) =>
        ask(administrator, `PUT /api/periods/${periodId}/state`, {
          body: state === 'open' ? { state, reason: words('试验') } : { state },
        })
      await shut('closed')
      const { status } = await way.report(line, one.month, 1)
      assert.ok(status >= 400, 'nothing is reported in a closed period')
      return shut('open').then(() => null)
    }
    const decided = standing(plan)
    const answer = await way.approve()
    if (answer.status === 200) stands = decided
    return answer
  }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 12 }), async (steps) => {
      for (const one of steps) {
        const answer = await perform(one)
        assert.ok((answer?.status ?? 200) < 500, `${one.do}: ${JSON.stringify(answer?.body)}`)
        if (answer?.status === 200) done.set(one.do, (done.get(one.do) ?? 0) + 1)
        const { sums, approved } = await way.totals()
        assert.deepEqual(sums, pencilled(stands), `after ${one.do}`)
        assert.equal(approved, 1)
      }
      const { rows } = await ask(administrator, 'GET /api/roll-up/cell', {
        query: {
          placeId,
          periodId,
          month: '1954-06',
          indicatorId: Object.keys(pencilled(stands))[0],
          measure: 'target',
        },
      }).then((cell) => ({ rows: [cell.sum, cell.total] }))
      assert.equal(rows[0], rows[1], 'a total opens down to rows that make it')
      assert.equal((await compareTotals(town.database.kysely)).wrong, 0, 'the doctor finds nothing')
    }),
    {
      numRuns: 12,
      examples: [
        [
          [
            'return',
            'edit',
            'add',
            'report',
            'submit',
            'decide',
            'approve',
            'report',
            'shut',
            'return',
            'remove',
            'submit',
            'return',
          ].map((kind, at) => ({ do: kind as 'return', line: at, value: 20 + at, month: months[at % 6] })),
        ],
      ],
    },
  )
  for (const kind of ['return', 'edit', 'submit', 'decide', 'approve', 'report'])
    assert.ok(done.get(kind), `nobody could ${kind}: ${JSON.stringify([...done])}`)
})

test('24: a per cent is not set up as a quantity that is added up, in whatever language it is said', async () => {
  const { programme } = await ask(administrator, 'GET /api/indicators')
  const kind = { cumulative: true, byTrade: true, byForm: false, needsAction: false, counts: null }
  const indicator = (unit: string, code: string, of: object = {}) =>
    send(administrator, 'POST /api/indicators', {
      body: {
        programmeId: programme.id,
        code,
        names: words('入社户数比例'),
        definition: words('入社户数占全部户数的比例'),
        unit,
        numeratorId: null,
        denominatorId: null,
        ...kind,
        ...of,
      },
    })
  // Programs of before the unit was asked say nothing of it: then its name does.
  const said = ['per cent', '％', 'Percentage', '‰', '百分比', '合格率', 'por ciento', 'tasa', 'ratio']
  for (const [at, text] of said.entries()) {
    const code = `share-${at}`
    await ask(administrator, 'POST /api/units', {
      body: { code, names: words(text), scale: 1, scaledNames: null },
    })
    const { status, body } = await indicator(code, code)
    assert.deepEqual([status, body.errors?.[0].pointer], [422, '/numeratorId'], text)
    assert.match(body.errors[0].detail, /ratio/, 'and says what to do')
  }
  assert.equal((await indicator('percent', 'shared')).status, 422)
  await ask(administrator, 'POST /api/units', {
    body: { code: 'looms', names: words('台'), scale: 1, scaledNames: null },
  })
  assert.equal((await indicator('looms', 'looms')).status, 200)
  const { indicators } = await ask(administrator, 'GET /api/indicators')
  const idOf = (code: string) => indicators.find((one: { code: string }) => one.code === code).id
  const ratio = { numeratorId: idOf('members'), denominatorId: idOf('looms') }
  assert.equal((await indicator('percent', 'members-a-loom', ratio)).status, 200, 'a ratio of two quantities')

  // Whatever its words are, what a unit is said to be it is.
  const declared = async (code: string, names: object, isShare: boolean) =>
    ask(administrator, 'POST /api/units', { body: { code, names, scale: 1, scaledNames: null, isShare } })
  for (const [at, text] of [
    'Prozent',
    'процент',
    'доля',
    'प्रतिशत',
    'phần trăm',
    'share of households',
  ].entries()) {
    const code = `declared-${at}`
    await declared(code, words(text), true)
    const { status, body } = await indicator(code, code)
    assert.deepEqual([status, body.errors?.[0].pointer], [422, '/numeratorId'], text)
    assert.equal((await indicator(code, `${code}-ratio`, ratio)).status, 200, `${text} of two quantities`)
  }
  const quantities = ['share certificates', 'interest rate tables', '合格率证书', 'ratio cards', '% stickers']
  for (const [at, text] of quantities.entries()) {
    const code = `counted-${at}`
    await declared(code, words(text), false)
    assert.equal((await indicator(code, code)).status, 200, text)
  }
  const after = (await ask(administrator, 'GET /api/indicators')).indicators
  for (const { code, unit, kind, isSummed } of after)
    assert.equal(isSummed, kind === 'additive', `${code} in ${unit}`)
  const of = (code: string) => after.find((one: Reply['body']) => one.code === code).id
  const each = { numeratorId: of('counted-0'), denominatorId: of('members') }
  assert.equal((await indicator('percent', 'certificates-a-member', each)).status, 200, 'and can be divided')
})

test('24: what a unit is said to be can be mended, but not under figures that are added up', async () => {
  const unitOf = async (code: string): Promise<Reply['body']> =>
    (await ask(administrator, 'GET /api/units')).units.find((one: Reply['body']) => one.code === code)
  const change = async (code: string, changed: object) => {
    const { id, code: _, isUsed: __, retiredOn: ___, ...entry } = await unitOf(code)
    const { status, body } = await send(administrator, `PUT /api/units/${id}`, {
      body: { ...entry, retired: false, ...changed },
    })
    return [status, body.errors?.[0].pointer]
  }
  const unit = { code: 'mended', names: words('证'), scale: 1, scaledNames: null, isShare: true }
  await ask(administrator, 'POST /api/units', { body: unit })
  assert.deepEqual(await change('mended', { isShare: false }), [200, undefined])
  assert.deepEqual(await change('mended', { isShare: undefined }), [200, undefined])
  assert.equal((await unitOf('mended')).isShare, false, 'what is not said stays')
  assert.deepEqual(await change('persons', { isShare: true }), [422, '/isShare'])
  assert.deepEqual(await change('percent', { isShare: false }), [422, '/isShare'])
  assert.deepEqual(await change('percent', { names: words('百人之几') }), [200, undefined])
  assert.equal((await unitOf('percent')).isShare, true)
})

test('25: in every cell the baseline of the same lines and the change make what is now', async () => {
  let told = 0
  for (const place of ['xuchang-district', 'henan', 'linying', 'yancheng', 'shangshui'])
    for (const month of months)
      for (const counting of ['approved', 'submitted']) {
        const placeId = await placeOf(town, place)
        const { rows } = await ask(administrator, 'GET /api/roll-up', {
          query: { placeId, periodId, month, counting },
        })
        for (const { indicator, figures, parts } of rows)
          for (const { reportedBaseline, change, actual } of [
            figures,
            ...parts.map((one: Reply['body']) => one.figures),
          ]) {
            if (change === null) continue
            const sum = reportedBaseline + change
            assert.ok(
              Math.abs(sum - actual) < 1e-6,
              `${place} ${month} ${indicator.code}: ${sum}, not ${actual}`,
            )
            told++
          }
      }
  assert.ok(told > 300, `${told} changes were told`)
})

test('25: the file says the same as the page', async () => {
  const placeId = await placeOf(town, 'xuchang-district')
  const file = await ask(district, 'GET /api/roll-up.csv', { query: { placeId, periodId, month: '1954-05' } })
  const table = String(file)
    .split(/\r?\n/)
    .map((row) => row.split(','))
  const heads = table.find((row) => row.includes('Against baseline')) ?? []
  const [from, change, now] = ['Baseline of the lines that reported', 'Against baseline', 'Actual'].map(
    (head) => heads.indexOf(head),
  )
  const told = table.slice(table.indexOf(heads) + 1).filter((row) => row[change])
  assert.ok(from > 0 && told.length > 20, `${told.length} rows`)
  for (const row of told)
    assert.ok(Math.abs(Number(row[from]) + Number(row[change]) - Number(row[now])) < 0.001, row.join())
})

test('26: the county’s own page, the list of the district and the roll-up say the same about a month', async () => {
  const { rows } = await ask(district, 'GET /api/carry-out/late', { query: { periodId } })
  for (const code of ['shangshui', 'linying', 'baofeng', 'wuyang', 'ye']) {
    const placeId = await placeOf(town, code)
    const row = rows.find((one: Reply['body']) => one.place.id === placeId)
    const { sent } = await ask(district, `GET /api/carry-out/places/${placeId}`, { query: { periodId } })
    assert.deepEqual(sent, row.months, code)
    const officer = await town.as(`${code}-officer`)
    const { grid } = await ask(administrator, 'GET /api/roll-up', { query: { placeId, periodId } })
    const cells = grid.rows.find((one: Reply['body']) => one.place.id === placeId).cells
    for (const [at, month] of months.entries()) {
      const own = await ask(officer, 'GET /api/carry-out/month', { query: { month, periodId } })
      assert.deepEqual(own.sent, row.months[at], `${code} ${month}`)
      const { state, dueOn, lateSince } = row.months[at]
      // The roll-up speaks of one indicator: where nothing came at all, of the same days.
      if (['missing', 'waiting', 'ahead'].includes(state))
        assert.deepEqual(
          [cells[at].state, cells[at].dueOn, cells[at].lateSince],
          [state, dueOn, lateSince],
          `${code} ${month}`,
        )
    }
  }
})

/** What is read of the months of an indicator on the county's own page, line by line. */
async function monthsRead(placeId: string, indicatorId: string) {
  const { lines } = await ask(district, `GET /api/carry-out/places/${placeId}`, { query: { periodId } })
  const own = lines.filter((one: Reply['body']) => one.line.indicator.id === indicatorId)
  return Promise.all(
    months.map(async (month) => {
      const days: string[] = []
      for (const { line } of own) {
        const { reports } = await ask(district, `GET /api/plan-lines/${line.id}/reports`)
        const of = reports.filter((one: Reply['body']) => one.month === month)
        if (of.some((one: Reply['body']) => one.standing))
          days.push(of.map((one: Reply['body']) => one.madeOn).sort()[0])
      }
      const last = days.sort().at(-1) ?? null
      return { month, expected: own.length, reported: days.length, lastMadeOn: last }
    }),
  )
}

test('26: the grid of the roll-up says of every county what came, and whether it came late', async () => {
  const june = await wayOf('ye')
  const { lines } = await june.plan()
  // All of June comes in on 10 July, five days late.
  for (const line of lines) {
    const { reports } = await ask(administrator, `GET /api/plan-lines/${line.id}/reports`)
    const before = reports.filter((one: Reply['body']) => one.standing && one.month < '1954-06')
    if (reports.some((one: Reply['body']) => one.standing && one.month === '1954-06')) continue
    const last = before.sort((a: Line, b: Line) => (a.month < b.month ? -1 : 1)).at(-1)?.value ?? line.target
    const { status, body } = await june.report(line, '1954-06', line.indicator.cumulative ? last : 0)
    assert.equal(status, 200, JSON.stringify(body))
  }
  const { rows } = await ask(district, 'GET /api/carry-out/late', { query: { periodId } })
  const { indicators } = await ask(administrator, 'GET /api/plan-choices')
  const placeId = await placeOf(town, 'xuchang-district')
  const states = new Set<string>()
  for (const code of ['members', 'organisations', 'left'])
    for (const { id: gridIndicatorId } of indicators.filter((one: Reply['body']) => one.code === code)) {
      const query = { placeId, periodId, gridIndicatorId }
      const { grid } = await ask(district, 'GET /api/roll-up', { query })
      for (const row of grid.rows) {
        const read = await monthsRead(row.place.id, gridIndicatorId)
        const whole = rows.find((one: Reply['body']) => one.place.id === row.place.id).months
        for (const [at, { month, expected, reported, lastMadeOn }] of read.entries()) {
          const cell = row.cells[at]
          const said = `${row.place.names.en} ${month} ${code}`
          states.add(cell.state)
          if (cell.expected === 0) continue
          assert.deepEqual(
            [cell.expected, cell.reported, cell.lastMadeOn],
            [expected, reported, lastMadeOn],
            said,
          )
          if (reported < expected) continue
          // Lines of the sample were approved long before; nobody catches up.
          const isLate = (lastMadeOn ?? '') > cell.dueOn
          assert.equal(cell.state, isLate ? 'late' : 'reported', said)
          if (whole[at].state === 'reported') assert.equal(cell.state, 'reported', said)
        }
      }
    }
  assert.ok(states.has('late') && states.has('reported'), [...states].join())
  const own = await ask(june.officer, 'GET /api/carry-out/month', { query: { periodId, month: '1954-06' } })
  const { grid } = await ask(june.officer, 'GET /api/roll-up', { query: { periodId } })
  assert.deepEqual([own.sent.state, grid.rows[0].cells[5].state], ['late', 'late'])
})

test('26: of the places above a county nothing is said to be late by a day that was not its lines’ own', async () => {
  const placeId = await placeOf(town, 'henan')
  const { grid } = await ask(administrator, 'GET /api/roll-up', { query: { placeId, periodId } })
  const above = grid.rows.filter((one: Reply['body']) => one.place.level !== 'county')
  assert.ok(above.length > 1)
  const cells = above.flatMap((one: Reply['body']) => one.cells)
  assert.ok(cells.some((one: Reply['body']) => one.reported < one.expected))
  assert.deepEqual([...new Set(cells.map((one: Reply['body']) => one.lateSince))], [null])
})

test('26: of the counties that are expected to report, the roll-up and the list count the same', async () => {
  const placeId = await placeOf(town, 'xuchang-district')
  const { rows } = await ask(district, 'GET /api/carry-out/late', { query: { periodId } })
  for (const month of months) {
    const { facts, rows: totals } = await ask(district, 'GET /api/roll-up', {
      query: { placeId, periodId, month },
    })
    const count = (...states: string[]) =>
      rows.filter((row: Reply['body']) =>
        row.months.some((one: Reply['body']) => one.month === month && states.includes(one.state)),
      ).length
    const planned = rows.filter((row: Reply['body']) => row.planState === 'approved').length
    assert.deepEqual(
      [facts.approved, facts.reported, facts.reportedPartly],
      [planned, count('reported', 'late'), count('partly')],
      month,
    )
    assert.equal(facts.reported + facts.reportedPartly + count('missing', 'waiting', 'ahead'), planned, month)
    for (const { coverage } of totals) {
      assert.ok(coverage.expected <= facts.approved, month)
      assert.ok(coverage.reported <= facts.reported + facts.reportedPartly, month)
    }
  }
})

test('27: a report that does not say where its figure comes from is refused, whatever is sent in its stead', async () => {
  const way = await wayOf('baofeng')
  const [line] = (await way.plan()).lines
  const { source: _, ...unsaid } = reportOf(line, '1954-06', line.target)
  for (const source of [undefined, null, '', 'somewhere', ['ledger']]) {
    const { status } = await send(way.officer, `POST /api/plan-lines/${line.id}/reports`, {
      body: { ...unsaid, source },
    })
    assert.ok([400, 422].includes(status), `${source}: ${status}`)
  }
})

test('28: with comments still open a plan is sent and approved only with a word about them, which is kept', async () => {
  const way = await wayOf('yancheng')
  const { id } = await way.plan()
  const post = async (who: Person, what: string, body: object) =>
    send(who, `POST /api/plans/${id}/${what}`, {
      body: { editVersion: (await way.plan()).editVersion, ...body },
    })
  const [line] = (await way.plan()).lines
  const comment = await ask(district, `POST /api/plan-lines/${line.id}/comments`, {
    body: { id: newId(), text: words('铁料从哪里来？') },
  })
  const conditions = nothing
  const refused = await post(district, 'approve', { conditions })
  assert.equal(refused.status, 422)
  const pointers = refused.body.errors.map((one: { pointer: string }) => one.pointer)
  assert.ok(pointers.includes(`/lines/${line.id}/comments/${comment.id}`), 'named with its line')
  assert.equal((await post(district, 'approve', { conditions, aboutOpen: { zh: ' ', en: '' } })).status, 422)
  assert.equal((await post(district, 'return', { reason: words('第一次退回') })).status, 200)
  assert.equal((await post(way.officer, 'submit', {})).status, 422)
  const word = words('铁料下月再定')
  assert.equal((await post(way.officer, 'submit', { aboutOpen: word })).status, 200)
  assert.equal((await post(district, 'return', { reason: words('第二次退回') })).status, 200)
  for (const one of (await way.plan()).lines.flatMap((each: Line) => each.comments))
    if (!one.resolvedOn) await ask(district, `PUT /api/plan-comments/${one.id}`, { body: { resolved: true } })
  assert.equal((await post(way.officer, 'submit', {})).status, 200, 'with none open nothing is asked')
  assert.equal((await post(district, 'approve', { conditions })).status, 200)
  const { events } = await way.plan()
  const reasons = events.filter((one: { kind: string }) => one.kind === 'returned')
  assert.deepEqual(
    reasons.map((one: { text: object }) => one.text),
    [words('第一次退回'), words('第二次退回')],
    'every reason stays',
  )
  assert.deepEqual(events.map((one: { aboutOpen: object | null }) => one.aboutOpen).filter(Boolean), [word])
})

test('28: comments that are open are counted by the line, with whatever was answered below them', async () => {
  const way = await wayOf('yancheng')
  const open = async () => {
    const { counties } = await ask(district, 'GET /api/plan-board')
    return counties.find((one: Reply['body']) => one.place.code === 'yancheng').openComments
  }
  const before = await open()
  const [line] = (await way.plan()).lines.filter((one: Line) => one.comments.length === 0)
  const say = (who: Person, text: string) =>
    ask(who, `POST /api/plan-lines/${line.id}/comments`, { body: { id: newId(), text: words(text) } })
  await say(district, '铁料从哪里来？')
  assert.equal(await open(), before + 1)
  await say(way.officer, '由供销社供应。')
  assert.equal(await open(), before + 1, 'an answer is part of what it answers')
})

test('47: a period that has passed can be chosen, and its months are said to be late', async () => {
  const officer = await town.as('shangshui-officer')
  const page = await ask(officer, 'GET /api/carry-out/month', { query: { periodId } })
  assert.ok(page.periods.some((one: { id: string }) => one.id === periodId))
  for (const month of months) {
    const {
      sent,
      mayReport,
      month: shown,
    } = await ask(officer, 'GET /api/carry-out/month', { query: { periodId, month } })
    assert.equal(shown, month)
    assert.ok(mayReport)
    if (sent.reported < sent.expected && month < '1954-06') assert.ok(sent.lateSince, month)
  }
})
