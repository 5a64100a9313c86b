// The form of a person, for entering one and for correcting it. It asks for what the work needs and no more.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { emptyText, type Names } from '../../../base/words.ts'
import { useSend } from '../../../kit/api.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { Form } from '../../../kit/form.tsx'
import { t } from '../../../kit/words.ts'
import { addPerson, changePerson } from '../../people/contract.ts'
import { PersonFields } from '../parts/person-fields.tsx'
import { NearPeople } from '../twins/near-hint.tsx'

type Place = { id: string; names: Names }

export function PersonDialog({ open, place, onClose }: { open: boolean; place: Place; onClose: () => void }) {
  return (
    <Dialog title={t('Enter a person')} open={open} onClose={onClose}>
      <Adding place={place} />
    </Dialog>
  )
}

function Adding({ place }: { place: Place }) {
  const draft = useDraft({ names: emptyText, phone: '' })
  const [, go] = useLocation()
  const save = useSend(addPerson)
  return (
    <Form
      draft={draft}
      action={t('Enter')}
      submit={({ names, phone }) => save.send({ body: { placeId: place.id, names, phone: phone || null } })}
      onDone={({ id }) => go(`/people/${id}`)}
    >
      <PersonFields names={draft.at('names')} phone={draft.at('phone')} />
      <NearPeople placeId={place.id} {...draft.value.names} phone={draft.value.phone} />
    </Form>
  )
}

type Editing = {
  person: { id: string; names: Names; phone: string | null; place: Place }
  onClose: () => void
}

export function EditPersonDialog(props: Editing) {
  return (
    <Dialog title={t('Correct the entry')} open onClose={props.onClose}>
      <Correcting {...props} />
    </Dialog>
  )
}

function Correcting({ person, onClose }: Editing) {
  // What the form began from, whatever the page has fetched since.
  const [was] = useState({ names: person.names, phone: person.phone })
  const draft = useDraft({ ...was, phone: was.phone ?? '' })
  const save = useSend(changePerson)
  return (
    <Form
      draft={draft}
      action={t('Save')}
      submit={({ names, phone }) =>
        save.send({ params: { personId: person.id }, body: { names, phone: phone || null, was } })
      }
      onDone={onClose}
    >
      <PersonFields names={draft.at('names')} phone={draft.at('phone')} />
      {draft.changed && (
        <NearPeople
          placeId={person.place.id}
          {...draft.value.names}
          phone={draft.value.phone}
          exceptPersonId={person.id}
        />
      )}
    </Form>
  )
}
