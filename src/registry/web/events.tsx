// What happened to places, in words.
import type { ReactNode } from 'react'
import type { Static } from 'typebox'
import { Illustrative, Quiet } from '../../kit/marks.tsx'
import { Rows } from '../../kit/page.tsx'
import { formatDay, nameOf, t } from '../../kit/words.ts'
import type { placePage } from '../contract.ts'

export type PlaceEvent = Static<typeof placePage.reply>['events'][number]

function said({ kind, place, other, namesBefore }: PlaceEvent): string {
  const names = { place: nameOf(place.names), other: other ? nameOf(other.names) : '' }
  switch (kind) {
    case 'open':
      return t('{place} was set up', names)
    case 'transfer':
      return t('{place} went to {other}', names)
    case 'split':
      return t('{other} was made out of {place}', names)
    case 'merge':
      return t('{place} was merged into {other}', names)
    case 'rename':
      return t('{before} was renamed {place}', { ...names, before: namesBefore ? nameOf(namesBefore) : '' })
  }
}

/** Events with their day, note and source; `dayOf` may make the day a way to see the tree then. */
export function Events({ of, dayOf }: { of: PlaceEvent[]; dayOf?: (event: PlaceEvent) => ReactNode }) {
  return (
    <Rows
      of={of.map((event) => ({
        key: event.id,
        mark: dayOf ? dayOf(event) : <time dateTime={event.onDay}>{formatDay(event.onDay)}</time>,
        text: (
          <>
            {said(event)} {event.illustrative && <Illustrative />}
          </>
        ),
        note: (
          <>
            {nameOf(event.note)} <Quiet>{t('Source: {source}', { source: event.source })}</Quiet>
          </>
        ),
      }))}
    />
  )
}
