// The tree of places as it stood on any day, and what is recorded to have happened to it.
import type { Static } from 'typebox'
import { Link, useSearchParams } from 'wouter'
import { useCall } from '../../kit/api.ts'
import { DayField } from '../../kit/fields.tsx'
import { PlaceName, Quiet } from '../../kit/marks.tsx'
import { Columns, Page, Section } from '../../kit/page.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { formatDay, formatNumber, nameOf, t } from '../../kit/words.ts'
import { placeTree } from '../contract.ts'
import { Events } from './events.tsx'
import { RegisterTabs } from './register-tabs.tsx'
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
      lead={t(
        'Places as they stood on a day. What was transferred, merged or split is recorded, never overwritten.',
      )}
    >
      <RegisterTabs />
      <Loaded of={tree}>
        {({ on: day, places, events }) => (
          <Columns
            side={
              <Section title={t('What changed')}>
                {events.length === 0 ? (
                  <Empty>
                    {t('No change is recorded. Transfers and mergers are entered on the page of a place.')}
                  </Empty>
                ) : (
                  <Events
                    of={events}
                    dayOf={(event) => (
                      <Link href={`/places?on=${event.onDay}`} title={t('The tree on this day')}>
                        {formatDay(event.onDay)}
                      </Link>
                    )}
                  />
                )}
              </Section>
            }
          >
            <div className='places-day'>
              <DayField at={{ pointer: '/on', value: day, set }} label={t('As of')} />
            </div>
            <Tree places={places} />
          </Columns>
        )}
      </Loaded>
    </Page>
  )
}

function Tree({ places }: { places: Node[] }) {
  const known = new Set(places.map((place) => place.id))
  const byParent = Map.groupBy(places, (place) =>
    place.parentId && known.has(place.parentId) ? place.parentId : '',
  )
  const roots = byParent.get('') ?? []
  if (roots.length === 0) return <Empty>{t('Nothing stood on this day. Choose a later one.')}</Empty>
  // A country's provinces and districts stay folded where all of them would be too much to read.
  const isLarge = places.length > 300
  return (
    <ul className='places'>
      {roots.map((place) => (
        <Branch key={place.id} place={place} byParent={byParent} depth={0} isLarge={isLarge} />
      ))}
    </ul>
  )
}

type BranchProps = { place: Node; byParent: Map<string, Node[]>; depth: number; isLarge: boolean }

function Branch({ place, byParent, depth, isLarge }: BranchProps) {
  const below = byParent.get(place.id) ?? []
  const name = <PlaceName of={place.names} href={`/places/${place.id}`} />
  if (below.length === 0) return <li className='leaf'>{name}</li>
  return (
    <li className='branch'>
      <span className='branch-name'>{name}</span>
      <details open={!isLarge || depth === 0}>
        <summary aria-label={t('Places below {place}', { place: nameOf(place.names) })}>
          <Quiet>{formatNumber(below.length)}</Quiet>
        </summary>
        <ul>
          {below.map((one) => (
            <Branch key={one.id} place={one} byParent={byParent} depth={depth + 1} isLarge={isLarge} />
          ))}
        </ul>
      </details>
    </li>
  )
}
