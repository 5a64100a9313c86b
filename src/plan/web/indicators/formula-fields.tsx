// What a formula is made of: other indicators, each with its weight.
import { Button } from '../../../kit/button.tsx'
import { type At, inside } from '../../../kit/draft.ts'
import { Field, FieldRow } from '../../../kit/field.tsx'
import { NumberField, type Option, SelectField } from '../../../kit/fields.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { t } from '../../../kit/words.ts'
import { mostTerms } from '../../indicators/rules.ts'

export type TermDraft = { indicatorId: string; weight: TypedNumber }
export const noTerm: TermDraft = { indicatorId: '', weight: null }

type Props = { at: At<TermDraft[]>; weighable: Option<string>[] }

export function FormulaFields({ at, weighable }: Props) {
  const terms = at.value
  return (
    <Field
      label={t('What it is made of')}
      hint={t(
        'Each figure times its weight, added up. A share of 95 per cent counts as 95, money in the smallest unit.',
      )}
      pointer={at.pointer}
      group
    >
      {() => (
        <>
          {terms.map((_, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a term that is not chosen yet has only its place
            <FieldRow key={n}>
              <SelectField
                at={inside(inside(at, n), 'indicatorId')}
                label={t('Indicator')}
                options={weighable}
                required
              />
              <NumberField
                at={inside(inside(at, n), 'weight')}
                label={t('Weight')}
                hint={t('For example 0.4')}
                required
              />
              {terms.length > 1 && (
                <Button small kind='link' onClick={() => at.set(terms.filter((_, other) => other !== n))}>
                  {t('Take it out')}
                </Button>
              )}
            </FieldRow>
          ))}
          {terms.length < mostTerms && (
            <div className='actions'>
              <Button small onClick={() => at.set([...terms, noTerm])}>
                {t('Add an indicator')}
              </Button>
            </div>
          )}
        </>
      )}
    </Field>
  )
}
