// What was perhaps entered twice in the reader's places: likely pairs, pairs said not to be the same, and what was
// merged.
import { useState } from 'react'
import { Link } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { type Asked, useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Confirm } from '../../../kit/dialog.tsx'
import { Further } from '../../../kit/further.tsx'
import { Illustrative, PersonName, Quiet, Tag } from '../../../kit/marks.tsx'
import { Page, Rows, Section, Tabs } from '../../../kit/page.tsx'
import type { Refusal } from '../../../kit/refusal.ts'
import { Empty, Failed, Loaded } from '../../../kit/states.tsx'
import { useFilter } from '../../../kit/use-filter.ts'
import { formatInstant, nameOf, t } from '../../../kit/words.ts'
import {
  keepOrganisationsApart,
  keepPeopleApart,
  likelyOrganisations,
  likelyPeople,
  listTwins,
  undoTwin,
} from '../../twins/contract.ts'
import { sayAlike, sayEntry } from './near-hint.tsx'

type Pair = CallReply<typeof likelyPeople>['pairs'][number]
type Twin = CallReply<typeof listTwins>['twins'][number]

const views = () => [
  { view: undefined, text: t('Persons') },
  { view: 'units', text: t('Organisations') },
  { view: 'merged', text: t('Merged entries') },
]

export function DuplicatesPage() {
  const { values, change } = useFilter(['view', 'apart', 'after'])
  const { view, after } = values
  const apart = values.apart === 'yes'
  return (
    <Page
      title={t('Entered twice')}
      crumbs={[{ text: t('Registers'), href: '/registers' }]}
      lead={t('The same person or unit, perhaps entered twice in your places. Nothing is merged by itself.')}
    >
      <Tabs
        label={t('Entered twice')}
        of={views().map((one) => ({
          text: one.text,
          href: `/registers/duplicates${one.view ? `?view=${one.view}` : ''}`,
          current: one.view === view,
        }))}
      />
      {view === 'merged' ? (
        <Merged after={after} change={change} />
      ) : (
        <Section
          title={apart ? t('Said not to be the same') : t('Likely the same')}
          actions={
            <Button
              kind='link'
              onClick={() => change({ apart: apart ? undefined : 'yes', after: undefined })}
            >
              {apart ? t('Show those likely the same') : t('Show those said not to be the same')}
            </Button>
          }
        >
          {view === 'units' ? (
            <Units apart={apart} after={after} change={change} />
          ) : (
            <People apart={apart} after={after} change={change} />
          )}
        </Section>
      )}
    </Page>
  )
}

type ListProps = { apart: boolean; after?: string; change: (values: { after?: string }) => void }

function People({ apart, after, change }: ListProps) {
  const found = useCall(likelyPeople, { query: { apart, after } }, { keep: true })
  const save = useSend(keepPeopleApart)
  const onApart = ({ first, second }: Pair) =>
    save.start({ params: { personId: first.id, keptPersonId: second.id }, body: { apart: !apart } })
  const list = { apart, after, change, found, refusal: save.refusal, onApart }
  return <PairList {...list} subject='person' path='/people' />
}

function Units({ apart, after, change }: ListProps) {
  const found = useCall(likelyOrganisations, { query: { apart, after } }, { keep: true })
  const save = useSend(keepOrganisationsApart)
  const onApart = ({ first, second }: Pair) =>
    save.start({
      params: { organisationId: first.id, keptOrganisationId: second.id },
      body: { apart: !apart },
    })
  const list = { apart, after, change, found, refusal: save.refusal, onApart }
  return <PairList {...list} subject='organisation' path='/organisations' />
}

type PairListProps = ListProps &
  Omit<PairsProps, 'of'> & {
    found: Asked<CallReply<typeof likelyPeople>>
    refusal: Refusal | null
  }

function PairList({ found, refusal, after, change, ...rest }: PairListProps) {
  return (
    <Loaded of={found}>
      {({ pairs, next }) => (
        <>
          {refusal && <Failed refusal={refusal} />}
          <Pairs {...rest} of={pairs} />
          <Further after={after} next={next} change={change} />
        </>
      )}
    </Loaded>
  )
}

type PairsProps = {
  of: Pair[]
  path: string
  subject: 'person' | 'organisation'
  apart: boolean
  onApart: (pair: Pair) => void
}

function Pairs({ of, path, subject, apart, onApart }: PairsProps) {
  if (of.length === 0) {
    return (
      <Empty>
        {apart
          ? t('No two entries were said to be different.')
          : t(
              'No two entries in your places look like the same. What is typed is compared while it is entered.',
            )}
      </Empty>
    )
  }
  const names = ({ first, second }: Pair) => ({ first: nameOf(first.names), second: nameOf(second.names) })
  return (
    <Rows
      of={of.map((pair) => ({
        key: `${pair.first.id} ${pair.second.id}`,
        text: (
          <>
            {[pair.first, pair.second].map((entry) => (
              <div key={entry.id}>
                <PersonName of={entry.names} href={`${path}/${entry.id}`} />{' '}
                <Quiet>· {sayEntry(entry)}</Quiet> {entry.illustrative && <Illustrative />}
              </div>
            ))}
          </>
        ),
        note: sayAlike(pair.alike),
        end: (
          <span className='actions'>
            {!apart && (
              <ButtonLink href={`/registers/duplicates/${subject}/${pair.second.id}/${pair.first.id}`}>
                {t('Compare')}
              </ButtonLink>
            )}
            <Button
              label={
                apart
                  ? t('Perhaps the same after all: {first} and {second}', names(pair))
                  : t('Not the same: {first} and {second}', names(pair))
              }
              onClick={() => onApart(pair)}
            >
              {apart ? t('Perhaps the same after all') : t('Not the same')}
            </Button>
          </span>
        ),
      }))}
    />
  )
}

function Merged({ after, change }: Omit<ListProps, 'apart'>) {
  const found = useCall(listTwins, { query: { after } }, { keep: true })
  const [undoing, setUndoing] = useState<Twin | null>(null)
  const undo = useSend(undoTwin)
  return (
    <Section
      title={t('Merged entries, the latest first')}
      note={t(
        'A merge is taken back from the latest on. What came to the kept entry afterwards stays there.',
      )}
    >
      <Loaded of={found}>
        {({ twins, next }) => (
          <>
            {twins.length === 0 && <Empty>{t('Nothing was merged yet.')}</Empty>}
            <Rows of={twins.map((twin) => rowOf(twin, () => setUndoing(twin)))} />
            <Further after={after} next={next} change={change} />
          </>
        )}
      </Loaded>
      {undoing && (
        <Confirm
          title={t('Take the merge back')}
          open
          onClose={() => setUndoing(null)}
          action={t('Take back')}
          saidAfter={t('The merge is taken back.')}
          onConfirm={() => undo.send({ params: { twinId: undoing.id }, body: {} })}
        >
          {t('{twin} becomes an entry of its own again, with everything that named it before.', {
            twin: nameOf(undoing.twin.names),
          })}
        </Confirm>
      )}
    </Section>
  )
}

function rowOf(twin: Twin, onUndo: () => void) {
  const path = twin.subject === 'person' ? '/people' : '/organisations'
  const moved = twin.moved.map(({ what, count }) => `${what} ${count}`).join(', ')
  return {
    key: twin.id,
    text: (
      <>
        {nameOf(twin.twin.names)} <Quiet>{twin.twin.code}</Quiet> →{' '}
        <Link href={`${path}/${twin.kept.id}`}>{nameOf(twin.kept.names)}</Link>{' '}
        <Quiet>{twin.kept.code}</Quiet> {twin.undoneAt && <Tag>{t('taken back')}</Tag>}
      </>
    ),
    note: (
      <>
        {[formatInstant(twin.madeAt), twin.by && nameOf(twin.by), twin.reason, moved]
          .filter(Boolean)
          .join(' · ')}
        {twin.undoneAt &&
          ` · ${t('taken back on {day} by {name}', {
            day: formatInstant(twin.undoneAt),
            name: twin.undoneBy ? nameOf(twin.undoneBy) : '–',
          })}`}
      </>
    ),
    end: twin.mayUndo && (
      <Button small label={t('Take back: {name}', { name: nameOf(twin.twin.names) })} onClick={onUndo}>
        {t('Take back')}
      </Button>
    ),
  }
}
