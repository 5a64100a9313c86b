// How figures are told apart: what is withheld can't be taken from the figure, nor from parts that are not shown.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellKey, noCoverage } from './coverage-rules.ts'
import { above, disaggregated, withheldAt } from './disaggregated.ts'
import { type IndicatorOf, noSums } from './rules.ts'

const names = (en: string) => ({ zh: en, en })
const whole = { tradeId: null, form: null }
const part = (id: string, isAsked = true) => ({ id, names: names(id), isAsked })
const sex = {
  id: 'sex',
  names: names('sex'),
  least: 5,
  parts: [part('other', false), part('women'), part('men')],
}

/** The parts of one figure as they are shown, of what was said. */
function shown(said: Record<string, number>, actual: number) {
  const cells = {
    sums: new Map(
      Object.entries(said).map(([id, n]) => [cellKey(id, null, null), { ...noSums(), actual: n }]),
    ),
    coverage: new Map(
      Object.keys(said).map((id) => [cellKey(id, null, null), { ...noCoverage(), reports: 1 }]),
    ),
    planned: null,
    calendars: {} as never,
  }
  const places = new Map([[above, { cells, of: [whole], actualOf: () => actual }]])
  const kept = new Set([...withheldAt(places, sex, {})].map((key) => key.slice(above.length + 1)))
  const indicator = { disaggregations: [sex] } as unknown as IndicatorOf & { disaggregations: (typeof sex)[] }
  return disaggregated(cells, whole, actual, indicator, kept).map(({ parts, notSaid }) => ({
    parts: parts.map(({ id, value }) => `${id} ${value}`).join(),
    notSaid,
  }))
}

test('the second is among the parts that are shown, and what would be left of the figure is not told', () => {
  assert.deepEqual(shown({ women: 3, men: 0 }, 3), [{ parts: 'women null,men null', notSaid: null }])
  assert.deepEqual(shown({ women: 3, men: 20 }, 30), [{ parts: 'women null,men null', notSaid: 7 }])
  assert.deepEqual(shown({ women: 8, men: 20 }, 28), [{ parts: 'women 8,men 20', notSaid: null }])
  // The figure is all of it, or all but what was not said.
  assert.deepEqual(shown({ women: 3 }, 3), [])
  assert.deepEqual(shown({ women: 3 }, 10), [])
  assert.deepEqual(shown({ women: 9 }, 10), [{ parts: 'women 9', notSaid: 1 }])
})
