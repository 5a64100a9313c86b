import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { countedBeside } from '../base/rosters.ts'
import { apart, fewest } from '../base/shares.ts'
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

test('no two figures can be subtracted to reveal fewer people than could hide one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(answers, fc.option(answers)), { minLength: fewest, maxLength: 40 }),
      (people) => {
        const first = pileOf(people.map(([before]) => before))
        const again = Object.fromEntries(
          people.flatMap(([, after], at) => (after ? [[`token-${at}`, after]] : [])),
        )
        const all = people.length
        const of = { first: new Set(Object.keys(first)), of: all, draw: () => 0 }
        const counted = countedBeside(Object.keys(again), of)
        const after = phaseFigures(again, cards, { counted, first })
        assert.equal(after?.answered ?? 0, counted.length >= fewest ? counted.length : 0)
        if (after) assert.ok(all === after.answered || all - after.answered >= apart(all))
        // Whoever is told of again is told of with the first answers too: like is held against like.
        if (after) assert.ok(after.cards.every(({ earlier }) => earlier))
      },
    ),
  )
})

test('nothing is told of a card that nearly the same people were asked about elsewhere', () => {
  fc.assert(
    fc.property(fc.array(answers, { minLength: fewest, maxLength: 11 }), (papers) => {
      const figures = phaseFigures(pileOf(papers), cards, { repeated: new Set(['two']) })
      assert.deepEqual(
        figures?.cards.map(({ misconceptionId }) => misconceptionId),
        ['one'],
      )
    }),
  )
})

test('below the floor of its round nothing is told', () => {
  const paper: RoundAnswers = {
    one: { answer: 'agree', confidence: 4 },
    two: { answer: 'agree', confidence: 1 },
  }
  const figures = (n: number) => phaseFigures(pileOf(Array(n).fill(paper)), cards, { floor: 12 })
  assert.equal(figures(11), null)
  assert.equal(figures(12)?.answered, 12)
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
  const figures = phaseFigures(again, cards, { first })
  assert.equal(figures && gainOf(figures.cards[0]), 30)
  assert.deepEqual(figures?.cards[0].earlier?.sureAndWrong, { sign: 'about', percent: 50 })
  assert.deepEqual(figures?.cards[1].earlier?.sureAndWrong, { sign: 'most', percent: 20 })
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
