// Who is put forward for each seat: the county sees its own seats and fills them; the organiser decides.
import { useRef } from 'react'
import { useSearchParams } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { useCall } from '../../../kit/api.ts'
import { Contents } from '../../../kit/contents.tsx'
import { Field } from '../../../kit/field.tsx'
import { Empty, Loaded, Notice } from '../../../kit/states.tsx'
import { capital, nameOf, saySaid, t, tn } from '../../../kit/words.ts'
import { nominationList } from '../../nominations/contract.ts'
import { seatTable } from '../../seats/contract.ts'
import type { Head, Nomination, TabProps } from '../shapes.ts'
import { PlaceNominations } from './place-nominations.tsx'

/** Somebody has to do something about it; a waiting list behind full seats just waits. */
const isOpen = ({ state, lapsed }: Nomination) =>
  state === 'nominated' || state === 'returned' || (lapsed && state === 'accepted')

type Seats = CallReply<typeof seatTable>
type List = CallReply<typeof nominationList>

export function NominationsTab({ head }: TabProps) {
  const params = { classId: head.class.id }
  const seats = useCall(seatTable, { params })
  const list = useCall(nominationList, { params })
  if (head.class.state === 'preparing') {
    return (
      <Empty>
        {t('The notice of this class is not out yet. Once it is, the places put their people forward here.')}
      </Empty>
    )
  }
  return (
    <Loaded of={seats} lines={10}>
      {({ cells }) => (
        <Loaded of={list} lines={10}>
          {({ nominations }) => <ByPlace {...{ head, cells, nominations }} />}
        </Loaded>
      )}
    </Loaded>
  )
}

type ByPlaceProps = TabProps & Pick<Seats, 'cells'> & Pick<List, 'nominations'>

function ByPlace({ head, cells, nominations }: ByPlaceProps) {
  const [query, setQuery] = useSearchParams()
  const placeId = query.get('place') ?? ''
  // Of a closed class nothing can be done about anything: all of it is told.
  const isClosed = head.class.state === 'closed'
  const shows = isClosed ? 'all' : (query.get('show') ?? 'open')
  const parts = useRef<HTMLDivElement>(null)
  const set = (name: string, value: string) =>
    setQuery((old) => {
      if (value) old.set(name, value)
      else old.delete(name)
      return old
    })

  const readable = head.places.filter((place) =>
    cells.some((cell) => cell.placeId === place.id && cell.accepted !== null),
  )
  const hasGap = (id: string) => cells.some((cell) => cell.placeId === id && (cell.live ?? 0) < cell.seats)
  const isWaiting = (id: string) => hasGap(id) || nominations.some((one) => one.placeId === id && isOpen(one))
  const isMany = readable.length > 1
  const shown = readable.filter((place) =>
    placeId ? place.id === placeId : !isMany || shows === 'all' || isWaiting(place.id),
  )
  return (
    <>
      <Deadline head={head} />
      {isMany && (
        <div className='filters'>
          <PlaceFilter places={readable} placeId={placeId} set={(id) => set('place', id)} />
          {!placeId && !isClosed && <OpenFilter shows={shows} set={(next) => set('show', next)} />}
          <p className='note'>{tn('{n} place', '{n} places', shown.length)}</p>
        </div>
      )}
      {shown.length === 0 && <Empty>{t('Every seat has its accepted person. Nothing is open.')}</Empty>}
      <Contents page={parts} />
      <div ref={parts}>
        {shown.map((place) => (
          <PlaceNominations
            key={place.id}
            head={head}
            place={place}
            isShort={isMany && !placeId && shows !== 'all'}
            cells={cells.filter((cell) => cell.placeId === place.id)}
            nominations={nominations.filter((one) => one.placeId === place.id)}
          />
        ))}
      </div>
    </>
  )
}

type PlaceFilterProps = { places: Head['places']; placeId: string; set: (placeId: string) => void }

function PlaceFilter({ places, placeId, set }: PlaceFilterProps) {
  return (
    <Field label={t('Place')}>
      {(ties) => (
        <select {...ties} value={placeId} onChange={(event) => set(event.target.value)}>
          <option value=''>{t('All places')}</option>
          {places.map((place) => (
            <option key={place.id} value={place.id}>
              {nameOf(place.names)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function OpenFilter({ shows, set }: { shows: string; set: (shows: string) => void }) {
  return (
    <Field label={t('Show')}>
      {(ties) => (
        <select {...ties} value={shows} onChange={(event) => set(event.target.value)}>
          <option value='open'>{capital(t('places with something open'))}</option>
          <option value='all'>{capital(t('all places'))}</option>
        </select>
      )}
    </Field>
  )
}

/** Until when people are put forward, and what happens afterwards. */
function Deadline({ head: { class: one } }: TabProps) {
  if (!one.deadlineSaid || one.state === 'closed') return null
  const deadline = saySaid(one.deadlineSaid)
  const isRefused = one.lateRule === 'refused'
  if (!one.isPastDeadline)
    return (
      <Notice>
        {isRefused
          ? t('Deadline for nominations: {deadline}. None is taken after it.', { deadline })
          : t('Deadline for nominations: {deadline}. Later ones are marked as late and need a reason.', {
              deadline,
            })}
      </Notice>
    )
  return (
    <Notice tone='warn'>
      {isRefused
        ? t(
            'The deadline for nominations, {deadline}, is past: this class takes nobody new. Who was returned can be put forward again.',
            {
              deadline,
            },
          )
        : t(
            'The deadline for nominations, {deadline}, is past: whoever is new is marked as late and needs a reason; who was returned can be put forward again.',
            { deadline },
          )}
    </Notice>
  )
}
