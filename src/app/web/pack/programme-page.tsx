// The programme: what it is called, its papers, and packs, in and out. In which order it is set up: ../set-up.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { emptyText } from '../../../base/words.ts'
import { changeProgramme, makeProgramme } from '../../../convene/programmes/contract.ts'
import { firstDueDay, lastDueDay, usualCalendar } from '../../../convene/programmes/rules.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { NumberField, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { Page } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { numberOf } from '../../../kit/typed-number.ts'
import { monthName, nameOf, t } from '../../../kit/words.ts'
import { PlacePicker } from '../../../registry/web/parts/place-picker.tsx'
import { setUpPage } from '../../pack/contract.ts'
import { Packs } from './packs.tsx'
import { Papers } from './papers.tsx'

type SetUp = CallReply<typeof setUpPage>

const Calendar = ({ of: { yearFrom, dueDay } }: { of: NonNullable<SetUp['programme']> }) => (
  <p className='note'>
    {t('The year begins in {month}; reports of a month are due by day {n} of the next.', {
      month: monthName(yearFrom),
      n: dueDay,
    })}
  </p>
)

export function ProgrammePage() {
  const found = useCall(setUpPage, {})
  const [isNaming, setNaming] = useState(false)
  return (
    <Loaded of={found}>
      {(found) => (
        <Page
          title={found.programme ? nameOf(found.programme.names) : t('Set up the programme')}
          lead={
            found.programme
              ? nameOf(found.programme.lead) || t('Run by {place}.', { place: nameOf(found.programme.place) })
              : t('What the programme calls things is its own: begin from a pack, or enter it step by step.')
          }
          actions={
            <>
              {(found.mayLists || found.mayProgramme) && (
                <ButtonLink href='/set-up'>{t('Set up step by step')}</ButtonLink>
              )}
              {found.mayProgramme && (
                <Button kind={found.programme ? 'plain' : 'primary'} onClick={() => setNaming(true)}>
                  {found.programme ? t('Change the programme') : t('Begin the programme')}
                </Button>
              )}
            </>
          }
        >
          {!found.mayLists && !found.mayProgramme && (
            <Notice>{t('The administrator and the officer of the programme set this up.')}</Notice>
          )}
          {found.programme && <Calendar of={found.programme} />}
          {found.programme && <Papers />}
          {found.mayLists && <Packs hasProgramme={found.programme !== null} />}
          <Dialog
            title={found.programme ? t('Change the programme') : t('Begin the programme')}
            open={isNaming}
            onClose={() => setNaming(false)}
          >
            <Naming programme={found.programme} onClose={() => setNaming(false)} />
          </Dialog>
        </Page>
      )}
    </Loaded>
  )
}

function Naming({ programme, onClose }: { programme: SetUp['programme']; onClose: () => void }) {
  const draft = useDraft({
    placeId: '',
    names: programme?.names ?? emptyText,
    lead: programme?.lead ?? emptyText,
    yearFrom: String((programme ?? usualCalendar).yearFrom),
    dueDay: (programme ?? usualCalendar).dueDay as TypedNumber,
  })
  const [begin, edit] = [useSend(makeProgramme), useSend(changeProgramme)]
  return (
    <Form
      draft={draft}
      action={programme ? t('Save') : t('Begin the programme')}
      submit={({ placeId, ...said }) => {
        const dueDay = numberOf(said.dueDay, '/dueDay') ?? usualCalendar.dueDay
        const body = { ...said, yearFrom: Number(said.yearFrom), dueDay }
        return programme
          ? edit.send({ params: { programmeId: programme.id }, body })
          : begin.send({ body: { placeId, ...body } })
      }}
      onDone={onClose}
    >
      {!programme && <PlacePicker at={draft.at('placeId')} label={t('Run by')} required />}
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      <Bilingual at={draft.at('lead')} label={t('What it is about')} rows={2} maxLength={200} />
      <FieldRow>
        <SelectField
          at={draft.at('yearFrom')}
          label={t('Its year begins with')}
          options={Array.from({ length: 12 }, (_, at) => ({
            value: String(at + 1),
            text: monthName(at + 1),
          }))}
          required
        />
        <NumberField
          at={draft.at('dueDay')}
          label={t('Reports are due on day')}
          unit={t('of the next month')}
          whole
          min={firstDueDay}
          max={lastDueDay}
          required
        />
      </FieldRow>
    </Form>
  )
}
