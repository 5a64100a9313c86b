// Twelve months in a row, the busy ones marked by tone and said in words.
import { Unseen } from '../../../kit/marks.tsx'
import { formatMonthShort, t } from '../../../kit/words.ts'
import '../plan.css'

const months = Array.from({ length: 12 }, (_, at) => at + 1)
export const monthName = (month: number): string => formatMonthShort(`2000-${String(month).padStart(2, '0')}`)

export function MonthStrip({ busy }: { busy: readonly number[] }) {
  return (
    <>
      <span className='month-strip' aria-hidden='true'>
        {months.map((month) => (
          <span key={month} className={busy.includes(month) ? 'busy' : undefined} title={monthName(month)}>
            {month}
          </span>
        ))}
      </span>
      <Unseen>{busy.length > 0 ? busy.map(monthName).join(', ') : t('none')}</Unseen>
    </>
  )
}
