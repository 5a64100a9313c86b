// The parts of a figure, such as women and men, below it: their sum is told as they are typed. Nobody has to know them.
import { Field } from '../../../kit/field.tsx'
import { NumberField } from '../../../kit/fields.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { nameOf, t } from '../../../kit/words.ts'
import type { Asked } from '../../../plan/disaggregations/rules.ts'
import { scaleOf } from '../../../plan/web/parts/units.ts'
import { figureText } from '../parts/figures.tsx'
import type { Line } from '../shapes.ts'
import type { UnsentReport } from './entry.ts'
import { typedParts } from './sending.ts'

export type PartProps = {
  line: Line
  kept: UnsentReport
  onChange: (part: Partial<UnsentReport>) => void
}

export function PartFields(props: PartProps) {
  const { disaggregations } = props.line.indicator
  return disaggregations.map((one) => <Apart key={one.id} of={one} {...props} />)
}

function Apart({ of, line, kept, onChange }: PartProps & { of: Asked }) {
  const { unit } = line.indicator
  const parts = of.parts.filter(({ id, isAsked }) => isAsked || kept.parts[id] !== undefined)
  if (parts.length === 0) return null
  const set = (id: string, value: TypedNumber) => onChange({ parts: { ...kept.parts, [id]: value } })
  const said = typedParts(kept, unit)
  const own = parts.flatMap(({ id }) => said[id] ?? [])
  const value = typeof kept.value === 'number' ? kept.value * scaleOf(unit) : null
  return (
    <Field label={nameOf(of.names)} pointer={`/parts/${of.id}`} group>
      {() => (
        <>
          <div className='reasons-grid'>
            {parts.map(({ id, names }) => (
              <NumberField
                key={id}
                at={{
                  pointer: `/parts/${id}`,
                  value: kept.parts[id] ?? null,
                  set: (value) => set(id, value),
                }}
                label={nameOf(names)}
                whole={scaleOf(unit) === 1}
                min={0}
              />
            ))}
          </div>
          <p className='hint' aria-live='polite'>
            {own.length > 0 &&
              t('Together {n} of {all}', {
                n: figureText(
                  own.reduce((sum, n) => sum + n, 0),
                  unit,
                ),
                all: figureText(value, unit),
              })}
          </p>
        </>
      )}
    </Field>
  )
}
