// One place: where it belonged when, what happened to it, what lies under it, and what is registered there.
import { useState } from 'react'
import type { Static } from 'typebox'
import { Link, useSearchParams } from 'wouter'
import { useCall } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { DayField } from '../../../kit/fields.tsx'
import { PlaceName } from '../../../kit/marks.tsx'
import { Columns, Page, Particulars, Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatDay, formatNumber, nameOf, t, tn } from '../../../kit/words.ts'
import { placePage } from '../../places/contract.ts'
import { OrganisationDialog } from '../organisations/organisation-form.tsx'
import { formName } from '../parts/forms.ts'
import { levelName } from '../parts/levels.ts'
import { PersonDialog } from '../people/person-form.tsx'
import { otherName } from '../register-tabs.tsx'
import { History } from './events.tsx'
import { type Change, PlaceChangeDialog } from './place-changes.tsx'

type Reply = Static<typeof placePage.reply>

export function PlacePage({ placeId }: { placeId: string }) {
  const [query, setQuery] = useSearchParams()
  const on = query.get('on') ?? undefined
  const page = useCall(placePage, { params: { placeId }, query: { on } }, { keep: true })
  return (
    <Loaded of={page}>
      {(found) => (
        <Drawn found={found} setDay={(day) => setQuery(day ? { on: day } : {}, { replace: true })} />
      )}
    </Loaded>
  )
}

function Drawn({ found, setDay }: { found: Reply; setDay: (day: string) => void }) {
  const { on, place, path, parents, children, counts, people } = found
  const [open, setOpen] = useState<Change | 'organisation' | 'person' | null>(null)
  const shown = nameOf(place.names)
  return (
    <Page
      title={shown}
      beside={otherName(place.names, shown)}
      crumbs={[
        { text: t('Places'), href: `/places?on=${on}` },
        ...path
          .slice(0, -1)
          .map(({ id, names }) => ({ text: nameOf(names), href: `/places/${id}?on=${on}` })),
      ]}
      lead={
        path.length === 0
          ? t('This place did not exist on {day}.', { day: formatDay(on) })
          : t('As it stood on {day}.', { day: formatDay(on) })
      }
      actions={
        <>
          {found.mayOpenBelow && <Button onClick={() => setOpen('open')}>{changeName('open')}</Button>}
          {found.mayAddOrganisation && (
            <Button onClick={() => setOpen('organisation')}>{t('Enter an organisation')}</Button>
          )}
          {found.mayAddPerson && <Button onClick={() => setOpen('person')}>{t('Enter a person')}</Button>}
        </>
      }
    >
      <Columns
        side={
          <>
            <DayField at={{ pointer: '/on', value: on, set: setDay }} label={t('As of')} />
            <Particulars
              of={[
                { label: t('Level'), value: levelName(place.level) },
                { label: t('Code'), value: <code>{place.code}</code> },
                ...(place.fromOn ? [{ label: t('Since'), value: formatDay(place.fromOn) }] : []),
                ...(place.toOn ? [{ label: t('Until'), value: formatDay(place.toOn) }] : []),
              ]}
            />
            {found.mayChange && (
              <Section title={t('Record a change')}>
                <div className='actions'>
                  {(['transfer', 'merge', 'split', 'rename', 'correct'] as const).map((change) => (
                    <Button key={change} onClick={() => setOpen(change)}>
                      {changeName(change)}
                    </Button>
                  ))}
                </div>
              </Section>
            )}
          </>
        }
      >
        <Registered counts={counts} people={people} placeId={place.id} />
        <Section title={t('What happened')}>
          <History placeId={place.id} empty={t('No change of this place is recorded.')} />
        </Section>
        {parents.length > 0 && <Parents of={parents} />}
        {children.length > 0 && (
          <Section title={t('Directly under it')}>
            <Table
              label={t('Directly under it')}
              rows={children}
              rowKey={(one) => one.id}
              href={(one) => `/places/${one.id}?on=${on}`}
              columns={[
                {
                  key: 'name',
                  title: t('Place'),
                  cell: (one) => <PlaceName of={one.names} />,
                  sort: (one) => one.names.en,
                },
                { key: 'level', title: t('Level'), cell: (one) => levelName(one.level) },
                {
                  key: 'code',
                  title: t('Code'),
                  cell: (one) => <code>{one.code}</code>,
                  sort: (one) => one.code,
                },
              ]}
            />
          </Section>
        )}
      </Columns>
      {open && open !== 'organisation' && open !== 'person' && (
        <PlaceChangeDialog
          change={open}
          title={changeName(open)}
          place={place}
          onClose={() => setOpen(null)}
        />
      )}
      <OrganisationDialog open={open === 'organisation'} place={place} onClose={() => setOpen(null)} />
      <PersonDialog open={open === 'person'} place={place} onClose={() => setOpen(null)} />
    </Page>
  )
}

function changeName(change: Change): string {
  switch (change) {
    case 'open':
      return t('Enter a place below')
    case 'transfer':
      return t('Transfer')
    case 'merge':
      return t('Merger')
    case 'split':
      return t('Split')
    case 'rename':
      return t('New name')
    case 'correct':
      return t('Correct the entry')
  }
}

function Parents({ of }: { of: Reply['parents'] }) {
  return (
    <Section title={t('Where it belonged')}>
      <Table
        label={t('Where it belonged')}
        rows={of}
        rowKey={(one) => `${one.parent.id} ${one.fromOn}`}
        href={(one) => `/places/${one.parent.id}`}
        columns={[
          { key: 'parent', title: t('Under'), cell: (one) => <PlaceName of={one.parent.names} /> },
          {
            key: 'from',
            title: t('From'),
            cell: (one) => (one.fromOn ? formatDay(one.fromOn) : t('not recorded')),
          },
          { key: 'to', title: t('Until'), cell: (one) => (one.toOn ? formatDay(one.toOn) : t('ongoing')) },
        ]}
      />
    </Section>
  )
}

function Registered({
  counts,
  people,
  placeId,
}: {
  counts: Reply['counts']
  people: number | null
  placeId: string
}) {
  const total = counts.reduce((sum, one) => sum + one.count, 0)
  return (
    <Section
      title={t('Registered here and below')}
      actions={
        people !== null &&
        people > 0 && (
          <ButtonLink href={`/people?under=${placeId}`}>{tn('{n} person', '{n} people', people)}</ButtonLink>
        )
      }
    >
      <Table
        label={t('Organisations by form')}
        rows={counts}
        rowKey={(one) => one.form}
        href={(one) => `/organisations?under=${placeId}&form=${one.form}`}
        sort={{ key: 'count', down: true }}
        empty={<Empty>{t('No organisation that you may see is registered here.')}</Empty>}
        columns={[
          {
            key: 'form',
            title: t('Form'),
            cell: (one) => formName(one.form),
            sum: <Link href={`/organisations?under=${placeId}`}>{t('All organisations')}</Link>,
          },
          {
            key: 'count',
            title: t('Number'),
            num: true,
            cell: (one) => formatNumber(one.count),
            sort: (one) => one.count,
            sum: formatNumber(total),
          },
        ]}
      />
    </Section>
  )
}
