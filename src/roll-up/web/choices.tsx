// What a roll-up is asked for: place, period, month, which plans count, and on whose borders.
import { send } from '../../kit/api.ts'
import { DayField, SelectField } from '../../kit/fields.tsx'
import { type Choice, Picker } from '../../kit/picker.tsx'
import { formatMonth, nameOf, t } from '../../kit/words.ts'
import { indented } from '../../plan/web/parts/nest.ts'
import { levelName } from '../../registry/web/parts/levels.ts'
import { rollUpPlaces } from '../contract.ts'
import { type Counting, countingNames, countings } from '../rules.ts'
import { type Answer, type Asked, sameAs } from './asked.ts'

type Props = { of: Answer; onChange: (change: Partial<Asked>) => void }

export function Choices({ of, onChange }: Props) {
  const load = async (text: string): Promise<Choice[]> => {
    const { found } = await send(rollUpPlaces, { query: { ...sameAs(of), text } })
    return found.map(({ id, names, level, under }) => ({
      id,
      names,
      note: under ? nameOf(under) : levelName(level),
    }))
  }
  return (
    <div className='choices-row'>
      <Picker
        key={of.place.id}
        at={{
          pointer: '/placeId',
          value: of.place.id,
          // Emptying the field only begins a search.
          set: (placeId) => placeId && placeId !== of.place.id && onChange({ placeId }),
        }}
        label={t('Place')}
        load={load}
        chosen={of.place}
      />
      <SelectField
        at={{
          pointer: '/periodId',
          value: of.period.id,
          set: (periodId) => onChange({ periodId, month: undefined, bordersOn: undefined }),
        }}
        label={t('Period')}
        options={of.periods.map((one) => ({ value: one.id, text: indented(nameOf(one.names), one.depth) }))}
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
          // Each by its own: there is no day that is meant.
          value: of.isByOwn && of.madeOf.length > 0 ? '' : of.bordersOn,
          set: (day) =>
            onChange({
              bordersOn: of.madeOf.length === 0 && day === of.period.bordersOn ? undefined : day || undefined,
            }),
        }}
        label={t('On the borders of')}
      />
    </div>
  )
}
