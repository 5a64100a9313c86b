// The closing account of what stands: what comes to it in a month, and what goes from it.
import { Button } from '../../../kit/button.tsx'
import { type At, inside } from '../../../kit/draft.ts'
import { Field, FieldRow } from '../../../kit/field.tsx'
import { type Option, RadioGroup, SelectField } from '../../../kit/fields.tsx'
import { t } from '../../../kit/words.ts'
import { type BalancePart, mostTerms, wayNames, ways } from '../../indicators/rules.ts'

type Props = { at: At<BalancePart[]>; parts: Option<string>[] }

export function BalanceFields({ at, parts }: Props) {
  const own = at.value
  return (
    <Field
      label={t('Closing account')}
      hint={t(
        'What stood the month before, what came and what went make what stands. Whoever reports is asked where they do not.',
      )}
      pointer={at.pointer}
      group
    >
      {() => (
        <>
          {own.map((_, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a part that is not chosen yet has only its place
            <FieldRow key={n}>
              <SelectField
                at={inside(inside(at, n), 'indicatorId')}
                label={t('Indicator')}
                options={parts}
                required
              />
              <RadioGroup
                at={inside(inside(at, n), 'way')}
                label={t('In the account')}
                options={ways.map((value) => ({ value, text: t(wayNames[value]) }))}
                required
              />
              <Button small kind='link' onClick={() => at.set(own.filter((_, other) => other !== n))}>
                {t('Take it out')}
              </Button>
            </FieldRow>
          ))}
          {own.length < mostTerms && (
            <div className='actions'>
              <Button small onClick={() => at.set([...own, { indicatorId: '', way: 'comes' }])}>
                {t('Add to the account')}
              </Button>
            </div>
          )}
        </>
      )}
    </Field>
  )
}
