// Whose case it is: which unit, who presents it, from which form to which, when.
import { send, useCall } from '../../kit/api.ts'
import type { At, Draft } from '../../kit/draft.ts'
import { FieldRow } from '../../kit/field.tsx'
import { NumberField, SelectField } from '../../kit/fields.tsx'
import { Picker } from '../../kit/picker.tsx'
import { SaidDateField } from '../../kit/said-date-field.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { allForms, formOptions } from '../../registry/web/parts/forms.ts'
import { caseChoices } from '../contract.ts'
import { isCaseForm } from '../rules.ts'
import type { CaseEntry } from './case-draft.ts'

export function UnitFields({ draft }: { draft: Draft<CaseEntry> }) {
  const { organisationId, personId, postId } = draft.value
  const choices = useCall(
    caseChoices,
    { query: { organisationId } },
    { enabled: organisationId !== '', keep: true },
  )
  const known = useCall(caseChoices, { query: {} }, { enabled: organisationId === '' })
  const unit = choices.data?.units.find((one) => one.id === organisationId)
  const people = organisationId ? (choices.data?.people ?? []) : []
  const trades = choices.data?.trades ?? known.data?.trades ?? []
  // Person and post are chosen as one, because a case is presented in a post.
  const holder: At<string> = {
    pointer: '/personId',
    value: personId ? `${personId} ${postId}` : '',
    set: (value) => {
      const [person = '', post = ''] = value.split(' ')
      draft.set({ ...draft.value, personId: person, postId: post })
    },
  }
  return (
    <>
      <Picker
        key={unit?.id ?? ''}
        at={{ ...draft.at('organisationId') }}
        label={t('Unit')}
        required
        chosen={unit ? { id: unit.id, names: unit.names, note: nameOf(unit.placeNames) } : null}
        load={async (text) => {
          const { units } = await send(caseChoices, { query: { text } })
          return units.map((one) => ({ id: one.id, names: one.names, note: nameOf(one.placeNames) }))
        }}
        onChoose={async (choice) => {
          if (!choice) return
          const { units, people: holders } = await send(caseChoices, { query: { organisationId: choice.id } })
          const [one] = units
          const after = allForms().find((form) => form.code === one?.form && isCaseForm(form))
          // Field by field: what was typed while this was looked up stays.
          draft.at('tradeId').set(one?.tradeId ?? '')
          if (after) draft.at('formAfter').set(after.code)
          draft.at('personId').set(holders[0]?.id ?? '')
          draft.at('postId').set(holders[0]?.post.id ?? '')
        }}
      />
      <FieldRow>
        <SelectField
          at={holder}
          label={t('Presented by')}
          required
          none={people.length === 0 ? t('Choose the unit first') : t('Please choose')}
          options={people.map((one) => ({
            value: `${one.id} ${one.post.id}`,
            text: t('{name}, {post}', { name: nameOf(one.names), post: nameOf(one.post.names) }),
          }))}
        />
        <SelectField
          at={draft.at('tradeId')}
          label={t('Trade')}
          required
          none={t('Please choose')}
          options={trades.map((trade) => ({ value: trade.id, text: nameOf(trade.names) }))}
        />
        <NumberField at={draft.at('people')} label={t('People at the start')} whole min={1} required />
      </FieldRow>
      <FieldRow>
        <FormField at={draft.at('formBefore')} label={t('Form before')} />
        <FormField at={draft.at('formAfter')} label={t('Form after')} />
      </FieldRow>
      <FieldRow>
        <SaidDateField at={draft.at('fromSaid')} label={t('Began')} required />
        <SaidDateField at={draft.at('toSaid')} label={t('Ended')} required />
      </FieldRow>
    </>
  )
}

const FormField = ({ at, label }: { at: At<string>; label: string }) => (
  <SelectField at={at} label={label} options={formOptions(isCaseForm, at.value)} />
)
