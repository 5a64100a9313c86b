// What practice cases are to the whole house.
import type { Room } from '../access/context.ts'
import { msg } from '../base/words.ts'
import * as calls from './contract.ts'
import { erasePerson } from './erasure.ts'
import { exports } from './exports.ts'
import { naming } from './naming.ts'
import { countPublished } from './queries.ts'
import { routes } from './routes.ts'
import { caseStateNames, consentHowNames } from './rules.ts'
import { seed } from './seed.ts'

export const cases: Room = {
  name: 'cases',
  about: 'Practice cases: what a unit did step by step, with results, evidence and questions.',
  contracts: { cases: calls },
  routes,
  naming,
  exports,
  named: { practice_case: 'title' },
  erasure: erasePerson,
  seed,
  facts: { rail: countPublished },
  heldWords: {
    columns: {
      case_id: msg('Practice case'),
      presenter_post_id: msg('Post'),
      given_on: msg('Day of consent'),
      how: msg('In what way'),
      withdrawn_on: msg('Withdrawn'),
      title: msg('Title'),
      record: msg('What is told'),
      people: msg('People'),
      published_on: msg('Published'),
      text: msg('Text'),
      answer: msg('Answer given'),
      asked_on: msg('Day'),
      answered_on: msg('Answered on'),
      form_before: msg('Form before'),
      form_after: msg('Form after'),
      from_said: msg('From'),
      to_said: msg('To'),
      version: msg('Version'),
    },
    codes: { form_before: 'registry.form', form_after: 'registry.form' },
    values: {
      state: caseStateNames,
      how: consentHowNames,
    },
    others: ['asker_names', 'answered_by'],
  },
  journal: {
    verbs: {
      'case.created': msg('Practice case begun'),
      'case.saved': msg('Practice case saved'),
      'case.submitted': msg('Practice case submitted'),
      'case.returned': msg('Practice case returned'),
      'case.published': msg('Practice case published'),
      'case.withdrawn': msg('Practice case withdrawn'),
      'case.reopened': msg('Practice case opened again'),
      'case.consent-given': msg('Presenter’s consent recorded'),
      'case.consent-withdrawn': msg('Presenter’s consent withdrawn'),
      'case.result-verified': msg('Figure of a case verified'),
      'case.question-asked': msg('Question asked about a case'),
      'case.question-answered': msg('Question about a case answered'),
      'case-step.adopted': msg('Step of a case adopted in a plan'),
      'case-step.dropped': msg('Adoption of a step given up'),
    },
    kinds: {
      case: { text: msg('Practice cases'), path: '/cases/:id', told: msg('cases') },
      case_step: { text: msg('Steps of cases') },
    },
  },
}
