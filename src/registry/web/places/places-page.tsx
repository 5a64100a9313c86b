// The tree of places as it stood on any day, and what is recorded to have happened to it.
import { useState } from 'react'
import type { Static } from 'typebox'
import { Link, useSearchParams } from 'wouter'
import { useCall } from '../../../kit/api.ts'
import { DayField } from '../../../kit/fields.tsx'
import { PlaceName, Quiet } from '../../../kit/marks.tsx'
import { Columns, Page, Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { formatDay, formatNumber, nameOf, t } from '../../../kit/words.ts'
import { placeTree } from '../../places/contract.ts'
import { ImportLink } from '../import-link.tsx'
import { RegisterTabs } from '../register-tabs.tsx'
import { History } from './events.tsx'
import './places.css'

type Node = Static<typeof placeTree.reply>['places'][number]

export function PlacesPage() {
  const [query, setQuery] = useSearchParams()
  const on = query.get('on') ?? undefined
  const tree = useCall(placeTree, { query: { on } }, { keep: true })
  const set = (day: string) => setQuery(day ? { on: day } : {}, { replace: true })
  return (
    <Page
      title={t('Places')}
      actions={tree.data?.mayAdd && <ImportLink kind='places' />}
      lead={t(
        'Places as they stood on a day. What was transferred, merged or split is recorded, never overwritten.',
      )}
    >
      <RegisterTabs />
      <Loaded of={tree}>
        {({ on: day, places }) => (
          <Columns
            side={
              <Section title={t('What changed')}>
                <History
                  empty={t(
                    'No change is recorded. Transfers and mergers are entered on the page of a place.',
                  )}
                  dayOf={(event) => (
                    <Link href={`/places?on=${event.onDay}`} title={t('The tree on this day')}>
                      {formatDay(event.onDay)}
                    </Link>
                  )}
                />
              </Section>
            }
          >
            <div className='places-day'>
              <DayField at={{ pointer: '/on', value: day, set }} label={t('As of')} />
            </div>
            <Tree places={places} on={day} />
          </Columns>
        )}
      </Loaded>
    </Page>
  )
}

function Tree({ places, on }: { places: Node[]; on: string }) {
  const known = new Set(places.map((place) => place.id))
  const byParent = Map.groupBy(places, (place) =>
    place.parentId && known.has(place.parentId) ? place.parentId : '',
  )
  const roots = byParent.get('') ?? []
  if (roots.length === 0) return <Empty>{t('Nothing stood on this day. Choose a later one.')}</Empty>
  return (
    <ul className='places'>
      {roots.map((place) => (
        <Branch key={place.id} place={place} byParent={byParent} on={on} />
      ))}
    </ul>
  )
}

type BranchProps = { place: Node; byParent: Map<string, Node[]>; on: string }

/** What came with the tree stands open; what is below that is asked for when it is opened. */
function Branch({ place, byParent, on }: BranchProps) {
  const below = byParent.get(place.id)
  const [isOpen, setOpen] = useState(below !== undefined)
  const name = <PlaceName of={place.names} href={`/places/${place.id}`} />
  if (place.children === 0) return <li className='leaf'>{name}</li>
  return (
    <li className='branch'>
      <span className='branch-name'>{name}</span>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary aria-label={t('Places below {place}', { place: nameOf(place.names) })}>
          <Quiet>{formatNumber(place.children)}</Quiet>
        </summary>
        {below ? (
          <ul>
            {below.map((one) => (
              <Branch key={one.id} place={one} byParent={byParent} on={on} />
            ))}
          </ul>
        ) : (
          isOpen && <Below placeId={place.id} on={on} />
        )}
      </details>
    </li>
  )
}

const noneYet: Map<string, Node[]> = new Map()

function Below({ placeId, on }: { placeId: string; on: string }) {
  const found = useCall(placeTree, { query: { on, under: placeId, levels: 1 } })
  return (
    <Loaded of={found} lines={2}>
      {({ places }) => (
        <ul>
          {places
            .filter((one) => one.parentId === placeId)
            .map((one) => (
              <Branch key={one.id} place={one} byParent={noneYet} on={on} />
            ))}
        </ul>
      )}
    </Loaded>
  )
}
