import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fewest } from '../base/shares.ts'
import {
  answersFindings,
  cardFindings,
  gainOf,
  givesBallots,
  nextStages,
  openPhase,
  type Pile,
  phaseFigures,
  type RoundAnswers,
  type RoundStage,
  roundStages,
} from './rules.ts'

const cards = ['one', 'two']
const answer = fc.record({
  answer: fc.constantFrom('agree' as const, 'partly' as const, 'disagree' as const),
  confidence: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
})
const answers = fc.record({ one: answer, two: answer })
const pileOf = (papers: RoundAnswers[]): Pile =>
  Object.fromEntries(papers.map((paper, at) => [`token-${at}`, paper]))

test('fewer than five give no figure, in any phase', () => {
  fc.assert(
    fc.property(fc.array(answers, { maxLength: 11 }), (papers) => {
      assert.equal(phaseFigures(pileOf(papers), cards) === null, papers.length < fewest)
    }),
  )
})

test('no two figures can be subtracted to reveal fewer than five people', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(answers, fc.option(answers)), { maxLength: 24 }), (people) => {
      const first = pileOf(people.map(([before]) => before))
      const again = Object.fromEntries(
        people.flatMap(([, after], at) => (after ? [[`token-${at}`, after]] : [])),
      )
      const after = phaseFigures(again, cards, first)
      const [all, part] = [Object.keys(first).length, Object.keys(again).length]
      // The sets of people about whose FIRST answers something is told: all of them, and those who came back.
      const told = [
        ...(phaseFigures(first, cards) ? [all] : []),
        ...(after?.cards.some(({ earlier }) => earlier) ? [part] : []),
      ]
      for (const size of told) assert.ok(size >= fewest)
      for (const a of told)
        for (const b of told) assert.ok(Math.abs(a - b) === 0 || Math.abs(a - b) >= fewest)
      if (all - part >= 1 && all - part < fewest) assert.ok(!after?.cards.some(({ earlier }) => earlier))
    }),
  )
})

test('one answer changed among people who all agree changes no figure', () => {
  const wrong: RoundAnswers = {
    one: { answer: 'agree', confidence: 4 },
    two: { answer: 'agree', confidence: 4 },
  }
  const right: RoundAnswers = {
    one: { answer: 'disagree', confidence: 2 },
    two: { answer: 'partly', confidence: 1 },
  }
  for (const n of [5, 8, 24]) {
    assert.deepEqual(
      phaseFigures(pileOf(Array(n).fill(wrong)), cards),
      phaseFigures(pileOf([...Array(n - 1).fill(wrong), right]), cards),
    )
  }
})

test('the gain is read off what is told', () => {
  const wrong: RoundAnswers = {
    one: { answer: 'agree', confidence: 4 },
    two: { answer: 'agree', confidence: 1 },
  }
  const right: RoundAnswers = {
    one: { answer: 'disagree', confidence: 4 },
    two: { answer: 'disagree', confidence: 4 },
  }
  const first = pileOf([...Array(10).fill(wrong), ...Array(10).fill(right)])
  const again = pileOf([...Array(4).fill(wrong), ...Array(16).fill(right)])
  const figures = phaseFigures(again, cards, first)
  assert.equal(figures && gainOf(figures.cards[0]), 30)
  assert.deepEqual(figures?.cards[0].earlier?.sureAndWrong, { sign: 'about', percent: 50 })
  assert.deepEqual(figures?.cards[1].earlier?.sureAndWrong, { sign: 'most', percent: 5 })
  assert.equal(phaseFigures(again, cards)?.cards[0].earlier, null)
})

test('a round only goes forward, opens each phase once, and gives ballots only at its beginning', () => {
  const seen = (stage: RoundStage): RoundStage[] => nextStages[stage].flatMap((next) => [next, ...seen(next)])
  for (const stage of roundStages) assert.ok(!seen(stage).includes(stage), stage)
  assert.deepEqual(roundStages.filter(givesBallots), ['before_open'])
  assert.deepEqual(roundStages.map(openPhase), [null, 'before', null, 'after', null, 'later', null])
})

test('a round is answered whole', () => {
  const one = { answer: 'agree' as const, confidence: 2 as const }
  assert.deepEqual(
    answersFindings({ one, x: one }, cards).map(({ pointer, code }) => `${pointer} ${code}`),
    ['/answers/two required', '/answers/x unknown'],
  )
})

test('a card needs all its parts, and one source for each piece of evidence', () => {
  const said = { zh: '话', en: '' }
  const none = { zh: '', en: '' }
  const card = {
    statement: said,
    reasons: said,
    correction: said,
    instead: said,
    question: said,
    source: said,
    evidence: [],
  }
  assert.deepEqual(cardFindings(card), [])
  assert.deepEqual(
    cardFindings({
      ...card,
      correction: none,
      evidence: [{ text: none, source: none, clauseId: 'c', stepId: 's' }],
    }).map(({ pointer }) => pointer),
    ['/correction/en', '/evidence/0/text/en', '/evidence/0/stepId'],
  )
})
