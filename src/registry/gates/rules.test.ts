// The formation path as a graph: where a unit may go, what is asked, and that nobody is made to climb.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Gate, gateFindings, waysFrom } from './rules.ts'

const asked = (...codes: string[]) => codes.map((code) => ({ code, text: { zh: code, en: code } }))
const gates: Gate[] = [
  { fromForm: 'artisan', toForm: 'group', skippable: true, questions: asked('voluntary') },
  { fromForm: 'group', toForm: 'smp', skippable: true, questions: asked('voluntary', 'material') },
  { fromForm: 'smp', toForm: 'coop', skippable: false, questions: asked('quality') },
]
const said = (form: string, skipped: string[] = [], ...codes: string[]) => ({
  form,
  skipped,
  isBack: false,
  questions: asked(...codes),
})

test('ways lead on step by step, past what may be skipped, and always back', () => {
  assert.deepEqual(waysFrom('group', gates), [
    said('smp', [], 'voluntary', 'material'),
    said('coop', ['smp'], 'voluntary', 'material', 'quality'),
    { form: 'artisan', skipped: [], isBack: true, questions: [] },
  ])
  assert.deepEqual(
    waysFrom('artisan', gates)?.map((way) => [way.form, way.skipped.join()]),
    [
      ['group', ''],
      ['smp', 'group'],
      ['coop', 'group,smp'],
    ],
  )
  const strict = gates.map((gate) => ({ ...gate, skippable: false }))
  assert.deepEqual(
    waysFrom('artisan', strict)?.map((way) => way.form),
    ['group'],
  )
  assert.equal(waysFrom('office', gates), null, 'what the path says nothing of is free')
  assert.equal(waysFrom('group', []), null)
})

test('a gate asks its questions, and for a reason where a step is skipped, taken back or answered with no', () => {
  const ways = waysFrom('group', gates)
  const codes = (form: string, answers: [string, boolean, string][], reason = '') =>
    gateFindings(
      { form, answers: answers.map(([code, yes, fact]) => ({ code, yes, fact })), reason },
      ways,
    ).map((one) => `${one.pointer} ${one.code}`)
  const both: [string, boolean, string][] = [
    ['voluntary', true, '12 signed'],
    ['material', true, 'contract of March'],
  ]
  assert.deepEqual(codes('smp', both), [])
  assert.deepEqual(codes('smp', [both[0]]), ['/answers/1/yes required'])
  assert.deepEqual(codes('smp', [both[0], ['material', true, ' ']]), ['/answers/1/fact required'])
  assert.deepEqual(codes('smp', [both[0], ['material', false, 'none yet']]), ['/reason required'])
  assert.deepEqual(codes('smp', [both[0], ['material', false, 'none yet']], 'it comes in May'), [])
  assert.deepEqual(codes('coop', [...both, ['quality', true, 'inspected']]), ['/reason required'])
  assert.deepEqual(codes('coop', [...both, ['quality', true, 'inspected']], 'all live in one street'), [])
  assert.deepEqual(codes('artisan', []), ['/reason required'])
  assert.deepEqual(codes('plant', [], 'because'), ['/form no-way'])
  assert.deepEqual(gateFindings({ form: 'plant', answers: [], reason: '' }, null), [])
})

test('whatever the graph, no way leads to the form itself, each form is reached once, and every walk ends', () => {
  const form = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const gate = fc.record({
    fromForm: form,
    toForm: form,
    skippable: fc.boolean(),
    questions: fc.array(fc.constantFrom('q1', 'q2')).map((all) => asked(...new Set(all))),
  })
  fc.assert(
    fc.property(fc.array(gate, { maxLength: 12 }), form, (graph, from) => {
      const ways = waysFrom(from, graph) ?? []
      assert.ok(ways.every((way) => way.form !== from))
      const onward = ways.filter((way) => !way.isBack).map((way) => way.form)
      assert.equal(new Set(onward).size, onward.length)
      for (const way of ways) {
        const codes = way.questions.map((one) => one.code)
        assert.equal(new Set(codes).size, codes.length)
      }
    }),
  )
})
