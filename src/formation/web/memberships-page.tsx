// The memberships of one person: where, by what consent, until when, and what was corrected in each.
import { useState } from 'react'
import type { CallReply } from '../../base/call.ts'
import { leftReasonNames } from '../../carry-out/reports/rules.ts'
import { useCall } from '../../kit/api.ts'
import { Button } from '../../kit/button.tsx'
import { Illustrative, UnitName } from '../../kit/marks.tsx'
import { Page, Particulars, Rows, Section } from '../../kit/page.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { formatDay, nameOf, t } from '../../kit/words.ts'
import { formName } from '../../registry/web/parts/forms.ts'
import { personMemberships } from '../contract.ts'
import { consentHowNames, differing, type Field, partyNames, type Terms } from '../rules.ts'
import { endReasonText, MembershipTag } from './marks.tsx'
import { CorrectDialog, LeaveDialog, type Membership, StrikeDialog } from './membership-dialogs.tsx'

type Reply = CallReply<typeof personMemberships>

export function MembershipsPage({ personId }: { personId: string }) {
  const page = useCall(personMemberships, { params: { personId } })
  return <Loaded of={page}>{(found) => <Drawn found={found} />}</Loaded>
}

type Open = { what: 'leave' | 'correct' | 'strike'; of: Membership }

function Drawn({ found: { person, memberships, isOwn } }: { found: Reply }) {
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const shown = nameOf(person.names)
  return (
    <Page
      title={t('Memberships: {person}', { person: shown })}
      crumbs={[
        { text: t('People and posts'), href: '/people' },
        { text: shown, href: `/people/${person.id}` },
      ]}
      lead={
        <>
          {isOwn
            ? t(
                'What is entered about you. You may leave at any time, here or by telling your unit or the officer of your place.',
              )
            : nameOf(person.place.names)}{' '}
          {person.illustrative && <Illustrative />}
        </>
      }
    >
      {memberships.length === 0 && (
        <Empty>
          {t(
            'No membership is entered. Members are entered on the page of their unit, by their own consent.',
          )}
        </Empty>
      )}
      {memberships.map((one) => (
        <One key={one.id} of={one} onOpen={(what) => setOpen({ what, of: one })} />
      ))}
      {open?.what === 'leave' && <LeaveDialog of={open.of} onClose={close} />}
      {open?.what === 'correct' && <CorrectDialog of={open.of} onClose={close} />}
      {open?.what === 'strike' && <StrikeDialog of={open.of} onClose={close} />}
    </Page>
  )
}

function One({ of, onOpen }: { of: Membership; onOpen: (what: Open['what']) => void }) {
  return (
    <Section
      title={
        <>
          <UnitName of={of.organisation.names} href={`/organisations/${of.organisation.id}`} />{' '}
          <MembershipTag state={of.state} />
        </>
      }
      actions={
        <>
          {of.mayLeave && (
            <Button small onClick={() => onOpen('leave')}>
              {of.mayChange ? t('Record the leaving') : t('Leave this unit')}
            </Button>
          )}
          {of.mayChange && (
            <>
              <Button small onClick={() => onOpen('correct')}>
                {t('Correct')}
              </Button>
              <Button small onClick={() => onOpen('strike')}>
                {t('Strike out')}
              </Button>
            </>
          )}
        </>
      }
    >
      <Particulars
        of={[
          { label: t('Form'), value: formName(of.form) },
          { label: t('Place'), value: nameOf(of.place.names) },
          { label: t('Joined'), value: `${formatDay(of.joinedOn)} · ${t(partyNames[of.party])}` },
          { label: t('Consent'), value: `${formatDay(of.consentOn)} · ${t(consentHowNames[of.consentHow])}` },
          ...(of.endsOn
            ? [{ label: t('Left'), value: `${formatDay(of.endsOn)} · ${endReasonText(of.endReason)}` }]
            : []),
          ...(of.note ? [{ label: t('Note'), value: of.note }] : []),
          {
            label: t('Entered on'),
            value: [formatDay(of.madeOn), of.madeBy && nameOf(of.madeBy)].filter(Boolean).join(' · '),
          },
        ]}
      />
      {of.changes.length > 0 && (
        <Rows
          of={of.changes.map((change) => ({
            key: change.id,
            mark: formatDay(change.madeOn),
            text: changeText(change),
            note: [change.reason, change.madeBy && nameOf(change.madeBy)].filter(Boolean).join(' · '),
          }))}
        />
      )}
    </Section>
  )
}

type Change = Membership['changes'][number]

function changeText({ kind, before, after }: Change): string {
  if (kind === 'left') return t('Leaving recorded')
  if (kind === 'struck') return t('Struck out')
  return t('Corrected: {fields}', {
    fields: differing(before, after)
      .map((field) =>
        t('{field} from {before} to {after}', {
          field: fieldTexts[field](),
          before: valueText(before, field),
          after: valueText(after, field),
        }),
      )
      .join('; '),
  })
}

const fieldTexts: Record<Field, () => string> = {
  party: () => t('Who joins'),
  joinedOn: () => t('Joined'),
  leftOn: () => t('Left'),
  leftReason: () => t('Reason for leaving'),
  consentOn: () => t('Day of consent'),
  consentHow: () => t('Consent'),
  note: () => t('Note'),
}

function valueText(terms: Terms, field: Field): string {
  switch (field) {
    case 'party':
      return t(partyNames[terms.party])
    case 'consentHow':
      return t(consentHowNames[terms.consentHow])
    case 'leftReason':
      return terms.leftReason ? t(leftReasonNames[terms.leftReason]) : t('not said')
    case 'leftOn':
      return terms.leftOn ? formatDay(terms.leftOn) : t('not left')
    case 'note':
      return terms.note || '–'
    default:
      return formatDay(terms[field])
  }
}
