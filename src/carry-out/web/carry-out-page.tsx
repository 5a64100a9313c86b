// Where carrying out begins: who reports sees the month's figures and the own promises, everybody else what is late.
import { lazy, Suspense } from 'react'
import { useSearchParams } from 'wouter'
import { me } from '../../access/sign-in/contract.ts'
import { useCall } from '../../kit/api.ts'
import { Page } from '../../kit/page.tsx'
import { Loaded, Loading } from '../../kit/states.tsx'
import { formatMonth, nameOf, t, wordsThere } from '../../kit/words.ts'
import { listCommitments } from '../commitments/contract.ts'
import { monthPage } from '../reports/contract.ts'
import { PromiseQuote } from './commitments/promise.tsx'
import { type Choice, MonthView } from './reports/month-view.tsx'
import { CarryOutTabs } from './tabs.tsx'

/** Not fetched by a group head's phone, which never shows it. */
const LateView = lazy(async () => {
  const { LateView } = await import('./coverage/late-view.tsx')
  await wordsThere()
  return { default: LateView }
})

export function CarryOutPage() {
  const [query, setQuery] = useSearchParams()
  const asked = {
    month: query.get('month') ?? undefined,
    placeId: query.get('placeId') ?? undefined,
    periodId: query.get('periodId') ?? undefined,
  }
  const month = useCall(monthPage, { query: asked }, { keep: true })
  const who = useCall(me, {})
  const own = useCall(listCommitments, { query: { own: true, open: true } })
  const data = month.data
  const isReporter = (data?.places.length ?? 0) > 0
  const title = data && isReporter ? formatMonth(data.month) : t('Carry out')
  const choose = (choice: Choice) => {
    const next = new URLSearchParams(query)
    if (choice.periodId) for (const name of ['month', 'placeId']) next.delete(name)
    for (const [name, value] of Object.entries(choice)) if (value) next.set(name, value)
    setQuery(next)
  }
  const open = own.data?.commitments ?? []
  return (
    <Page
      title={title}
      beside={isReporter && data?.place ? nameOf(data.place.names) : undefined}
      lead={
        isReporter
          ? t('What was undertaken, and what the month brought.')
          : t('What was planned is carried out in the {planners}; here is what they reported.')
      }
    >
      <Loaded of={month}>
        {(data) => (
          <>
            <CarryOutTabs current={isReporter ? 'month' : 'counties'} reports={isReporter} />
            {open.slice(0, 3).map((one) => (
              <PromiseQuote key={one.id} of={one} today={who.data?.today ?? ''} />
            ))}
            {isReporter ? (
              <MonthView
                key={`${data.period?.id} ${data.month} ${data.place?.id}`}
                data={data}
                today={who.data?.today ?? ''}
                onChoose={choose}
              />
            ) : (
              <Suspense fallback={<Loading />}>
                <LateView />
              </Suspense>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
