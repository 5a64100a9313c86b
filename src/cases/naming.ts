// The rows of cases that name a person or a unit or are kept of a place, and those that an account wrote.
import { msg } from '../base/words.ts'
import { declareNaming } from '../platform/naming.ts'
import type { CasesTables } from './tables.ts'

const practiceCase = { table: 'cases.practice_case', what: msg('Practice cases') } as const

const shown = { called: 't.title', href: "'/cases/' || t.id" }

export const naming = declareNaming<CasesTables>()([
  { ...practiceCase, ...shown, key: ['id'], of: 'place', column: 'place_id' },
  { ...practiceCase, ...shown, key: ['id'], of: 'place', column: 'audience_place_id' },
  { ...practiceCase, ...shown, key: ['id'], of: 'post', column: 'presenter_post_id' },
  {
    of: 'place',
    table: 'cases.adoption',
    column: 'place_id',
    key: ['step_id', 'plan_line_id'],
    what: msg('Steps of cases that were taken up'),
  },
  { ...practiceCase, key: ['id'], of: 'person', column: 'presenter_id' },
  { ...practiceCase, key: ['id'], of: 'organisation', column: 'organisation_id' },
  {
    of: 'person',
    table: 'cases.consent',
    column: 'person_id',
    key: ['id'],
    what: msg('Consents to publish a case'),
  },
  {
    of: 'account',
    table: 'cases.question',
    column: 'asker_account_id',
    key: ['id'],
    what: msg('Questions asked about cases'),
  },
  {
    of: 'account',
    table: 'cases.question',
    column: 'answerer_account_id',
    key: ['id'],
    what: msg('Questions about cases answered'),
  },
])
