// What goes out of commitments.
import { msg } from '../../base/words.ts'
import { byPlace, coded, column, type ExportTable, names, reference } from '../../platform/exports.ts'
import { namedId } from '../../registry/queries.ts'
import { seenCommitmentStateNames } from './rules.ts'

export const commitmentExports: ExportTable[] = [
  {
    name: 'commitments',
    title: msg('Commitments'),
    from: 'carry_out.commitment as commitment',
    within: byPlace('commitment.place_id'),
    order: 'commitment.id',
    columns: [
      column('id', msg('Id'), 'commitment.id'),
      reference('class_id', msg('Class'), 'commitment.class_id', 'classes'),
      namedId('person_id', msg('Person'), 'commitment.person_id', 'registry.person'),
      reference('post_id', msg('Post'), 'commitment.post_id', 'posts'),
      reference('place_id', msg('Place'), 'commitment.place_id', 'places'),
      ...names('commitment.if_text', [msg('If, in Chinese'), msg('If, in English')], 'if'),
      ...names('commitment.then_text', [msg('Then, in Chinese'), msg('Then, in English')], 'then'),
      column('due', msg('Due'), 'commitment.due_on::text', 'date'),
      column('plan_line_id', msg('Plan line'), 'commitment.plan_line_id'),
      coded(
        'state',
        msg('State'),
        'commitment.state',
        seenCommitmentStateNames,
        `case when commitment.state = 'open' and commitment.due_on < :day then 'overdue' else commitment.state end`,
      ),
    ],
  },
]
