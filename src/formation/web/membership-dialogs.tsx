// What is done to one membership: record that the member left, correct the entry, strike it out.
import { useState } from 'react'
import type { CallReply } from '../../base/call.ts'
import { newId } from '../../base/ids.ts'
import type { LeftReasonKind } from '../../carry-out/reports/rules.ts'
import { leftReasonNames, leftReasons } from '../../carry-out/reports/rules.ts'
import { useSend } from '../../kit/api.ts'
import { Confirm, Dialog } from '../../kit/dialog.tsx'
import { useDraft } from '../../kit/draft.ts'
import { FieldRow } from '../../kit/field.tsx'
import { CheckField, DayField, SelectField, TextArea } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { Refusal } from '../../kit/refusal.ts'
import { nameOf, t } from '../../kit/words.ts'
import { correctMembership, endMembership, type personMemberships, strikeMembership } from '../contract.ts'
import type { ConsentHow } from '../rules.ts'
import { ConsentFields } from './consent-fields.tsx'

export type Membership = CallReply<typeof personMemberships>['memberships'][number]
type Props = { of: Membership; onClose: () => void }

const reasonOptions = () => leftReasons.map((value) => ({ value, text: t(leftReasonNames[value]) }))

export function LeaveDialog({ of, onClose }: Props) {
  return (
    <Dialog
      title={
        of.mayChange
          ? t('Leaves {unit}', { unit: nameOf(of.organisation.names) })
          : t('Leave {unit}', { unit: nameOf(of.organisation.names) })
      }
      open
      onClose={onClose}
    >
      <Leaving of={of} onClose={onClose} />
    </Dialog>
  )
}

function Leaving({ of, onClose }: Props) {
  const [id] = useState(newId)
  const draft = useDraft({ leftOn: '', leftReason: '' as LeftReasonKind | '', note: '' })
  const save = useSend(endMembership)
  return (
    <Form
      draft={draft}
      action={of.mayChange ? t('Record the leaving') : t('Leave this unit')}
      saidAfter={t('The leaving is recorded.')}
      submit={({ leftReason, ...value }) =>
        save.send({
          params: { membershipId: of.id },
          body: { id, ...value, leftReason: leftReason as LeftReasonKind },
        })
      }
      onDone={onClose}
    >
      <p>
        {t(
          'Leaving is always possible. What is still owed, to the unit or by it, is settled afterwards and holds nobody back.',
        )}
      </p>
      <FieldRow>
        <DayField
          at={draft.at('leftOn')}
          label={t('Left on')}
          hint={
            of.mayChange
              ? t('The first day on which they are a member no longer')
              : t('The first day on which you are a member no longer, from today on')
          }
          min={of.joinedOn}
          required
        />
        <SelectField at={draft.at('leftReason')} label={t('Reason')} options={reasonOptions()} required />
      </FieldRow>
      <TextArea at={draft.at('note')} label={t('Note')} rows={2} maxLength={1000} required={false} />
    </Form>
  )
}

export function CorrectDialog({ of, onClose }: Props) {
  return (
    <Dialog title={t('Correct the membership')} open onClose={onClose}>
      <Correcting of={of} onClose={onClose} />
    </Dialog>
  )
}

function Correcting({ of, onClose }: Props) {
  const [id] = useState(newId)
  const [isAsked, setAsked] = useState(false)
  const save = useSend(correctMembership)
  const draft = useDraft({
    party: of.party,
    joinedOn: of.joinedOn,
    consentOn: of.consentOn,
    consentHow: of.consentHow as ConsentHow | '',
    note: of.note,
    leftOn: of.leftOn ?? '',
    leftReason: of.leftReason ?? ('' as LeftReasonKind | ''),
    reason: '',
    overlapMeant: false,
  })
  return (
    <Form
      draft={draft}
      action={t('Save the correction')}
      submit={({ consentHow, leftOn, leftReason, ...value }) =>
        save
          .send({
            params: { membershipId: of.id },
            body: {
              id,
              ...value,
              consentHow: consentHow as ConsentHow,
              leftOn: leftOn || null,
              leftReason: leftReason || null,
            },
          })
          .catch((error) => {
            if (error instanceof Refusal && error.errors.some((one) => one.pointer === '/overlapMeant'))
              setAsked(true)
            throw error
          })
      }
      onDone={onClose}
    >
      <ConsentFields
        party={draft.at('party')}
        joinedOn={draft.at('joinedOn')}
        consentOn={draft.at('consentOn')}
        consentHow={draft.at('consentHow')}
        note={draft.at('note')}
      />
      <FieldRow>
        <DayField
          at={draft.at('leftOn')}
          label={t('Left on')}
          hint={t('The first day on which they are a member no longer')}
          required={false}
        />
        {draft.value.leftOn && (
          <SelectField
            at={draft.at('leftReason')}
            label={t('Reason for leaving')}
            none={t('not said')}
            options={reasonOptions()}
          />
        )}
      </FieldRow>
      {isAsked && (
        <CheckField at={draft.at('overlapMeant')} label={t('Two memberships at the same time are meant.')} />
      )}
      <TextArea
        at={draft.at('reason')}
        label={t('Why it is corrected')}
        hint={t('What stood before stays visible beside it.')}
        rows={2}
        maxLength={1000}
        required
      />
    </Form>
  )
}

export function StrikeDialog({ of, onClose }: Props) {
  const [id] = useState(newId)
  const save = useSend(strikeMembership)
  return (
    <Confirm
      title={t('Strike out the membership')}
      open
      onClose={onClose}
      action={t('Strike out')}
      danger
      reason={t('Why it is struck out')}
      onConfirm={(reason) => save.send({ params: { membershipId: of.id }, body: { id, reason } })}
      saidAfter={t('The membership is struck out.')}
    >
      <p>
        {t(
          'Only for what never was: a wrong person, or an entry made without consent. It stays visible with its reason and counts nowhere. Who was a member and left is recorded as having left.',
        )}
      </p>
    </Confirm>
  )
}
