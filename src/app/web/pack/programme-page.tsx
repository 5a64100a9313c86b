// The set-up of a programme: what is still missing before its first class and its first plan, each leading to its
// screen; what it is called; and packs, in and out.
import { useState } from 'react'
import { Link } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { emptyText } from '../../../base/words.ts'
import { changeProgramme, makeProgramme } from '../../../convene/programmes/contract.ts'
import { firstDueDay, lastDueDay, usualCalendar } from '../../../convene/programmes/rules.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { NumberField, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Tag } from '../../../kit/marks.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { Page, Section } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { numberOf } from '../../../kit/typed-number.ts'
import { formatNumber, language, monthName, nameOf, t, tn } from '../../../kit/words.ts'
import { PlacePicker } from '../../../registry/web/parts/place-picker.tsx'
import { setUpPage } from '../../pack/contract.ts'
import { Packs } from './packs.tsx'
import { Papers } from './papers.tsx'

type SetUp = CallReply<typeof setUpPage>
type Step = { key: string; what: string; why: string; href: string; n: number; isOptional?: boolean }

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
            found.mayProgramme && (
              <Button kind={found.programme ? 'plain' : 'primary'} onClick={() => setNaming(true)}>
                {found.programme ? t('Change the programme') : t('Begin the programme')}
              </Button>
            )
          }
        >
          {!found.mayLists && !found.mayProgramme && (
            <Notice>
              {t('The administrator and the officer of the programme set this up; you see how far it is.')}
            </Notice>
          )}
          <Steps title={t('Before the first class')} of={beforeClass(found)} />
          <Steps title={t('Before the first plan')} of={beforePlan(found)} />
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

const beforeClass = ({ programme, counts }: SetUp): Step[] => [
  {
    key: 'programme',
    what: t('The programme'),
    why: t('Its name, and the place that runs it'),
    href: '/programme',
    n: programme ? 1 : 0,
  },
  {
    key: 'places',
    what: t('Places'),
    why: t('The {planningPlaces} that are called and that plan'),
    href: '/places',
    n: counts.counties,
  },
  {
    key: 'forms',
    what: t('Forms of units'),
    why: t('What offices, groups and cooperatives are called here'),
    href: '/lists',
    n: counts.forms,
  },
  { key: 'posts', what: t('Posts'), why: t('Who can be called to a class'), href: '/lists', n: counts.posts },
  {
    key: 'organisations',
    what: t('Organisations'),
    why: t('The units in which people hold their posts'),
    href: '/organisations',
    n: counts.organisations,
  },
  {
    key: 'people',
    what: t('People with a post'),
    why: t('Places put them forward for seats'),
    href: '/people',
    n: counts.appointments,
  },
  {
    key: 'accounts',
    what: t('Accounts of others'),
    why: t('Officers, trainers and trainees sign in with their own'),
    href: '/accounts',
    n: Math.max(0, counts.accounts - 1),
  },
]

const beforePlan = ({ counts }: SetUp): Step[] => [
  {
    key: 'trades',
    what: t('Trades'),
    why: t('Conditions and targets stand by trade'),
    href: '/lists',
    n: counts.trades,
  },
  {
    key: 'counted',
    what: t('Forms that plans count'),
    why: t('Condition sheets ask for their units and members'),
    href: '/lists',
    n: counts.countedForms,
  },
  {
    key: 'indicators',
    what: t('Indicators'),
    why: t('What targets are set for, each with its definition and unit'),
    href: '/plan/set-up',
    n: counts.indicators,
  },
  {
    key: 'periods',
    what: t('Periods'),
    why: t('What {planners} plan for, and when plans are due'),
    href: '/plan/set-up',
    n: counts.periods,
  },
  {
    key: 'gates',
    what: t('Formation path'),
    why: t('What is asked when a unit takes another form; without it nothing is'),
    href: '/lists',
    n: counts.gates,
    isOptional: true,
  },
]

/** A heading as it stands inside a sentence. */
const inSentence = (text: string): string => text.slice(0, 1).toLocaleLowerCase(language()) + text.slice(1)

function Steps({ title, of }: { title: string; of: Step[] }) {
  const missing = of.filter((step) => step.n === 0 && !step.isOptional)
  return (
    <Section
      title={title}
      note={
        missing.length === 0
          ? t('Everything needed is there.')
          : tn('Still missing: {what}.', 'Still missing: {what}.', missing.length, {
              what: missing.map((step) => inSentence(step.what)).join(t(', ')),
            })
      }
    >
      <Table
        label={title}
        rows={of}
        rowKey={(step) => step.key}
        columns={[
          {
            key: 'what',
            title: t('What'),
            width: '26%',
            cell: (step) =>
              step.key === 'programme' ? step.what : <Link href={step.href}>{step.what}</Link>,
          },
          { key: 'why', title: t('What for'), cell: (step) => step.why },
          {
            key: 'n',
            title: t('There are'),
            num: true,
            width: '6rem',
            cell: (step) => formatNumber(step.n),
          },
          {
            key: 'state',
            title: t('State'),
            width: '9rem',
            cell: (step) =>
              step.n > 0 ? (
                <Tag tone='good'>{t('there')}</Tag>
              ) : step.isOptional ? (
                <Tag>{t('optional')}</Tag>
              ) : (
                <Tag tone='warn'>{t('missing')}</Tag>
              ),
          },
        ]}
      />
    </Section>
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
