// Gives a post to a person, from the page of either; and ends an appointment, with or without a successor.
import { useState } from 'react'
import type { Names } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { CheckField, DayField, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { nameOf, t } from '../../../kit/words.ts'
import { postFits } from '../../appointments/rules.ts'
import { listPosts } from '../../lists/contract.ts'
import { offered } from '../../lists/rules.ts'
import { appoint, endAppointment } from '../../people/contract.ts'
import { OrganisationPicker } from '../parts/organisation-picker.tsx'
import { PersonPicker } from '../parts/person-picker.tsx'

type Unit = { id: string; form: string; placeId: string }
/** One of the two is known: the page that the form is on. */
type Props = { personId?: string; unit?: Unit; onClose: () => void }

export function AppointDialog(props: Props) {
  return (
    <Dialog title={t('Give a post')} open onClose={props.onClose}>
      <Appointing {...props} />
    </Dialog>
  )
}

function Appointing({ personId, unit, onClose }: Props) {
  const posts = useCall(listPosts, {})
  const [unitForm, setUnitForm] = useState<string | undefined>(unit?.form)
  const [isAsked, setAsked] = useState(false)
  const save = useSend(appoint)
  const draft = useDraft({
    personId: personId ?? '',
    organisationId: unit?.id ?? '',
    postId: '',
    fromOn: '',
    toOn: '',
    overlapMeant: false,
  })
  const fitting = offered(posts.data?.posts ?? []).filter(
    (post) => unitForm === undefined || postFits(post, unitForm),
  )
  return (
    <Form
      draft={draft}
      action={t('Give the post')}
      submit={(value) =>
        save.send({ body: { ...value, toOn: value.toOn || null } }).catch((error) => {
          // Only whoever is told of another post in these days is asked whether that is meant.
          if (error instanceof Refusal && error.errors.some((one) => one.pointer === '/overlapMeant'))
            setAsked(true)
          throw error
        })
      }
      onDone={onClose}
    >
      {!personId && <PersonPicker at={draft.at('personId')} label={t('Person')} required />}
      {!unit && (
        <OrganisationPicker
          at={draft.at('organisationId')}
          label={t('Organisation')}
          onChoose={(choice) => setUnitForm(choice?.form)}
          required
        />
      )}
      <SelectField
        at={draft.at('postId')}
        label={t('Post')}
        options={fitting.map(({ id, names }) => ({ value: id, text: nameOf(names) }))}
        required
      />
      <FieldRow>
        <DayField at={draft.at('fromOn')} label={t('From')} required />
        <DayField
          at={draft.at('toOn')}
          label={t('Until')}
          hint={t('The first day on which it no longer holds')}
          required={false}
        />
      </FieldRow>
      {isAsked && (
        <CheckField at={draft.at('overlapMeant')} label={t('Two posts at the same time are meant.')} />
      )}
    </Form>
  )
}

type EndProps = {
  appointment: { id: string; post: Names; person: Names; placeId?: string }
  onClose: () => void
}

export function EndAppointmentDialog(props: EndProps) {
  const { person, post } = props.appointment
  return (
    <Dialog
      title={t('{person}: end as {post}', { person: nameOf(person), post: nameOf(post) })}
      open
      onClose={props.onClose}
    >
      <Ending {...props} />
    </Dialog>
  )
}

function Ending({ appointment, onClose }: EndProps) {
  const draft = useDraft({ onDay: '', successorPersonId: '' })
  const save = useSend(endAppointment)
  return (
    <Form
      draft={draft}
      action={draft.value.successorPersonId ? t('Hand over the post') : t('End the appointment')}
      submit={(value) =>
        save.send({
          params: { appointmentId: appointment.id },
          body: { onDay: value.onDay, successorPersonId: value.successorPersonId || null },
        })
      }
      onDone={onClose}
    >
      <p>
        {t(
          'Commitments stay with the post: a successor sees them. Private notes stay with the person who wrote them.',
        )}
      </p>
      <DayField at={draft.at('onDay')} label={t('The first day without the post')} required />
      <PersonPicker
        at={draft.at('successorPersonId')}
        label={t('Successor from that day on')}
        required={false}
      />
    </Form>
  )
}
