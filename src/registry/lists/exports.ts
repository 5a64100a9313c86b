// What goes out of the short lists that all places share.
import { msg } from '../../base/words.ts'
import { coded, column, type ExportTable, everybody, inBoth, names } from '../../platform/exports.ts'
import { organisationKindNames } from './rules.ts'

export const listExports: ExportTable[] = [
  {
    name: 'trades',
    title: msg('Trades'),
    from: 'registry.trade as trade',
    within: everybody,
    order: 'trade.code',
    columns: [
      column('id', msg('Id'), 'trade.id'),
      column('code', msg('Code'), 'trade.code'),
      ...names('trade.names', inBoth),
    ],
  },
  {
    name: 'forms',
    title: msg('Forms'),
    from: 'registry.form as form',
    within: everybody,
    order: 'form.position, form.code',
    columns: [
      column('id', msg('Id'), 'form.id'),
      column('code', msg('Code'), 'form.code'),
      ...names('form.names', inBoth),
      coded('kind', msg('Kind'), 'form.kind', organisationKindNames),
      column('counted', msg('Counted in plans and totals'), 'form.counted', 'boolean'),
    ],
  },
  {
    name: 'posts',
    title: msg('Posts'),
    from: 'registry.post as post',
    within: everybody,
    order: 'post.code',
    columns: [
      column('id', msg('Id'), 'post.id'),
      column('code', msg('Code'), 'post.code'),
      ...names('post.names', inBoth),
      coded('forms', msg('In units of the form'), `array_to_string(post.forms, ' ')`, 'forms'),
      column('single_seat', msg('Held by one person'), 'post.single_seat', 'boolean'),
    ],
  },
]
