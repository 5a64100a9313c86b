// The fields of one figure: the value, and below it what belongs to it (source, cause, help, who left, what lies
// dormant).
import type { At } from '../../../kit/draft.ts'
import { Field } from '../../../kit/field.tsx'
import { NumberField, SelectField } from '../../../kit/fields.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { t } from '../../../kit/words.ts'
import { WrittenField } from '../../../kit/written.tsx'
import { scaleOf, unitText } from '../../../plan/web/parts/units.ts'
import {
  asksDormant,
  asksReasons,
  leftReasonNames,
  leftReasons,
  type Source,
  sourceNames,
  sources,
} from '../../reports/rules.ts'
import type { Line } from '../shapes.ts'
import type { UnsentReport } from './entry.ts'

type Props = {
  line: Line
  kept: UnsentReport
  onChange: (part: Partial<UnsentReport>) => void
  label: string
  required?: boolean
}

const at = <K extends keyof UnsentReport>(
  kept: UnsentReport,
  onChange: Props['onChange'],
  key: K,
): At<UnsentReport[K]> => ({
  pointer: `/${key}`,
  value: kept[key],
  set: (value) => onChange({ [key]: value } as Partial<UnsentReport>),
})

export function ValueField({ line, kept, onChange, label, required }: Props) {
  const { unit } = line.indicator
  return (
    <NumberField
      at={at(kept, onChange, 'value')}
      label={label}
      unit={unitText(unit)}
      whole={scaleOf(unit) === 1}
      min={0}
      large
      required={required}
    />
  )
}

/** What is asked beside the value because growth never stands alone. */
export function BesideFields({ line, kept, onChange }: Omit<Props, 'label' | 'required'>) {
  const { counts } = line.indicator
  if (asksDormant({ counts })) {
    return (
      <NumberField
        at={at(kept, onChange, 'dormant')}
        label={t('Of these lie dormant')}
        whole
        min={0}
        required
      />
    )
  }
  if (!asksReasons({ counts }) || (!kept.value && kept.leftReasons.length === 0)) return null
  const countOf = (reason: (typeof leftReasons)[number]) =>
    kept.leftReasons.find((one) => one.reason === reason)?.count ?? null
  const set = (reason: (typeof leftReasons)[number], count: TypedNumber) => {
    const others = kept.leftReasons.filter((one) => one.reason !== reason)
    onChange({ leftReasons: count === null ? others : [...others, { reason, count }] })
  }
  return (
    <Field label={t('Why they left')} pointer='/leftReasons' group>
      {() => (
        <div className='reasons-grid'>
          {leftReasons.map((reason) => (
            <NumberField
              key={reason}
              at={{
                pointer: `/leftReasons/${reason}`,
                value: countOf(reason),
                set: (count) => set(reason, count),
              }}
              label={t(leftReasonNames[reason])}
              whole
              min={0}
            />
          ))}
        </div>
      )}
    </Field>
  )
}

/** Asked for, and never assumed. */
export const SourceField = ({ kept, onChange }: Omit<Props, 'label' | 'required' | 'line'>) => (
  <SelectField<Source | ''>
    at={at(kept, onChange, 'source')}
    label={t('Where the figure comes from')}
    options={sources.map((value) => ({ value, text: t(sourceNames[value]) }))}
    required
  />
)

export function CauseFields({ kept, onChange }: Omit<Props, 'label' | 'required' | 'line'>) {
  return (
    <>
      <WrittenField
        maxLength={2000}
        at={at(kept, onChange, 'cause')}
        label={t('Why it is so')}
        required={false}
      />
      <WrittenField
        maxLength={2000}
        at={at(kept, onChange, 'help')}
        label={t('Help needed')}
        required={false}
      />
    </>
  )
}
