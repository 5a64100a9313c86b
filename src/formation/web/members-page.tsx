// The members of a unit on a day, with who joined and who left beside them, so that growth never stands alone.
import { useState } from 'react'
import type { CallReply } from '../../base/call.ts'
import { isErased } from '../../base/erased.ts'
import { msg } from '../../base/words.ts'
import { useCall } from '../../kit/api.ts'
import { Button, ButtonLink } from '../../kit/button.tsx'
import { FieldRow } from '../../kit/field.tsx'
import { DayField, SelectField } from '../../kit/fields.tsx'
import { Further } from '../../kit/further.tsx'
import { Illustrative, InventedMark, InventedNote, PersonName, Tag } from '../../kit/marks.tsx'
import { Facts, Page } from '../../kit/page.tsx'
import { SearchField } from '../../kit/search-field.tsx'
import { Empty, Loaded, Notice } from '../../kit/states.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { useFilter } from '../../kit/use-filter.ts'
import { capital, formatDay, formatNumber, nameOf, t, tn } from '../../kit/words.ts'
import { formName } from '../../registry/web/parts/forms.ts'
import { membersPage, shownMembers } from '../contract.ts'
import { consentHowNames, partyNames } from '../rules.ts'
import { AddMemberDialog } from './add-member.tsx'
import { endReasonText, MembershipTag } from './marks.tsx'

type Reply = CallReply<typeof membersPage>
type Member = Reply['members'][number]
type Shown = (typeof shownMembers)[number]
const keys = ['text', 'show', 'on', 'since', 'after'] as const

export function MembersPage({ organisationId }: { organisationId: string }) {
  const filter = useFilter(keys)
  const { show, ...values } = filter.values
  const query = { ...values, show: shownMembers.find((one) => one === show) }
  const page = useCall(membersPage, { params: { organisationId }, query }, { keep: true })
  return <Loaded of={page}>{(found) => <Drawn found={found} filter={filter} />}</Loaded>
}

type Filter = ReturnType<typeof useFilter<(typeof keys)[number]>>

function Drawn({ found, filter: { values, at, change } }: { found: Reply; filter: Filter }) {
  const { organisation: unit, on, since } = found
  const [isAdding, setAdding] = useState(false)
  const shown = nameOf(unit.names)
  const base = `/organisations/${unit.id}`
  const day = (key: 'on' | 'since', otherwise: string) => ({ ...at(key), value: values[key] ?? otherwise })
  return (
    <Page
      title={t('Members: {unit}', { unit: shown })}
      crumbs={[
        { text: t('Organisations'), href: '/organisations' },
        { text: nameOf(unit.place.names), href: `/places/${unit.place.id}` },
        { text: shown, href: base },
      ]}
      lead={
        <>
          {capital(formName(unit.form))} {unit.illustrative && <Illustrative />}
        </>
      }
      actions={
        <>
          <ButtonLink href={`${base}/members/paper?on=${on}`}>{t('List to print')}</ButtonLink>
          {found.mayAdd && (
            <Button kind='primary' onClick={() => setAdding(true)}>
              {t('Add a member')}
            </Button>
          )}
        </>
      }
    >
      <Figures found={found} />
      <Closed found={found} />
      <FieldRow>
        <SearchField at={at('text')} label={t('Find')} placeholder={t('Name, pinyin or code')} />
        <SelectField<Shown>
          at={{ ...at('show'), value: (values.show ?? 'present') as Shown }}
          label={t('Show')}
          options={shownMembers.map((value) => ({ value, text: t(shownTexts[value]) }))}
        />
        <DayField at={day('on', on)} label={t('On the day')} />
        <DayField at={day('since', since)} label={t('Joined and left since')} max={on} />
      </FieldRow>
      <List found={found} isFiltered={Boolean(values.text || values.show || values.on)} />
      <InventedNote of={found.members} />
      <Further after={values.after} next={found.next} change={change} />
      {isAdding && <AddMemberDialog unit={unit} onClose={() => setAdding(false)} />}
    </Page>
  )
}

const shownTexts: Record<Shown, string> = {
  present: msg('Members on the day'),
  joined: msg('Those who joined'),
  left: msg('Those who left'),
  ever: msg('Everybody ever entered'),
}

/** Members, and beside them who joined and who left, and why. */
function Figures({ found: { figures, on, since, organisation } }: { found: Reply }) {
  const of = (show: Shown) =>
    `/organisations/${organisation.id}/members?${new URLSearchParams({ show, on, since })}`
  const days = { from: formatDay(since), to: formatDay(on) }
  return (
    <>
      <Facts
        of={[
          {
            figure: formatNumber(figures.members),
            label: tn('member on {day}', 'members on {day}', figures.members, { day: formatDay(on) }),
            href: of('present'),
          },
          ...(figures.households > 0
            ? [
                {
                  figure: formatNumber(figures.households),
                  label: tn('of them a household', 'of them households', figures.households),
                },
              ]
            : []),
          {
            figure: formatNumber(figures.joined),
            label: tn('joined since {from}', 'joined since {from}', figures.joined, days),
            href: of('joined'),
          },
          {
            figure: formatNumber(figures.left),
            label: tn('left since {from}', 'left since {from}', figures.left, days),
            href: of('left'),
          },
        ]}
      />
      {figures.reasons.length > 0 && (
        <p className='note'>
          {t('Why they left: {reasons}', {
            reasons: figures.reasons
              .map(({ reason, count }) =>
                t('{reason}: {n}', { reason: endReasonText(reason), n: formatNumber(count) }),
              )
              .join(' · '),
          })}
        </p>
      )}
    </>
  )
}

function Closed({ found: { organisation: unit, mayChange, figures } }: { found: Reply }) {
  if (unit.status === 'merged')
    return (
      <Notice title={t('This unit went into another one.')}>
        {t('Its memberships ended with it. Who goes on in the other unit joins it by their own consent.')}
      </Notice>
    )
  if (unit.status !== 'dissolved' || !mayChange || figures.members === 0) return null
  return (
    <Notice tone='warn' title={t('This unit was dissolved.')}>
      {t('Say of everybody who is still entered on which day the membership ended.')}
    </Notice>
  )
}

function List({ found, isFiltered }: { found: Reply; isFiltered: boolean }) {
  return (
    <Table
      label={t('Members')}
      rows={found.members}
      rowKey={(one) => one.id}
      href={(one) => (isErased(one.person.names) ? undefined : `/people/${one.person.id}/memberships`)}
      empty={
        <Empty>
          {isFiltered
            ? t('Nobody is entered here for what you chose.')
            : t('No member is entered yet. Whoever joins is entered once they have agreed to it themselves.')}
        </Empty>
      }
      columns={[
        { key: 'person', title: t('Member'), cell: (one) => <Name of={one} /> },
        { key: 'joined', title: t('Joined'), tight: true, cell: (one) => formatDay(one.joinedOn) },
        {
          key: 'consent',
          title: t('Consent'),
          cell: (one) => (
            <>
              {formatDay(one.consentOn)}
              <small className='below'>{t(consentHowNames[one.consentHow])}</small>
            </>
          ),
        },
        ...(found.members.some((one) => one.endsOn) ? [left()] : []),
        {
          key: 'state',
          title: t('State'),
          cell: (one) => (
            <>
              <MembershipTag state={one.state} /> {one.isCorrected && <Tag>{t('corrected')}</Tag>}
            </>
          ),
        },
      ]}
    />
  )
}

const Name = ({ of }: { of: Member }) => (
  <>
    <PersonName of={of.person.names} /> {of.illustrative && <InventedMark />}
    {of.party === 'household' && <small className='below'>{t(partyNames.household)}</small>}
  </>
)

const left = (): Column<Member> => ({
  key: 'left',
  title: t('Left'),
  cell: (one) =>
    one.endsOn ? (
      <>
        {formatDay(one.endsOn)}
        <small className='below'>{endReasonText(one.endReason)}</small>
      </>
    ) : (
      '–'
    ),
})
