// What examining is to the whole house.
import type { Room } from '../access/context.ts'
import { finding } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import * as calls from './contract.ts'
import { naming } from './naming.ts'
import { beginAnew, openPiles } from './rounds/begin-anew.ts'
import { forgetAnswers } from './rounds/closing.ts'
import { hasOpenRound } from './rounds/queries.ts'
import { routes } from './routes.ts'
import { seed } from './seed.ts'

export const examine: Room = {
  name: 'examine',
  about: 'Misconception cards, and rounds of answers that nobody can trace to a person.',
  contracts: { examine: calls },
  routes,
  naming,
  named: { round: 'title' },
  seed,
  // Who took a ballot and the key of a round never, answers only of a phase that is over.
  secrets: ['ballot_box', { table: 'pile', rows: openPiles }],
  beginAnew,
  forgets: { answers: (db) => forgetAnswers(db) },
  facts: { rail: hasOpenRound },
  heldWords: {
    columns: {
      round_id: msg('Examination'),
    },
  },
  journal: {
    verbs: {
      'card.made': msg('Card made'),
      'card.changed': msg('Card changed'),
      'round.made': msg('Examination made'),
      'round.moved': msg('Examination moved on'),
      'round.lengthened': msg('Closing time of an examination moved later'),
    },
    kinds: {
      misconception: { text: msg('Cards'), path: '/examine/cards/:id' },
      round: { text: msg('Examinations'), path: '/examine/rounds/:id', told: msg('examinations') },
    },
  },
  refusals: {
    misconception_code_unique: finding('/code', 'taken', msg('This code is taken.')),
    round_card_once_a_class: finding(
      '/cardIds',
      'examined',
      msg('This class has examined one of these cards already.'),
    ),
  },
}
