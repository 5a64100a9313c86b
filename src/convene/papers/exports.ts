// What goes out of what programmes say of their papers.
import { msg } from '../../base/words.ts'
import { column, type ExportTable, everybody, names } from '../../platform/exports.ts'

const signed = (side: 'zh' | 'en') =>
  `(select string_agg(one ->> '${side}', '; ' order by at)
    from jsonb_array_elements(paper.signatures) with ordinality as line (one, at))`

export const paperExports: ExportTable[] = [
  {
    name: 'papers',
    title: msg('Papers'),
    from: 'convene.paper as paper',
    within: everybody,
    order: 'paper.programme_id, paper.code',
    columns: [
      column('code', msg('Code'), 'paper.code'),
      ...names('paper.title', [msg('Title in Chinese'), msg('Title in English')], 'title'),
      column('signatures_zh', msg('Signed by, in Chinese'), signed('zh')),
      column('signatures_en', msg('Signed by, in English'), signed('en')),
    ],
  },
]
