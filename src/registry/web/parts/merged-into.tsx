// Beside the name of a place that is no more: which other it went into.
import type { Named } from '../../../base/schemas.ts'
import { nameOf, t } from '../../../kit/words.ts'

export function MergedInto({ of }: { of: Named | null }) {
  return of && <small className='below'>{t('went into {place}', { place: nameOf(of.names) })}</small>
}
