// What carrying out is to the whole house.
import type { Room } from '../access/context.ts'
import { finding } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import * as commitments from './commitments/contract.ts'
import { commitmentExports } from './commitments/exports.ts'
import { commitmentStateNames, evidenceTypeNames } from './commitments/rules.ts'
import { listOwing } from './coverage/queries.ts'
import { erasePerson } from './erasure.ts'
import { listeners } from './jobs.ts'
import { naming } from './naming.ts'
import * as reports from './reports/contract.ts'
import { reportExports } from './reports/exports.ts'
import { filesNamed } from './reports/queries.ts'
import { leftReasonNames, reportStateNames, sourceNames, visitHowNames } from './reports/rules.ts'
import { routes } from './routes.ts'
import { seed } from './seed.ts'

export const carryOut: Room = {
  name: 'carry-out',
  about: 'Carrying a plan out: figures reported against its lines, evidence, visits, and commitments.',
  contracts: { commitments, reports },
  routes,
  listeners,
  naming,
  exports: [...commitmentExports, ...reportExports],
  erasure: erasePerson,
  files: filesNamed,
  lacks: listOwing,
  seed,
  heldWords: {
    columns: {
      indicator_id: msg('Indicator'),
      if_text: msg('If'),
      then_text: msg('Then'),
      due_on: msg('Due'),
      evidence_type: msg('To be seen by'),
      support_asked: msg('Support asked for'),
      support_promised: msg('Support promised'),
      support_on: msg('Promised on'),
      state: msg('State'),
      outcome: msg('Outcome'),
      state_reason: msg('Outcome'),
      state_on: msg('Day'),
      on_day: msg('Day'),
      month: msg('Month'),
      as_of: msg('As of'),
      value: msg('Figure'),
      how: msg('In what way'),
      found: msg('Found'),
      source: msg('Source'),
      source_note: msg('Note on the source'),
      cause: msg('Cause'),
      help: msg('Help asked for'),
      caption: msg('Caption'),
      form: msg('Form'),
      baseline: msg('Baseline'),
      left_reasons: msg('Reason for leaving'),
      parts: msg('Parts of the figure'),
      dormant: msg('Dormant'),
      standing: msg('Stands'),
      looks: msg('Asked when it was reported'),
      size: msg('Size in bytes'),
      sha256: msg('SHA-256 of the file'),
    },
    codes: { form: 'registry.form' },
    values: {
      state: { ...commitmentStateNames, ...reportStateNames },
      outcome: reportStateNames,
      how: visitHowNames,
      source: sourceNames,
      evidence_type: evidenceTypeNames,
      left_reasons: leftReasonNames,
    },
    others: ['support_by'],
  },
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
      'evidence.captioned': msg('Evidence described anew'),
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
