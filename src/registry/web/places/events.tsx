// What happened to places, in words.
import { type ReactNode, useState } from 'react'
import type { Static } from 'typebox'
import { useCall } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Further } from '../../../kit/further.tsx'
import { InventedMark, InventedNote, Quiet } from '../../../kit/marks.tsx'
import { Rows } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { useFilter } from '../../../kit/use-filter.ts'
import { formatDay, formatInstant, nameOf, t } from '../../../kit/words.ts'
import { placeEvents } from '../../places/contract.ts'
import { TakeBackDialog } from './take-back.tsx'

type PlaceEvent = Static<typeof placeEvents.reply>['events'][number]

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

type Props = {
  placeId?: string
  /** Said where nothing is recorded. */
  empty: string
  dayOf?: (event: PlaceEvent) => ReactNode
}

/** What happened to one place or to all, the latest first. */
export function History({ placeId, empty, dayOf }: Props) {
  const { values, change } = useFilter(['after'])
  const found = useCall(placeEvents, { query: { placeId, after: values.after } }, { keep: true })
  return (
    <Loaded of={found} lines={3}>
      {({ events, next }) => (
        <>
          {events.length === 0 ? <Empty>{empty}</Empty> : <Events of={events} dayOf={dayOf} />}
          <InventedNote of={events} />
          <Further after={values.after} next={next} change={change} />
        </>
      )}
    </Loaded>
  )
}

/** Events with their day, note and source; `dayOf` may make the day a way to see the tree then. */
function Events({ of, dayOf }: { of: PlaceEvent[]; dayOf?: (event: PlaceEvent) => ReactNode }) {
  const [taking, setTaking] = useState<PlaceEvent | null>(null)
  return (
    <>
      <Rows
        of={of.map((event) => ({
          key: event.id,
          mark: dayOf ? dayOf(event) : <time dateTime={event.onDay}>{formatDay(event.onDay)}</time>,
          text: (
            <>
              {event.takenBack ? <s>{said(event)}</s> : said(event)} {event.illustrative && <InventedMark />}
            </>
          ),
          note: (
            <>
              {nameOf(event.note)} <Quiet>{t('Source: {source}', { source: event.source })}</Quiet>
              {event.takenBack && <TakenBack of={event.takenBack} />}
            </>
          ),
          end: event.mayTakeBack && <Button onClick={() => setTaking(event)}>{t('Take back')}</Button>,
        }))}
      />
      {taking && <TakeBackDialog eventId={taking.id} said={said(taking)} onClose={() => setTaking(null)} />}
    </>
  )
}

function TakenBack({ of: { at, by, reason } }: { of: NonNullable<PlaceEvent['takenBack']> }) {
  const said = { at: formatInstant(at), reason }
  return (
    <div>
      {by
        ? t('Taken back by {name}, {at}: {reason}', { ...said, name: nameOf(by) })
        : t('Taken back, {at}: {reason}', said)}
    </div>
  )
}
