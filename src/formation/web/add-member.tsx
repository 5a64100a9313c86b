// Enters a member: a person of the register or a new one, and how they agreed.
import { useState } from 'react'
import { newId } from '../../base/ids.ts'
import type { Names } from '../../base/words.ts'
import { useSend } from '../../kit/api.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { type Draft, useDraft } from '../../kit/draft.ts'
import { CheckField, RadioGroup } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { Refusal } from '../../kit/refusal.ts'
import { nameOf, t } from '../../kit/words.ts'
import { PersonFields } from '../../registry/web/parts/person-fields.tsx'
import { PersonPicker } from '../../registry/web/parts/person-picker.tsx'
import { addMember } from '../contract.ts'
import type { ConsentHow } from '../rules.ts'
import { ConsentFields, type Entered } from './consent-fields.tsx'

type Props = { unit: { id: string; place: { names: Names } }; onClose: () => void }

export function AddMemberDialog(props: Props) {
  return (
    <Dialog title={t('Add a member')} open onClose={props.onClose}>
      <Adding {...props} />
    </Dialog>
  )
}

type Typed = Entered & {
  who: 'known' | 'new'
  personId: string
  newPerson: { names: Names; phone: string }
  overlapMeant: boolean
  namesakeMeant: boolean
}

const nobody: Typed = {
  who: 'known',
  personId: '',
  newPerson: { names: { zh: '', en: '' }, phone: '' },
  party: 'person',
  joinedOn: '',
  consentOn: '',
  consentHow: '',
  note: '',
  overlapMeant: false,
  namesakeMeant: false,
}

/** What the server asked back about; only then there is something to confirm. */
type Asked = 'overlapMeant' | 'namesakeMeant'

function Adding({ unit, onClose }: Props) {
  // Made once, so that after a lost answer the same entry is sent again and not a second one.
  const [id] = useState(newId)
  const draft = useDraft(nobody)
  const [asked, setAsked] = useState<Asked[]>([])
  const save = useSend(addMember)
  const ask = (error: unknown) => {
    if (!(error instanceof Refusal)) return
    const known = (['overlapMeant', 'namesakeMeant'] as const).filter((one) =>
      error.errors.some(({ pointer }) => pointer === `/${one}`),
    )
    setAsked((before) => [...new Set([...before, ...known])])
  }
  return (
    <Form
      draft={draft}
      action={t('Enter as a member')}
      saidAfter={t('Entered as a member.')}
      submit={(value) =>
        save.send({ params: { organisationId: unit.id }, body: { id, ...bodyOf(value) } }).catch((error) => {
          ask(error)
          throw error
        })
      }
      onDone={onClose}
    >
      <Who draft={draft} unit={unit} />
      {asked.includes('namesakeMeant') && (
        <CheckField at={draft.at('namesakeMeant')} label={t('This is another person of the same name.')} />
      )}
      <ConsentFields
        party={draft.at('party')}
        joinedOn={draft.at('joinedOn')}
        consentOn={draft.at('consentOn')}
        consentHow={draft.at('consentHow')}
        note={draft.at('note')}
      />
      {asked.includes('overlapMeant') && (
        <CheckField at={draft.at('overlapMeant')} label={t('Two memberships at the same time are meant.')} />
      )}
    </Form>
  )
}

const bodyOf = ({ who, personId, newPerson, consentHow, ...rest }: Typed) => ({
  ...rest,
  consentHow: consentHow as ConsentHow,
  personId: who === 'known' ? personId || null : null,
  newPerson: who === 'new' ? { names: newPerson.names, phone: newPerson.phone || null } : null,
})

function Who({ draft, unit }: { draft: Draft<Typed>; unit: Props['unit'] }) {
  return (
    <>
      <RadioGroup<Typed['who']>
        at={draft.at('who')}
        label={t('The person')}
        options={[
          { value: 'known', text: t('stands in the register') },
          { value: 'new', text: t('is not entered yet') },
        ]}
        inline
      />
      {draft.value.who === 'known' ? (
        <PersonPicker at={draft.at('personId')} label={t('Person')} required />
      ) : (
        <PersonFields
          names={draft.at('newPerson', 'names')}
          phone={draft.at('newPerson', 'phone')}
          hint={t('Entered at {place}.', { place: nameOf(unit.place.names) })}
        />
      )}
    </>
  )
}
