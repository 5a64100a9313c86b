// What exchange is to the whole house.
import type { Room } from '../access/context.ts'
import { msg } from '../base/words.ts'
import * as exports from './export/contract.ts'
import * as imports from './import/contract.ts'
import { erasePerson } from './import/erasure.ts'
import { forgetPreviews } from './import/jobs.ts'
import { heldPreviews } from './import/person-data.ts'
import { rowStateNames } from './import/rules.ts'
import { naming } from './naming.ts'
import * as webhooks from './webhooks/contract.ts'
import { collect, forget, sendDue } from './webhooks/jobs.ts'

export const exchange: Room = {
  name: 'exchange',
  about: 'What comes in and goes out: imports, exports, and webhooks.',
  contracts: { exports, imports, webhooks },
  naming,
  erasure: erasePerson,
  heldAbout: heldPreviews,
  forgets: { previews: forgetPreviews },
  secrets: ['webhook', 'webhook_delivery'],
  jobs: [
    {
      what: 'telling webhooks',
      every: 2_000,
      work: async (database) => {
        await collect(database)
        await sendDue(database)
      },
    },
    { what: 'forgetting what webhooks were told', every: 3_600_000, work: forget },
  ],
  heldWords: {
    columns: {
      file_name: msg('File'),
      row_number: msg('Row'),
      cells: msg('What the row says'),
      heads: msg('Headings of its columns'),
      counts: msg('Rows'),
      tally: msg('Rows that are alike'),
      encoding: msg('Encoding'),
      taken_back_at: msg('Taken back'),
    },
    values: {
      counts: rowStateNames,
      tally: {
        ...rowStateNames,
        sheet: msg('Sheet'),
        candidates: msg('Entries that it may be'),
        isOverlap: msg('Overlaps in time'),
        hasReading: msg('Reading made'),
        n: msg('Rows'),
      },
    },
  },
  journal: {
    verbs: {
      'webhook.added': msg('Webhook added'),
      'webhook.ended': msg('Webhook ended'),
      'import.done': msg('File brought in'),
      'import.taken-back': msg('File that was brought in taken back'),
      'export.made': msg('Data taken out'),
    },
    kinds: {
      webhook: { text: msg('Webhooks'), path: '/webhooks/:id' },
      import: { text: msg('Imports'), path: '/imports/:id' },
    },
  },
}
