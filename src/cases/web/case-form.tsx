// The form in which a case is written: its sections follow the order in which it will be read.
import { useState } from 'react'
import { send, useCall } from '../../kit/api.ts'
import { Button } from '../../kit/button.tsx'
import { type At, type Draft, inside } from '../../kit/draft.ts'
import { FieldRow } from '../../kit/field.tsx'
import { CheckField, NumberField, SelectField } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { Section } from '../../kit/page.tsx'
import { Picker } from '../../kit/picker.tsx'
import { SaidDateField } from '../../kit/said-date-field.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { allForms, formOptions } from '../../registry/web/parts/forms.ts'
import { caseChoices } from '../contract.ts'
import { closingParts, conditionParts, isCaseForm, ruleParts } from '../rules.ts'
import { Bilingual, BothLanguages } from './bilingual.tsx'
import { type CaseEntry, emptyDecision, emptyObjection, emptyResult, emptyStep } from './case-draft.ts'
import './cases.css'
import { List } from './list-editor.tsx'
import { closingWords, conditionWords, ruleWords } from './part-words.ts'
import { ResultFields } from './result-fields.tsx'
import { StepFields } from './step-fields.tsx'

type Props = {
  draft: Draft<CaseEntry>
  submit: (entry: CaseEntry) => Promise<{ id: string }>
  onDone: (reply: { id: string }) => void
  saidAfter: string
  beside?: React.ReactNode
}

export function CaseForm({ draft, submit, onDone, saidAfter, beside }: Props) {
  const [isBoth, setBoth] = useState(() => {
    const { title, record } = draft.value
    return Boolean((title.zh && title.en) || (record.summary.zh && record.summary.en))
  })
  const record = draft.at('record')
  return (
    <BothLanguages value={isBoth}>
      <div className='case-form'>
        <Form
          draft={draft}
          submit={submit}
          onDone={onDone}
          saidAfter={saidAfter}
          action={t('Save the draft')}
          beside={beside}
        >
          <CheckField
            at={{ pointer: '/both', value: isBoth, set: setBoth }}
            label={t('Write in Chinese and in English')}
          />
          <Section title={t('The unit')}>
            <UnitFields draft={draft} />
            <Bilingual
              at={draft.at('title')}
              label={t('Title')}
              hint={t('What was done, in a few words.')}
              required
            />
            <Bilingual
              at={inside(record, 'summary')}
              label={t('Summary')}
              rows={3}
              hint={t('Two sentences: what they did, and what came of it.')}
            />
          </Section>
          <Section title={t('How it stood at the start')}>
            <Bilingual
              at={inside(record, 'problem')}
              label={t('The problem, in the members’ own words')}
              rows={3}
            />
            {conditionParts.map((part) => (
              <Bilingual
                key={part}
                at={inside(inside(record, 'conditions'), part)}
                label={conditionWords(part)}
                rows={2}
              />
            ))}
          </Section>
          <Section title={t('Where it had to choose')}>
            <List
              at={inside(record, 'decisions')}
              make={emptyDecision}
              add={t('Add a decision')}
              name={(n) => t('Decision {n}', { n })}
            >
              {(at) => (
                <>
                  <Bilingual at={inside(at, 'question')} label={t('The question')} rows={2} />
                  <Bilingual at={inside(at, 'chosen')} label={t('Chosen, and why')} rows={2} />
                  <Bilingual at={inside(at, 'rejected')} label={t('Rejected, and why')} rows={2} />
                </>
              )}
            </List>
          </Section>
          <Section title={t('What was objected, and the answer')}>
            <List
              at={inside(record, 'objections')}
              make={emptyObjection}
              add={t('Add an objection')}
              name={(n) => t('Objection {n}', { n })}
            >
              {(at) => (
                <>
                  <Bilingual at={inside(at, 'said')} label={t('What was said')} rows={2} />
                  <Bilingual at={inside(at, 'answer')} label={t('How it was answered')} rows={2} />
                </>
              )}
            </List>
          </Section>
          <Section
            title={t('What was done, step by step')}
            note={t('A plan cites single steps, so let each stand for itself.')}
          >
            <List
              at={draft.at('steps')}
              make={emptyStep}
              add={t('Add a step')}
              name={(n) => t('Step {n}', { n })}
              keyOf={(step) => step.id}
            >
              {(at) => <StepFields at={at} />}
            </List>
          </Section>
          <Section
            title={t('What came of it')}
            note={t('A changed figure is self-reported again until its evidence has been seen.')}
          >
            <List
              at={draft.at('results')}
              make={emptyResult}
              add={t('Add a result')}
              name={(n) => t('Result {n}', { n })}
              keyOf={(result) => result.id}
            >
              {(at) => <ResultFields at={at} />}
            </List>
          </Section>
          <Section title={t('What to know before you follow')}>
            {closingParts
              .filter((part) => part !== 'costs')
              .map((part) => (
                <Bilingual key={part} at={inside(record, part)} label={closingWords(part)} rows={3} />
              ))}
          </Section>
          <Section title={t('Rules, supply and costs')}>
            {ruleParts.map((part) => (
              <Bilingual
                key={part}
                at={inside(inside(record, 'rules'), part)}
                label={ruleWords(part)}
                rows={2}
              />
            ))}
            <Bilingual at={inside(record, 'arrangements')} label={t('Supply and marketing')} rows={3} />
            <Bilingual at={inside(record, 'costs')} label={t('Costs, and who paid')} rows={2} />
          </Section>
        </Form>
      </div>
    </BothLanguages>
  )
}

/** Which unit, who presents it, from which form to which, when. */
function UnitFields({ draft }: { draft: Draft<CaseEntry> }) {
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

/** For pages that hold the form: what is typed may be thrown away, on purpose only. */
export const Discard = ({ onClick }: { onClick: () => void }) => (
  <Button onClick={onClick}>{t('Discard what I typed')}</Button>
)
