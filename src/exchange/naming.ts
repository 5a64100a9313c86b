// The rows of exchange that are kept of a place, and those that an account wrote.
import { msg } from '../base/words.ts'
import { declareNaming } from '../platform/naming.ts'
import type { ImportTables } from './import/tables.ts'
import type { WebhookTables } from './webhooks/tables.ts'

export const naming = declareNaming<ImportTables & WebhookTables>()([
  {
    of: 'place',
    table: 'exchange.import',
    column: 'place_id',
    key: ['id'],
    what: msg('Imports'),
    called: "jsonb_build_object('zh', t.file_name, 'en', t.file_name)",
    href: "'/imports/' || t.id",
  },
  {
    of: 'place',
    table: 'exchange.webhook',
    column: 'place_id',
    key: ['id'],
    what: msg('Webhooks'),
    called: "jsonb_build_object('zh', t.url, 'en', t.url)",
    href: "'/webhooks/' || t.id",
  },
  {
    of: 'account',
    table: 'exchange.import',
    column: 'made_by',
    key: ['id'],
    what: msg('Files brought in'),
  },
])
