// The roll-up as a sheet: one row for every indicator, and below it one for every trade and form.
import type { Context } from '../access/context.ts'
import { csvOf } from '../base/csv.ts'
import { msg, type Names, nameIn } from '../base/words.ts'
import { listUnits } from '../plan/units/queries.ts'
import { listForms } from '../registry/lists/queries.ts'
import type { Coverage } from './coverage-rules.ts'
import type { Disaggregated } from './disaggregated.ts'
import { readRollUp } from './queries.ts'
import { countingNames, type Figures } from './rules.ts'
import type { Asked } from './scope.ts'

const heads = [
  msg('Indicator'),
  msg('Unit'),
  msg('Trade'),
  msg('Form'),
  msg('Baseline'),
  msg('Target'),
  msg('Phased target'),
  msg('Actual'),
  msg('Baseline of the lines that reported'),
  msg('Against baseline'),
  msg('of which verified'),
  msg('Dormant'),
  msg('Places expected to report'),
  msg('{Planners} with figures of the month'),
]

/** What stands in the place of a small figure that is kept back. */
const withheldText = msg('withheld')
const apartHeads = [msg('Target counted apart, not added'), msg('Actual counted apart, not added')]

const round = (n: number | null) => (n === null ? null : Math.round(n * 10000) / 10000)

/** The file and its name. Ratios are given in their unit; what was not reported stays empty. */
export async function readCsv(ctx: Context, asked: Asked): Promise<{ name: string; text: string }> {
  const data = await readRollUp(ctx, asked)
  const say = (names: Names) => nameIn(names, ctx.language)
  const tradeOf = new Map(data.trades.map((trade) => [trade.id, say(trade.names)]))
  const unitOf = new Map((await listUnits(ctx.db)).map((unit) => [unit.code, say(unit.names)]))
  const formOf = new Map((await listForms(ctx.db)).map((form) => [form.code, say(form.names)]))
  const figures = (f: Figures, c: Coverage) => [
    ...[f.baseline, f.target, f.phased, f.actual, f.reportedBaseline, f.change, f.verified, f.dormant].map(
      round,
    ),
    c.expected,
    c.reported,
  ]
  const hasParts = data.madeOf.length > 0
  const rows = data.rows.flatMap(({ indicator, figures: all, coverage, disaggregations, parts, apart }) => {
    const head = [say(indicator.names), unitOf.get(indicator.unit) ?? indicator.unit]
    const beside = hasParts ? [apart?.target ?? null, apart?.actual ?? null].map(round) : []
    const whole = [...head, '', '', ...figures(all, coverage), ...beside]
    const disaggregated = (cell: string[], told: readonly Disaggregated[]) =>
      told.flatMap(({ names, parts, notSaid }) => {
        const each = parts.map((one) => [
          say(one.names),
          one.value === null ? ctx.say(withheldText) : round(one.value),
        ])
        const rest = notSaid === null ? [] : [[ctx.say(msg('not said')), round(notSaid)]]
        return [...each, ...rest].map(([part, n]) => {
          const name = ctx.say(msg('{indicator}, {kind}: {part}'), {
            indicator: head[0],
            kind: say(names),
            part: `${part}`,
          })
          return [name, head[1], ...cell, '', '', '', n]
        })
      })
    const below = parts.flatMap((part) => {
      const cell = [
        part.tradeId ? (tradeOf.get(part.tradeId) ?? '') : '',
        part.form ? (formOf.get(part.form) ?? part.form) : '',
      ]
      const own = [...head, ...cell, ...figures(part.figures, part.coverage)]
      return [own, ...disaggregated(cell, part.disaggregations)]
    })
    return [whole, ...disaggregated(['', ''], disaggregations), ...below]
  })
  const about = [
    [say(data.place.names), say(data.period.names), data.month, ctx.say(countingNames[data.counting])],
    ...(data.isByOwn && hasParts
      ? data.madeOf.map((one) => [ctx.say(msg('Made of')), say(one.names), one.bordersOn])
      : [[ctx.say(msg('Borders of')), data.bordersOn]]),
    ...data.rows.flatMap(({ indicator, anew, isReweighed }) => [
      ...anew.map(({ on, period }) => [
        ctx.say(msg('{indicator}: defined anew from {period} on'), {
          indicator: say(indicator.names),
          period: period ? say(period) : on,
        }),
      ]),
      ...(isReweighed
        ? [
            [
              ctx.say(msg('{indicator}: weighed otherwise in parts of the period'), {
                indicator: say(indicator.names),
              }),
            ],
          ]
        : []),
    ]),
    ...(data.facts.illustrative ? [[ctx.say(msg('These figures are illustrative.'))]] : []),
    [],
  ]
  const shown = hasParts ? [...heads, ...apartHeads] : heads
  const text = csvOf([...about, shown.map((head) => ctx.say(head)), ...rows])
  return { name: `${say(data.place.names)}-${say(data.period.names)}-${data.month}.csv`, text }
}
