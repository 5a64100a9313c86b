// What the reader asked for, kept in the address so that a roll-up can be sent to somebody as a link.
import { useSearchParams } from 'wouter'
import type { CallReply } from '../../base/call.ts'
import type { rollUp, rollUpCell } from '../contract.ts'
import { type Counting, countings } from '../rules.ts'

export type Answer = CallReply<typeof rollUp>
export type Row = Answer['rows'][number]
export type Cell = CallReply<typeof rollUpCell>
export type Asked = {
  placeId?: string
  periodId?: string
  month?: string
  counting?: Counting
  bordersOn?: string
  gridIndicatorId?: string
}

export function useAsked(): [Asked, (change: Partial<Asked>) => void] {
  const [query, setQuery] = useSearchParams()
  const get = (name: string) => query.get(name) ?? undefined
  const asked: Asked = {
    placeId: get('place'),
    periodId: get('period'),
    month: get('month'),
    counting: countings.find((one) => one === query.get('plans')),
    bordersOn: get('borders'),
    gridIndicatorId: get('drawn'),
  }
  return [asked, (change) => setQuery(queryOf({ ...asked, ...change }))]
}

/** The query of an address that asks the same. */
export function queryOf({
  placeId,
  periodId,
  month,
  counting,
  bordersOn,
  gridIndicatorId,
}: Asked): URLSearchParams {
  const all = {
    place: placeId,
    period: periodId,
    month,
    plans: counting,
    borders: bordersOn,
    drawn: gridIndicatorId,
  }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(all)) if (value) query.set(name, value)
  return query
}

/** What an answer was about, to be asked for again from another page. */
export const sameAs = (
  of: Pick<Answer, 'place' | 'period' | 'month' | 'counting' | 'bordersOn' | 'isByOwn'>,
): Omit<Asked, 'gridIndicatorId'> => ({
  placeId: of.place.id,
  periodId: of.period.id,
  month: of.month,
  counting: of.counting,
  bordersOn: of.isByOwn ? undefined : of.bordersOn,
})
