// A unit takes another form: only where the formation path leads, with the questions of its gate; and what was answered
// then, as the history shows it.
import type { CallReply } from '../../../base/call.ts'
import { useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { type Draft, useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { DayField, RadioGroup, SelectField, TextArea, TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Notice } from '../../../kit/states.tsx'
import { capital, nameOf, t } from '../../../kit/words.ts'
import { type GateAnswer, type Way, whyReason } from '../../gates/rules.ts'
import { changeOrganisationForm, type organisationPage } from '../../organisations/contract.ts'
import { formName, formOptions } from '../parts/forms.ts'
import '../places/places.css'

type Reply = CallReply<typeof organisationPage>
type Given = Record<string, { yes: '' | 'yes' | 'no'; fact: string }>
type Change = {
  form: string
  fromOn: string
  names: { zh: string; en: string }
  given: Given
  reason: string
}
type Props = { unit: Reply['organisation']; ways: Reply['ways']; onClose: () => void }

const optionOf = (way: Way) => ({
  value: way.form,
  text: way.isBack
    ? t('Back to: {form}', { form: formName(way.form) })
    : way.skipped.length > 0
      ? t('{form} (skips: {skipped})', {
          form: formName(way.form),
          skipped: way.skipped.map(formName).join(', '),
        })
      : formName(way.form),
})

export function FormChange({ unit, ways, onClose }: Props) {
  const draft = useDraft<Change>({ form: '', fromOn: '', names: unit.names, given: {}, reason: '' })
  const save = useSend(changeOrganisationForm)
  const way = ways?.find((one) => one.form === draft.value.form)
  const answers = answersOf(way, draft.value.given)
  const why = way ? whyReason(way, answers) : null
  if (ways?.length === 0) {
    return (
      <Notice title={t('The formation path leads nowhere from here.')}>
        {t('Whoever keeps the lists can add a step to it.')}
      </Notice>
    )
  }
  return (
    <Form
      draft={draft}
      action={t('Record the new form')}
      submit={({ form, fromOn, names, reason }) =>
        save.send({
          params: { organisationId: unit.id },
          body: { form, fromOn, names, answers, reason: why ? reason : '' },
        })
      }
      onDone={onClose}
    >
      <p>{t('It stays one organisation: its history, members and figures go on under the new form.')}</p>
      <FieldRow>
        <SelectField
          at={draft.at('form')}
          label={t('Form')}
          options={ways ? ways.map(optionOf) : formOptions((form) => form.code !== unit.form)}
          required
        />
        <DayField at={draft.at('fromOn')} label={t('From this day on')} required />
      </FieldRow>
      {way?.questions.map((question, at) => (
        <GateQuestionFields key={question.code} draft={draft} question={question} at={at} />
      ))}
      {why && (
        <TextArea
          at={draft.at('reason')}
          label={t('Reason')}
          hint={t(why)}
          rows={2}
          maxLength={1000}
          required
        />
      )}
      <Bilingual at={draft.at('names')} label={t('Name')} required />
    </Form>
  )
}

const nothing = { yes: '', fact: '' } as const

function answersOf(way: Way | undefined, given: Given): GateAnswer[] {
  return (way?.questions ?? []).flatMap(({ code }) => {
    const { yes, fact } = given[code] ?? nothing
    return yes ? [{ code, yes: yes === 'yes', fact }] : []
  })
}

type QuestionProps = { draft: Draft<Change>; question: Way['questions'][number]; at: number }

function GateQuestionFields({ draft, question, at }: QuestionProps) {
  const { code, text } = question
  const own = draft.value.given[code] ?? nothing
  const set = (part: Partial<Given[string]>) =>
    draft.set({ ...draft.value, given: { ...draft.value.given, [code]: { ...own, ...part } } })
  return (
    <>
      <RadioGroup
        at={{ pointer: `/answers/${at}/yes`, value: own.yes, set: (yes) => set({ yes }) }}
        label={nameOf(text)}
        options={[
          { value: 'yes', text: t('yes') },
          { value: 'no', text: t('no') },
        ]}
        inline
        required
      />
      <TextField
        at={{ pointer: `/answers/${at}/fact`, value: own.fact, set: (fact) => set({ fact }) }}
        label={t('What this rests on')}
        hint={at === 0 ? t('A counted fact, and where it is written down') : undefined}
        maxLength={1000}
        required
      />
    </>
  )
}

export function PassedGate({ of }: { of: NonNullable<Reply['forms'][number]['passed']> }) {
  return (
    <ul className='passed-gate'>
      {of.answers.map((one) => (
        <li key={nameOf(one.text)}>
          {nameOf(one.text)} <b>{one.yes ? t('yes') : t('no')}</b>
          {one.fact && `: ${one.fact}`}
        </li>
      ))}
      {of.skipped.length > 0 && (
        <li>
          {t('Skipped: {forms}', { forms: of.skipped.map((form) => capital(formName(form))).join(', ') })}
        </li>
      )}
      {of.reason && <li>{t('Reason: {reason}', { reason: of.reason })}</li>}
    </ul>
  )
}
