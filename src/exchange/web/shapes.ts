// The replies that the screens of an import draw, by name.
import type { Static } from 'typebox'
import type { importKinds, importPage, importRows } from '../import/contract.ts'
import type { Counts } from '../import/rules.ts'

export type ImportOf = Omit<Static<typeof importPage.reply>, 'counts'> & { counts: Counts }
/** What files of one kind hold. */
export type KindOf = Static<typeof importKinds.reply>['kinds'][number]
export type Row = Static<typeof importRows.reply>['rows'][number]
