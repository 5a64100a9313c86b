// One organisation: what it is and was, what it came from, its parts, and who holds its posts.
import { useState } from 'react'
import type { Static } from 'typebox'
import { Redirect } from 'wouter'
import { earliest } from '../../../base/dates.ts'
import { isErased } from '../../../base/erased.ts'
import { emptyText } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { Form } from '../../../kit/form.tsx'
import { Further } from '../../../kit/further.tsx'
import { Illustrative, PersonName, PlaceName, Tag, UnitName } from '../../../kit/marks.tsx'
import { Columns, Page, Particulars, Rows, Section } from '../../../kit/page.tsx'
import { SaidDateField } from '../../../kit/said-date-field.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { useFilter } from '../../../kit/use-filter.ts'
import { capital, formatDay, nameOf, saySaid, t } from '../../../kit/words.ts'
import {
  listOrganisations,
  mergeOrganisation,
  organisationHolders,
  organisationPage,
} from '../../organisations/contract.ts'
import { organisationStatusNames } from '../../organisations/rules.ts'
import { AppointDialog } from '../appointments/appointment-form.tsx'
import { formName, isMemberOwned } from '../parts/forms.ts'
import { OrganisationPicker } from '../parts/organisation-picker.tsx'
import { otherName } from '../register-tabs.tsx'
import { TwinDialog } from '../twins/twin-dialog.tsx'
import { FormChange, PassedGate } from './form-change.tsx'
import { EditOrganisationDialog } from './organisation-form.tsx'

type Reply = Static<typeof organisationPage.reply>
type Unit = Reply['organisation']

export function OrganisationPage({ organisationId }: { organisationId: string }) {
  const page = useCall(organisationPage, { params: { organisationId } })
  return (
    <Loaded of={page}>
      {(found) =>
        // The id of an entry that was merged leads to the one that was kept.
        found.organisation.id === organisationId ? (
          <Drawn found={found} />
        ) : (
          <Redirect to={`/organisations/${found.organisation.id}`} replace />
        )
      }
    </Loaded>
  )
}

function Drawn({ found }: { found: Reply }) {
  const { organisation: unit, forms, lineage, mayReadPeople } = found
  const [open, setOpen] = useState<'edit' | 'form' | 'merge' | 'appoint' | 'twin' | null>(null)
  const close = () => setOpen(null)
  const shown = nameOf(unit.names)
  const isLiving = unit.status !== 'merged' && unit.status !== 'dissolved'
  return (
    <Page
      title={shown}
      beside={otherName(unit.names, shown)}
      crumbs={[
        { text: t('Organisations'), href: '/organisations' },
        { text: nameOf(unit.place.names), href: `/places/${unit.place.id}` },
      ]}
      lead={
        <>
          {capital(formName(unit.form))} {unit.illustrative && <Illustrative />}
        </>
      }
      actions={
        <>
          {mayReadPeople && forms.some((had) => isMemberOwned(had.form)) && (
            <ButtonLink href={`/organisations/${unit.id}/members`}>{t('Members')}</ButtonLink>
          )}
          {found.mayChange && (
            <>
              <Button onClick={() => setOpen('edit')}>{t('Correct')}</Button>
              {isLiving && <Button onClick={() => setOpen('form')}>{t('New form')}</Button>}
              {isLiving && <Button onClick={() => setOpen('merge')}>{t('Merger')}</Button>}
              <Button onClick={() => setOpen('twin')}>{t('Entered twice')}</Button>
            </>
          )}
        </>
      }
    >
      <Columns side={<Side unit={unit} />}>
        {mayReadPeople && (
          <Holders
            unit={unit}
            mayAppoint={found.mayAppoint && isLiving && found.posts.length > 0}
            onAppoint={() => setOpen('appoint')}
          />
        )}
        <History forms={forms} lineage={lineage} unit={unit} />
        <Parts unit={unit} />
      </Columns>
      {open === 'edit' && <EditOrganisationDialog organisation={unit} onClose={close} />}
      {open === 'appoint' && (
        <AppointDialog unit={{ id: unit.id, form: unit.form, placeId: unit.place.id }} onClose={close} />
      )}
      {open === 'twin' && <TwinDialog subject='organisation' id={unit.id} onClose={close} />}
      <Dialog title={t('New form')} open={open === 'form'} onClose={close}>
        <FormChange unit={unit} ways={found.ways} onClose={close} />
      </Dialog>
      <Dialog title={t('Merger')} open={open === 'merge'} onClose={close}>
        <Merging unit={unit} onClose={close} />
      </Dialog>
    </Page>
  )
}

function Side({ unit }: { unit: Unit }) {
  return (
    <Particulars
      of={[
        { label: t('Place'), value: <PlaceName of={unit.place.names} href={`/places/${unit.place.id}`} /> },
        ...(unit.trade ? [{ label: t('Trade'), value: nameOf(unit.trade.names) }] : []),
        ...(unit.parent
          ? [
              {
                label: t('Part of'),
                value: <UnitName of={unit.parent.names} href={`/organisations/${unit.parent.id}`} />,
              },
            ]
          : []),
        { label: t('Founded'), value: unit.foundedSaid ? saySaid(unit.foundedSaid) : t('not known') },
        { label: t('State'), value: t(organisationStatusNames[unit.status]) },
        { label: t('Code'), value: <code>{unit.code}</code> },
      ]}
    />
  )
}

function Parts({ unit }: { unit: Unit }) {
  const { values, change } = useFilter(['parts'])
  const query = { parentOrganisationId: unit.id, after: values.parts }
  const { data } = useCall(listOrganisations, { query }, { keep: true })
  if (!data || (data.organisations.length === 0 && !values.parts)) return null
  return (
    <Section title={t('Parts of it')}>
      <Rows
        of={data.organisations.map((part) => ({
          key: part.id,
          text: <UnitName of={part.names} href={`/organisations/${part.id}`} />,
          note: formName(part.form),
        }))}
      />
      <Further after={values.parts} next={data.next} change={(to) => change({ parts: to.after })} />
    </Section>
  )
}

type HoldersProps = { unit: Unit; mayAppoint: boolean; onAppoint: () => void }

function Holders({ unit, mayAppoint, onAppoint }: HoldersProps) {
  const { values, change } = useFilter(['holders'])
  const asked = { params: { organisationId: unit.id }, query: { after: values.holders } }
  const found = useCall(organisationHolders, asked, { keep: true })
  return (
    <Section
      title={t('Who holds its posts')}
      actions={
        mayAppoint && (
          <Button small onClick={onAppoint}>
            {t('Give a post')}
          </Button>
        )
      }
    >
      <Loaded of={found} lines={3}>
        {({ holders, next }) => (
          <>
            <Table
              label={t('Who holds its posts')}
              rows={holders}
              rowKey={(one) => one.appointmentId}
              href={(one) => (isErased(one.person.names) ? undefined : `/people/${one.person.id}`)}
              empty={<Empty>{t('Nobody holds a post here.')}</Empty>}
              columns={[
                { key: 'person', title: t('Person'), cell: (one) => <PersonName of={one.person.names} /> },
                { key: 'post', title: t('Post'), cell: (one) => nameOf(one.post.names) },
                { key: 'from', title: t('From'), tight: true, cell: (one) => formatDay(one.fromOn) },
                {
                  key: 'to',
                  title: t('Until'),
                  cell: (one) => (one.toOn ? formatDay(one.toOn) : t('ongoing')),
                },
                { key: 'state', title: t('State'), cell: (one) => <StateTag state={one.state} /> },
              ]}
            />
            <Further after={values.holders} next={next} change={(to) => change({ holders: to.after })} />
          </>
        )}
      </Loaded>
    </Section>
  )
}

export function StateTag({ state }: { state: 'now' | 'before' | 'ahead' }) {
  if (state === 'now') return <Tag tone='good'>{t('in office')}</Tag>
  return <Tag>{state === 'before' ? t('out of office') : t('takes office later')}</Tag>
}

/** The first form began when the unit was founded, and that is known no better than it was said. */
function sayBeginning(fromOn: string | null, foundedSaid: string | null): string {
  if (!fromOn) return t('from the beginning')
  return foundedSaid && earliest(foundedSaid) === fromOn ? saySaid(foundedSaid) : formatDay(fromOn)
}

type HistoryProps = { forms: Reply['forms']; lineage: Reply['lineage']; unit: Unit }

function History({ forms, lineage, unit }: HistoryProps) {
  return (
    <Section title={t('Form and lineage')}>
      <Rows
        stacks
        of={[
          ...forms.map((form) => ({
            key: `form ${form.fromOn}`,
            mark: sayBeginning(form.fromOn, unit.foundedSaid),
            text: capital(formName(form.form)),
            note: (
              <>
                {form.toOn && t('until {day}', { day: formatDay(form.toOn) })}
                {form.passed && <PassedGate of={form.passed} />}
              </>
            ),
          })),
          ...lineage.map((link) => {
            const isSource = link.from.id === unit.id
            const other = isSource ? link.to : link.from
            return {
              key: link.id,
              mark: saySaid(link.onSaid),
              text: (
                <>
                  {isSource ? t('merged into') : t('took in')}{' '}
                  <UnitName of={other.names} href={`/organisations/${other.id}`} />
                </>
              ),
              note: nameOf(link.note),
            }
          }),
        ]}
      />
    </Section>
  )
}

function Merging({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const draft = useDraft({ intoOrganisationId: '', onSaid: '', note: emptyText })
  const save = useSend(mergeOrganisation)
  return (
    <Form
      draft={draft}
      action={t('Record the merger')}
      saidAfter={t('The merger is recorded.')}
      submit={(body) => save.send({ params: { organisationId: unit.id }, body })}
      onDone={onClose}
    >
      <OrganisationPicker
        at={draft.at('intoOrganisationId')}
        label={t('Merged into')}
        under={unit.place.id}
        required
      />
      <SaidDateField at={draft.at('onSaid')} label={t('When')} required />
      <Bilingual at={draft.at('note')} label={t('Note')} required={false} />
    </Form>
  )
}
