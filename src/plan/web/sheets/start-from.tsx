// Beginning a condition sheet from the last one of the same place and trade, and what stands beside each thing that was
// taken over until a person has confirmed or changed it.
import { useCall } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import type { Draft } from '../../../kit/draft.ts'
import { CheckField } from '../../../kit/fields.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { said } from '../../../kit/said.tsx'
import { nameOf, saySaid, t, tn } from '../../../kit/words.ts'
import { earlierSheet } from '../../sheets/contract.ts'
import { carriedOver } from './carried.ts'
import { carriedIn, type SheetDraft, unconfirmedIn } from './sheet-draft.ts'

type Of = { placeId: string; tradeId: string; periodId: string }

export function StartFrom({ of, draft }: { of: Of; draft: Draft<SheetDraft> }) {
  const { earlier } = useCall(earlierSheet, { query: of }).data ?? {}
  if (!earlier) return null
  const { sheet, period } = earlier
  const waiting = unconfirmedIn(draft.value).length
  return (
    <div className='actions'>
      <Button
        onClick={() => {
          const next = { ...carriedOver(draft.value, sheet, period.names), carriedFor: of.tradeId }
          draft.set(next)
          said(sayWaiting(unconfirmedIn(next).length))
        }}
      >
        {t('Start from the sheet of {period}', { period: nameOf(period.names) })}
      </Button>
      {waiting > 0 && <span className='note'>{sayWaiting(waiting)}</span>}
    </div>
  )
}

const sayWaiting = (n: number): string =>
  tn('{n} thing is taken over and not yet confirmed.', '{n} things are taken over and not yet confirmed.', n)

/** Confirms what was taken over under a key; nothing where the person wrote it. */
export function CarriedMark({ draft, of: key }: { draft: Draft<SheetDraft>; of: string }) {
  const mark = carriedIn(draft.value)[key]
  if (!mark) return null
  // The day that goes out with the figure, which may have been written anew beside it.
  const said = draft.value.figures[key]?.said || mark.said
  const names = { period: nameOf(mark.from), day: saySaid(said) }
  return (
    <div className='carried'>
      <CheckField
        at={draft.at('carried', key, 'isConfirmed')}
        label={
          said ? t('Still right: as of {day}, from {period}', names) : t('Still right: from {period}', names)
        }
      />
      {!mark.isConfirmed && <Tag tone='warn'>{t('not yet confirmed')}</Tag>}
    </div>
  )
}
