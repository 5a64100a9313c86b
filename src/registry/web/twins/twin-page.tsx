// Two entries beside each other: what each says, what would move, what speaks against it; then merged or told apart.
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { isHan } from '../../../base/spelling.ts'
import { type Asked, type Sending, useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Page, Rows, Section } from '../../../kit/page.tsx'
import { Empty, Failed, Loaded, Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatDay, formatNumber, htmlLang, nameOf, side, t } from '../../../kit/words.ts'
import { organisationStatusNames } from '../../organisations/rules.ts'
import {
  keepOrganisationsApart,
  keepPeopleApart,
  mergeOrganisations,
  mergePeople,
  previewOrganisations,
  previewPeople,
} from '../../twins/contract.ts'
import { formName } from '../parts/forms.ts'
import { sayAlike } from './near-hint.tsx'

type Preview = CallReply<typeof previewPeople>
type Entry = Preview['twin']
type Address = { subject: string; twinId: string; keptId: string }

export function TwinPage(address: Address) {
  return address.subject === 'person' ? <TwoPeople {...address} /> : <TwoUnits {...address} />
}

function TwoPeople({ twinId, keptId }: Address) {
  const params = { personId: twinId, keptPersonId: keptId }
  const found = useCall(previewPeople, { params })
  const merge = useSend(mergePeople)
  const part = useSend(keepPeopleApart)
  return (
    <Drawn
      found={found}
      subject='person'
      merge={(reason) => merge.send({ params, body: { reason } })}
      part={part}
      onPart={() => part.send({ params, body: { apart: true } })}
    />
  )
}

function TwoUnits({ twinId, keptId }: Address) {
  const params = { organisationId: twinId, keptOrganisationId: keptId }
  const found = useCall(previewOrganisations, { params })
  const merge = useSend(mergeOrganisations)
  const part = useSend(keepOrganisationsApart)
  return (
    <Drawn
      found={found}
      subject='organisation'
      merge={(reason) => merge.send({ params, body: { reason } })}
      part={part}
      onPart={() => part.send({ params, body: { apart: true } })}
    />
  )
}

type Drawing = {
  found: Asked<Preview>
  subject: 'person' | 'organisation'
  merge: (reason: string) => Promise<{ id: string }>
  part: Pick<Sending<typeof keepPeopleApart>, 'refusal' | 'busy'>
  onPart: () => Promise<unknown>
}

const list = '/registers/duplicates'

function Drawn({ found, subject, merge, part, onPart }: Drawing) {
  const [, go] = useLocation()
  const isPerson = subject === 'person'
  const back = isPerson ? list : `${list}?view=units`
  return (
    <Page
      title={t('Merge two entries')}
      crumbs={[
        { text: t('Registers'), href: '/registers' },
        { text: t('Entered twice'), href: back },
      ]}
      lead={
        isPerson
          ? t('Only if both are the same person. The merge can be taken back.')
          : t(
              'Only if both are the same unit, entered twice. Where two units went together on a day, record a merger on the page of the unit.',
            )
      }
    >
      <Loaded of={found}>
        {(preview) => (
          <>
            <Compared of={preview} subject={subject} />
            <Section title={t('What moves')}>
              {preview.moves.length === 0 ? (
                <Empty>{t('Nothing names the entry that goes.')}</Empty>
              ) : (
                <Rows
                  of={preview.moves.map(({ what, count }) => ({
                    key: what,
                    text: what,
                    end: <span className='num'>{formatNumber(count)}</span>,
                  }))}
                />
              )}
            </Section>
            {preview.conflicts.length > 0 && (
              <Notice tone='accent' title={t('As they stand, these two cannot be one')}>
                <ul>
                  {preview.conflicts.map((text) => (
                    <li key={text}>{text}</li>
                  ))}
                </ul>
              </Notice>
            )}
            {part.refusal && <Failed refusal={part.refusal} />}
            <Deciding
              isPossible={preview.conflicts.length === 0}
              merge={merge}
              onMerged={({ id }) => go(isPerson ? `/people/${id}` : `/organisations/${id}`)}
              beside={
                <Button busy={part.busy} onClick={() => onPart().then(() => go(back))}>
                  {t('Not the same')}
                </Button>
              }
            />
          </>
        )}
      </Loaded>
    </Page>
  )
}

type DecidingProps = {
  isPossible: boolean
  merge: (reason: string) => Promise<{ id: string }>
  onMerged: (reply: { id: string }) => void
  beside: ReactNode
}

function Deciding({ isPossible, merge, onMerged, beside }: DecidingProps) {
  const draft = useDraft({ reason: '' })
  if (!isPossible) return <div className='actions'>{beside}</div>
  return (
    <Form
      draft={draft}
      label={t('Merge two entries')}
      action={t('Merge')}
      beside={beside}
      saidAfter={t('The two entries are one.')}
      submit={({ reason }) => merge(reason.trim())}
      onDone={onMerged}
    >
      <TextField
        at={draft.at('reason')}
        label={t('How it is known that they are the same')}
        hint={t('For example: same identity card, asked by telephone.')}
        maxLength={300}
        required
      />
    </Form>
  )
}

type Line = { key: string; label: string; of: (entry: Entry) => ReactNode }

/** What the entries are called besides, by what is written there; nothing where it is the same once more. */
function otherNames({ twin, kept }: Preview): Line[] {
  const other = ({ names }: Entry) => names[side() === 'zh' ? 'en' : 'zh']
  if ([twin, kept].every((entry) => other(entry) === nameOf(entry.names))) return []
  const isChinese = [twin, kept].some((entry) => isHan(other(entry)))
  const written = (name: string) => (isHan(name) ? <span lang={htmlLang('zh')}>{name}</span> : name)
  return [
    {
      key: 'other',
      label: isChinese ? t('Name in Chinese') : t('Latin name'),
      of: (entry) => (isHan(other(entry)) === isChinese ? written(other(entry)) : '–'),
    },
  ]
}

const linesFor = (subject: 'person' | 'organisation', preview: Preview): Line[] => {
  const path = subject === 'person' ? '/people' : '/organisations'
  const shared: Line[] = [
    {
      key: 'name',
      label: subject === 'person' ? t('Full name') : t('Name'),
      of: (entry) => (
        <Link className='name' lang={htmlLang(side())} href={`${path}/${entry.id}`}>
          {nameOf(entry.names)}
        </Link>
      ),
    },
    ...otherNames(preview),
    { key: 'place', label: t('Place'), of: (entry) => nameOf(entry.place.names) },
    { key: 'code', label: t('Code'), of: (entry) => <code>{entry.code}</code> },
  ]
  if (subject === 'person') {
    return [
      ...shared,
      { key: 'phone', label: t('Telephone'), of: (entry) => entry.phone ?? '–' },
      { key: 'posts', label: t('Posts'), of: (entry) => <Posts of={entry.posts} /> },
    ]
  }
  return [
    ...shared,
    { key: 'form', label: t('Form'), of: (entry) => (entry.form ? capital(formName(entry.form)) : '–') },
    { key: 'trade', label: t('Trade'), of: (entry) => (entry.trade ? nameOf(entry.trade) : '–') },
    {
      key: 'status',
      label: t('State'),
      of: (entry) => (entry.status ? t(organisationStatusNames[entry.status]) : '–'),
    },
  ]
}

function Compared({ of, subject }: { of: Preview; subject: 'person' | 'organisation' }) {
  return (
    <Section
      title={t('The two entries')}
      note={of.alike.length > 0 ? capital(sayAlike(of.alike)) : undefined}
      actions={
        <ButtonLink href={`${list}/${subject}/${of.kept.id}/${of.twin.id}`}>
          {t('Keep the other one')}
        </ButtonLink>
      }
    >
      <Table
        label={t('The two entries')}
        rows={linesFor(subject, of)}
        rowKey={(line) => line.key}
        columns={[
          { key: 'what', title: '', cell: (line) => line.label },
          { key: 'twin', title: t('Goes'), cell: (line) => line.of(of.twin) },
          { key: 'kept', title: t('Is kept'), cell: (line) => line.of(of.kept) },
        ]}
      />
    </Section>
  )
}

function Posts({ of }: { of: Entry['posts'] }) {
  if (of.length === 0) return <>–</>
  return (
    <>
      {of.map(({ post, organisation, fromOn, toOn }) => (
        <div key={`${fromOn} ${post.zh} ${organisation.zh}`}>
          {t('{post} at {organisation}', { post: nameOf(post), organisation: nameOf(organisation) })}{' '}
          <small>
            {formatDay(fromOn)} – {toOn ? formatDay(toOn) : t('ongoing')}
          </small>
        </div>
      ))}
    </>
  )
}
