// What is said of a place that is no more: beside its name which other it went into, and above what is kept of it who
// goes on with it.
import type { Named } from '../../../base/schemas.ts'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import type { Gone } from '../../places/contract.ts'

export function MergedInto({ of }: { of: Named | null }) {
  return of && <small className='below'>{t('went into {place}', { place: nameOf(of.names) })}</small>
}

/** One line at the head of a page about a place that went into another. */
export function GoneInto({ of, gone }: { of: Named; gone: Gone | null }) {
  return (
    gone && (
      <p className='note'>
        {t('{place} went into {other} on {day}; {heir} reports for it.', {
          place: nameOf(of.names),
          other: nameOf(gone.into.names),
          day: formatDay(gone.onDay),
          heir: nameOf(gone.heir.names),
        })}
      </p>
    )
  )
}
