// A date as imprecise as it is known: a year, a month, a third of a month or a day.
import type { SaidDate } from '../base/dates.ts'
import type { At } from './draft.ts'
import type { FieldProps } from './field.tsx'
import { Field } from './field.tsx'
import { useSet } from './fields.tsx'
import { dayName, monthName, t } from './words.ts'

const pad = (n: number) => String(n).padStart(2, '0')

/** '' while no year is given. */
export function SaidDateField({ at, ...field }: FieldProps & { at: At<SaidDate> }) {
  const set = useSet(at)
  const [year = '', month = '', part = ''] = at.value.split('-')
  const put = (y: string, m: string, p: string) => set([y, y && m, y && m && p].filter(Boolean).join('-'))
  const days = month ? new Date(Date.UTC(Number(year) || 2000, Number(month), 0)).getUTCDate() : 0
  return (
    <Field {...field} pointer={at.pointer} group>
      {({ required }) => (
        <div className='said-date'>
          <input
            aria-label={t('Year')}
            inputMode='numeric'
            required={required}
            pattern='\d{4}'
            maxLength={4}
            size={5}
            value={year}
            onChange={(e) => put(e.target.value.replace(/\D/g, ''), month, part)}
          />
          <select aria-label={t('Month')} value={month} onChange={(e) => put(year, e.target.value, '')}>
            <option value=''>{t('month not known')}</option>
            {Array.from({ length: 12 }, (_, m) => pad(m + 1)).map((m) => (
              <option key={m} value={m}>
                {monthName(Number(m))}
              </option>
            ))}
          </select>
          {month && (
            <select
              aria-label={t('Part of the month or day')}
              value={part}
              onChange={(e) => put(year, month, e.target.value)}
            >
              <option value=''>{t('day not known')}</option>
              <option value='early'>{t('early in the month')}</option>
              <option value='mid'>{t('middle of the month')}</option>
              <option value='late'>{t('late in the month')}</option>
              {Array.from({ length: days }, (_, d) => pad(d + 1)).map((d) => (
                <option key={d} value={d}>
                  {dayName(Number(d))}
                </option>
              ))}
            </select>
          )}
        </div>
      )}
    </Field>
  )
}
