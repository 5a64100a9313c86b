// The rows of cases that name a person or a unit, and those that an account wrote.
import { msg } from '../base/words.ts'
import { declareNaming } from '../platform/naming.ts'
import type { CasesTables } from './tables.ts'

const practiceCase = { table: 'cases.practice_case', what: msg('Practice cases') } as const

export const naming = declareNaming<CasesTables>()([
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
