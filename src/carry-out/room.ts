// What carrying out is to the whole house.
import type { Room } from '../access/context.ts'
import { finding } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import { commitmentExports } from './commitments/exports.ts'
import { erasePerson } from './erasure.ts'
import { listeners } from './jobs.ts'
import { naming } from './naming.ts'
import { reportExports } from './reports/exports.ts'
import { filesNamed } from './reports/queries.ts'
import { routes } from './routes.ts'
import { seed } from './seed.ts'

export const carryOut: Room = {
  name: 'carry-out',
  routes,
  listeners,
  naming,
  exports: [...commitmentExports, ...reportExports],
  erasure: erasePerson,
  files: filesNamed,
  seed,
  journal: {
    verbs: {
      'commitment.made': msg('Commitment made'),
      'commitment.done': msg('Commitment carried out'),
      'commitment.partly': msg('Commitment carried out in part'),
      'commitment.dropped': msg('Commitment given up'),
      'commitment.supported': msg('Support promised for a commitment'),
      'report.made': msg('Progress figure reported'),
      'report.corrected': msg('Progress figure corrected'),
      'report.verified': msg('Progress figure verified'),
      'report.disputed': msg('Progress figure disputed'),
      'evidence.added': msg('Evidence added to a report'),
    },
    kinds: {
      commitment: { text: msg('Commitments'), told: msg('commitments') },
      report: { text: msg('Progress figures'), path: '/carry-out/reports/:id', told: msg('reports') },
    },
  },
  refusals: {
    report_one_stands: finding(
      '/month',
      'already-reported',
      msg('This month was reported already. Correct that report instead.'),
    ),
  },
}
