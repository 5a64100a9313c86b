// The rows of cases that name a person or a unit.
import { msg } from '../base/words.ts'
import { namesIn } from '../platform/naming.ts'
import type { CasesTables } from './tables.ts'

const practiceCase = { table: 'cases.practice_case', what: msg('Practice cases') } as const

export const naming = namesIn<CasesTables>()([
  { ...practiceCase, key: ['id'], of: 'person', column: 'presenter_id' },
  { ...practiceCase, key: ['id'], of: 'organisation', column: 'organisation_id' },
  {
    of: 'person',
    table: 'cases.consent',
    column: 'person_id',
    key: ['id'],
    what: msg('Consents to publish a case'),
  },
])
