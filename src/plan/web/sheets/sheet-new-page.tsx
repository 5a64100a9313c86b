// A new condition sheet: a county's conditions in one trade, before any target is set for it.
import { useEffect, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useCall, useSend } from '../../../kit/api.ts'
import { useDraft } from '../../../kit/draft.ts'
import { SelectField } from '../../../kit/fields.tsx'
import { Page } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { makeSheet, sheetGrid } from '../../sheets/contract.ts'
import { withoutCarried } from './carried.ts'
import { emptySheet, sheetBodyOf } from './sheet-draft.ts'
import { SheetForm } from './sheet-form.tsx'
import { StartFrom } from './start-from.tsx'

export function NewSheetPage() {
  const [query] = useSearchParams()
  const [, go] = useLocation()
  const [placeId, periodId] = [query.get('place') ?? '', query.get('period') ?? '']
  const grid = useCall(sheetGrid, { query: { periodId } }, { enabled: periodId !== '' })
  const [tradeId, setTradeId] = useState(query.get('trade') ?? '')
  const draft = useDraft(emptySheet, `sheet.new.${placeId}.${periodId}`)
  const make = useSend(makeSheet)
  const { carriedFor } = draft.value
  // What was taken over from the sheet of one trade is nothing of another's, by whichever way that was chosen.
  useEffect(() => {
    if (carriedFor && carriedFor !== tradeId) draft.set(withoutCarried(draft.value))
  })
  if (!placeId || !periodId)
    return (
      <Page title={t('New condition sheet')}>
        <Empty>{t('Choose a {planner} and a trade in the table of condition sheets.')}</Empty>
      </Page>
    )
  return (
    <Loaded of={grid}>
      {({ trades, sheets, counties, period, outlooks }) => {
        const taken = new Set(
          sheets.filter((sheet) => sheet.placeId === placeId).map((sheet) => sheet.tradeId),
        )
        const place = counties.find((one) => one.place.id === placeId)?.place
        return (
          <Page
            title={t('New condition sheet')}
            crumbs={[{ text: t('Condition sheets'), href: `/plan/conditions?period=${periodId}` }]}
            lead={
              place &&
              t('{place}, {period}: what is really there in one trade.', {
                place: nameOf(place.names),
                period: nameOf(period.names),
              })
            }
          >
            <SelectField
              at={{ pointer: '/tradeId', value: tradeId, set: setTradeId }}
              label={t('Trade')}
              required
              options={trades
                .filter((trade) => !taken.has(trade.id))
                .map((trade) => ({ value: trade.id, text: nameOf(trade.names) }))}
            />
            {tradeId && <StartFrom of={{ placeId, tradeId, periodId }} draft={draft} />}
            {tradeId && (
              <SheetForm
                draft={draft}
                outlooks={outlooks}
                submit={(value) => make.send({ body: { placeId, periodId, tradeId, ...sheetBodyOf(value) } })}
                onDone={({ id }) => {
                  draft.reset(emptySheet())
                  go(`/plan/conditions/${id}`)
                }}
                onCancel={() => {
                  draft.reset()
                  go(`/plan/conditions?period=${periodId}`)
                }}
              />
            )}
          </Page>
        )
      }}
    </Loaded>
  )
}
