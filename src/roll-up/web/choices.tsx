// What a roll-up is asked for: place, period, month, which plans count, and on whose borders.
import { DayField, SelectField } from '../../kit/fields.tsx'
import { formatMonth, nameOf, t } from '../../kit/words.ts'
import { type Counting, countingNames, countings } from '../rules.ts'
import type { Answer, Asked } from './asked.ts'

type Props = { of: Answer; onChange: (change: Partial<Asked>) => void }

const depthOf = (of: Answer, id: string | null): number => {
  const place = of.places.find((one) => one.id === id)
  return place ? 1 + depthOf(of, place.parentId) : 0
}

export function Choices({ of, onChange }: Props) {
  const places = [...of.places].sort((a, b) => pathOf(of, a.id).localeCompare(pathOf(of, b.id)))
  return (
    <div className='choices-row'>
      <SelectField
        at={{ pointer: '/placeId', value: of.place.id, set: (placeId) => onChange({ placeId }) }}
        label={t('Place')}
        options={places.map((one) => ({
          value: one.id,
          text: `${'\u2003'.repeat(depthOf(of, one.id) - 1)}${nameOf(one.names)}`,
        }))}
      />
      <SelectField
        at={{
          pointer: '/periodId',
          value: of.period.id,
          set: (periodId) => onChange({ periodId, month: undefined, bordersOn: undefined }),
        }}
        label={t('Period')}
        options={of.periods.map((one) => ({ value: one.id, text: nameOf(one.names) }))}
      />
      <SelectField
        at={{ pointer: '/month', value: of.month, set: (month) => onChange({ month }) }}
        label={t('As of the end of')}
        options={of.months.map((value) => ({ value, text: formatMonth(value) }))}
      />
      <SelectField<Counting>
        at={{ pointer: '/counting', value: of.counting, set: (counting) => onChange({ counting }) }}
        label={t('Plans that count')}
        options={countings.map((value) => ({ value, text: t(countingNames[value]) }))}
      />
      <DayField
        at={{
          pointer: '/bordersOn',
          value: of.bordersOn,
          set: (day) => onChange({ bordersOn: day === of.period.bordersOn ? undefined : day || undefined }),
        }}
        label={t('On the borders of')}
      />
    </div>
  )
}

/** The names above a place, so that a list sorted by it stands as a tree. */
function pathOf(of: Answer, id: string | null): string {
  const place = of.places.find((one) => one.id === id)
  return place ? `${pathOf(of, place.parentId)}/${of.places.indexOf(place).toString().padStart(5, '0')}` : ''
}
