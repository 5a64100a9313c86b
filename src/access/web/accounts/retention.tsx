// How long this instance keeps things, for its administrator.
import { useCall, useSend } from '../../../kit/api.ts'
import { type At, useDraft } from '../../../kit/draft.ts'
import { type FieldProps, FieldRow } from '../../../kit/field.tsx'
import { NumberField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { Section } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { numberOf } from '../../../kit/typed-number.ts'
import { formatDay, t } from '../../../kit/words.ts'
import { changeRetention, retention, type Spans } from '../../retention/contract.ts'

export function Retention() {
  const found = useCall(retention, {})
  return (
    <Loaded of={found}>
      {({ kept, ranOn }) => (
        <Section
          title={t('How long things are kept')}
          note={
            ranOn
              ? t('What is older is removed every day, the last time on {day}; the journal says what.', {
                  day: formatDay(ranOn),
                })
              : t('What is older is removed every day; the journal says what.')
          }
        >
          <Fields kept={kept} />
        </Section>
      )}
    </Loaded>
  )
}

type TypedSpans = { [key in keyof Spans]: TypedNumber }

/** The form has asked for those that must be there. */
const spansOf = (typed: TypedSpans): Spans =>
  Object.fromEntries(Object.entries(typed).map(([key, span]) => [key, numberOf(span, `/${key}`)])) as Spans

function Fields({ kept }: { kept: Spans }) {
  const draft = useDraft<TypedSpans>({ ...kept })
  const save = useSend(changeRetention)
  return (
    <Form draft={draft} action={t('Save')} submit={(value) => save.send({ body: spansOf(value) })}>
      <FieldRow>
        <Days at={draft.at('sessions')} label={t('Sign-ins, after their end')} />
        <Days at={draft.at('failures')} label={t('Failed sign-ins')} />
        <Days at={draft.at('invitations')} label={t('Invitations, after use')} />
      </FieldRow>
      <FieldRow>
        <Days
          at={draft.at('marks')}
          label={t('Single marks of attendance, after the class')}
          hint={t('Empty: for good. Who was there stays in any case.')}
          required={false}
        />
        <Days
          at={draft.at('journal')}
          label={t('Journal')}
          hint={t('Empty: for good. A year at the least.')}
          min={365}
          required={false}
        />
        <span />
      </FieldRow>
    </Form>
  )
}

type DaysProps = FieldProps & { at: At<TypedNumber>; min?: number }

const Days = ({ min = 1, required = true, ...rest }: DaysProps) => (
  <NumberField unit={t('days')} whole min={min} required={required} {...rest} />
)
