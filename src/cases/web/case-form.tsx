// The form in which a case is written: its sections follow the order in which it will be read.
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { type At, type Draft, inside } from '../../kit/draft.ts'
import { CheckField } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { Section } from '../../kit/page.tsx'
import { t } from '../../kit/words.ts'
import { closingParts, conditionParts, ruleParts } from '../rules.ts'
import { Bilingual, BothLanguages } from './bilingual.tsx'
import { type CaseEntry, emptyDecision, emptyObjection, emptyResult, emptyStep } from './case-draft.ts'
import { List } from './list-editor.tsx'
import { closingWords, conditionWords, ruleWords } from './part-words.ts'
import { ResultFields } from './result-fields.tsx'
import { StepFields } from './step-fields.tsx'
import { UnitFields } from './unit-fields.tsx'
import './cases.css'

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
          <StartSection record={record} />
          <DecisionsSection record={record} />
          <ObjectionsSection record={record} />
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

type RecordProps = { record: At<CaseEntry['record']> }

function StartSection({ record }: RecordProps) {
  return (
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
  )
}

function DecisionsSection({ record }: RecordProps) {
  return (
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
  )
}

function ObjectionsSection({ record }: RecordProps) {
  return (
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
  )
}

/** For pages that hold the form: what is typed may be thrown away, on purpose only. */
export const Discard = ({ onClick }: { onClick: () => void }) => (
  <Button onClick={onClick}>{t('Discard what I typed')}</Button>
)
