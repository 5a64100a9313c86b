import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answerFindings, checkFigures, checkFindings } from './checks/rules.ts'
import { clauseTitle, versionFindings } from './policies/rules.ts'

const codes = (findings: { pointer: string; code: string }[]) =>
  findings.map(({ pointer, code }) => `${pointer} ${code}`)

test('a version needs numbers, words, and clauses of this policy, each once', () => {
  const clause = (number: string, text: string, clauseId: string | null = null) => ({
    clauseId,
    number,
    depth: 1,
    heading: false,
    text,
  })
  assert.deepEqual(codes(versionFindings([], new Set())), ['/clauses empty'])
  const entry = [
    clause('1', 'a', 'known'),
    clause('1', 'b'),
    clause(' ', 'c'),
    clause('3', ' '),
    clause('4', 'd', 'other'),
    clause('5', 'e', 'known'),
  ]
  assert.deepEqual(codes(versionFindings(entry, new Set(['known']))), [
    '/clauses/1/number double',
    '/clauses/2/number required',
    '/clauses/3/text required',
    '/clauses/4/clauseId unknown',
    '/clauses/5/clauseId double',
  ])
})

test('a question cites a clause and has a right choice', () => {
  const said = { zh: '是', en: '' }
  const none = { zh: '', en: ' ' }
  const question = { text: said, choices: [said, said], right: 1, why: none, clauseIds: ['c'] }
  const entry = {
    title: said,
    questions: [
      question,
      { ...question, text: none, right: 2, clauseIds: [] },
      { ...question, clauseIds: ['d'] },
    ],
  }
  assert.deepEqual(codes(checkFindings(entry, new Set(['c']))), [
    '/questions/1/text/en required',
    '/questions/1/right range',
    '/questions/1/clauseIds required',
    '/questions/2/clauseIds/0 unknown',
  ])
})

test('a paper is handed in whole', () => {
  const questions = [
    { id: 'a', choices: [1, 2] },
    { id: 'b', choices: [1, 2] },
  ]
  assert.deepEqual(codes(answerFindings({ a: 1, b: 0 }, questions)), [])
  assert.deepEqual(codes(answerFindings({ a: 2, x: 0 }, questions)), [
    '/answers/a enum',
    '/answers/b required',
    '/answers/x unknown',
  ])
})

const paper = fc.record({ a: fc.integer({ min: 0, max: 2 }), b: fc.integer({ min: 0, max: 2 }) })
const questions = [
  { id: 'a', right: 1, clauseIds: ['x', 'y'] },
  { id: 'b', right: 0, clauseIds: ['y'] },
]

test('fewer than five papers give no figure; the order of papers changes none', () => {
  fc.assert(
    fc.property(fc.array(paper, { maxLength: 12 }), (papers) => {
      const figures = checkFigures(papers, questions)
      assert.equal(figures === null, papers.length < 5)
      assert.deepEqual(figures, checkFigures(papers.toReversed(), questions))
    }),
  )
})

test('a clause is understood by who answered all its questions right', () => {
  const papers = [...Array(6).fill({ a: 1, b: 0 }), ...Array(4).fill({ a: 1, b: 2 })]
  const figures = checkFigures(papers, questions)
  assert.deepEqual(figures?.clauses, [
    { clauseId: 'x', questions: 1, understood: { sign: 'least', percent: 80 } },
    { clauseId: 'y', questions: 2, understood: { sign: 'about', percent: 60 } },
  ])
})

test('no single paper shows in the figures of those who all agree', () => {
  const all = checkFigures(Array(8).fill({ a: 1, b: 0 }), questions)
  const allButOne = checkFigures([...Array(7).fill({ a: 1, b: 0 }), { a: 0, b: 1 }], questions)
  assert.deepEqual(all, allButOne)
})

test('a clause in one line', () => {
  assert.deepEqual(clauseTitle('4.1', { zh: '入社自愿。\n次段', en: '' }), {
    zh: '4.1 入社自愿。',
    en: '4.1 入社自愿。',
  })
  assert.ok(clauseTitle('1', { zh: '长'.repeat(90), en: 'x' }).zh.endsWith('…'))
  assert.equal(clauseTitle('1', { zh: '', en: `${'word '.repeat(15)}understanding` }).en.slice(-6), ' word…')
})
