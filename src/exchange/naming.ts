// The rows of exchange that an account wrote.
import { msg } from '../base/words.ts'
import { declareNaming } from '../platform/naming.ts'
import type { ImportTables } from './import/tables.ts'

export const naming = declareNaming<ImportTables>()([
  {
    of: 'account',
    table: 'exchange.import',
    column: 'made_by',
    key: ['id'],
    what: msg('Files brought in'),
  },
])
