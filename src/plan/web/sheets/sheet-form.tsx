// The form of a condition sheet. Date and source can be given once for all figures and then changed where they differ.
import { useState } from 'react'
import { choosable } from '../../../base/choices.ts'
import { Button } from '../../../kit/button.tsx'
import type { Draft } from '../../../kit/draft.ts'
import { Field, FieldRow } from '../../../kit/field.tsx'
import { CheckField, NumberField, RadioGroup } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Section } from '../../../kit/page.tsx'
import { SaidDateField } from '../../../kit/said-date-field.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { WrittenField } from '../../../kit/written.tsx'
import type { Outlook } from '../../lists/rules.ts'
import { figureName } from '../parts/lines.ts'
import { type CarriedText, withFigure, withText } from './carried.ts'
import { monthName } from './month-strip.tsx'
import type { SheetDraft } from './sheet-draft.ts'
import { CarriedMark } from './start-from.tsx'
import '../plan.css'

type Props = {
  draft: Draft<SheetDraft>
  /** of the programme, retired ones included */
  outlooks: Outlook[]
  submit: (value: SheetDraft) => Promise<{ id: string }>
  onDone: (reply: { id: string }) => void
  onCancel: () => void
  id?: string
}

export function SheetForm({ draft, outlooks, submit, onDone, onCancel, id }: Props) {
  const offered = choosable(outlooks, draft.value.outlook)
  return (
    <Form
      id={id}
      draft={draft}
      submit={submit}
      onDone={onDone}
      action={t('Save the sheet')}
      beside={<Button onClick={onCancel}>{t('Cancel')}</Button>}
    >
      <Section
        title={t('Figures')}
        note={t('Each figure says when it was counted, where it comes from, and whether it is an estimate.')}
      >
        <ForAll draft={draft} />
        <div className='figure-rows'>
          {Object.keys(draft.value.figures).map((code) => (
            <div key={code} className='figure-row'>
              <div>
                <NumberField
                  at={{
                    ...draft.at('figures', code, 'value'),
                    set: (value) => draft.set(withFigure(draft.value, code, value)),
                  }}
                  label={figureName(code)}
                  whole
                  min={0}
                  required
                />
                <CarriedMark draft={draft} of={code} />
              </div>
              <SaidDateField at={draft.at('figures', code, 'said')} label={t('Counted')} required />
              <div>
                <WrittenField short at={draft.at('figures', code, 'source')} label={t('Source')} required />
                <CheckField at={draft.at('figures', code, 'estimate')} label={t('This is an estimate')} />
              </div>
            </div>
          ))}
        </div>
      </Section>
      <Section title={t('How the trade works')}>
        <div className='stack'>
          <Prose draft={draft} of='tools' label={t('Tools')} />
          <Prose draft={draft} of='materials' label={t('Materials and where they come from')} required />
          <Prose draft={draft} of='markets' label={t('Markets')} required />
          <Prose draft={draft} of='repairs' label={t('Repairs wanted')} />
          <Prose draft={draft} of='problems' label={t('Problems')} />
          <BusyMonths draft={draft} />
          <CarriedMark draft={draft} of='busyMonths' />
        </div>
      </Section>
      {offered.length > 0 && (
        <Section title={t('Outlook')}>
          <div className='stack'>
            <RadioGroup
              at={draft.at('outlook')}
              label={t('What the trade should do in this {planner}')}
              inline
              required
              options={offered.map(({ code, names }) => ({ value: code, text: nameOf(names) }))}
            />
            <WrittenField at={draft.at('outlookReason')} label={t('What the outlook rests on')} required />
          </div>
        </Section>
      )}
    </Form>
  )
}

type ProseProps = {
  draft: Draft<SheetDraft>
  of: Exclude<CarriedText, 'busyMonths'>
  label: string
  required?: boolean
}

const Prose = ({ draft, of, label, required = false }: ProseProps) => (
  <div>
    <WrittenField
      at={{ ...draft.at(of), set: (value) => draft.set(withText(draft.value, of, value)) }}
      label={label}
      required={required}
    />
    <CarriedMark draft={draft} of={of} />
  </div>
)

/** Most figures of a sheet come from one count. */
function ForAll({ draft }: { draft: Draft<SheetDraft> }) {
  const [said, setSaid] = useState('')
  const [source, setSource] = useState({ zh: '', en: '' })
  const fill = () => {
    const figures = { ...draft.value.figures }
    for (const code of Object.keys(figures)) {
      figures[code] = {
        ...figures[code],
        said: said || figures[code].said,
        source: source.zh || source.en ? source : figures[code].source,
      }
    }
    draft.set({ ...draft.value, figures })
  }
  return (
    <details className='for-all'>
      <summary>{t('The same date and source for all figures')}</summary>
      <FieldRow>
        <SaidDateField at={{ pointer: '/all/said', value: said, set: setSaid }} label={t('Counted')} />
        <WrittenField
          short
          at={{ pointer: '/all/source', value: source, set: setSource }}
          label={t('Source')}
        />
      </FieldRow>
      <Button small onClick={fill}>
        {t('Fill in everywhere')}
      </Button>
    </details>
  )
}

function BusyMonths({ draft }: { draft: Draft<SheetDraft> }) {
  const { busyMonths } = draft.value
  const toggle = (month: number) => (isBusy: boolean) =>
    draft.set(
      withText(
        draft.value,
        'busyMonths',
        isBusy ? [...busyMonths, month].sort((a, b) => a - b) : busyMonths.filter((one) => one !== month),
      ),
    )
  return (
    <Field label={t('Busy months')} pointer='/busyMonths' group>
      {() => (
        <div className='months'>
          {Array.from({ length: 12 }, (_, at) => at + 1).map((month) => (
            <CheckField
              key={month}
              at={{ pointer: `/busy/${month}`, value: busyMonths.includes(month), set: toggle(month) }}
              label={monthName(month)}
            />
          ))}
        </div>
      )}
    </Field>
  )
}
