// Invites somebody: a name, a role over a place, and the link to hand over. Whoever is in the register is invited from
// their own page: only such an account takes part in a class, reports and promises as that person.
import { useState } from 'react'
import type { Names } from '../../../base/words.ts'
import { send, useSend } from '../../../kit/api.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { type At, inside, useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { SelectField, TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { useFormState } from '../../../kit/form-state.ts'
import { Picker } from '../../../kit/picker.tsx'
import { htmlLang, nameOf, sides, t } from '../../../kit/words.ts'
import { accountPlaces, invite } from '../../accounts/contract.ts'
import { loginOf } from '../../invitations/rules.ts'
import { type Role, roleNames } from '../../rules.ts'
import { LinkCard } from './link-card.tsx'

type Invitee = { id: string; names: Names; place: { id: string; names: Names } }
type Props = { open: boolean; onClose: () => void; roles: Role[]; person?: Invitee }

export function InviteDialog({ open, onClose, roles, person }: Props) {
  return (
    <Dialog
      title={person ? t('Invite {name}', { name: nameOf(person.names) }) : t('Invite somebody')}
      open={open}
      onClose={onClose}
    >
      <Inviting roles={roles} onClose={onClose} person={person} />
    </Dialog>
  )
}

/** Places that the reader may give a role over. */
export const loadPlaces = (text: string) =>
  send(accountPlaces, { query: { text } }).then((reply) => reply.found)

/** One of the two answers what is asked of either; where both lack, the first tells so. */
function NameFields({ at }: { at: At<Names> }) {
  const form = useFormState()
  const change = (names: Names) => {
    at.set(names)
    for (const code of sides()) form?.forget(inside(at, code).pointer)
  }
  return (
    <FieldRow>
      {sides().map((code, n) => (
        <TextField
          key={code}
          at={inside({ ...at, set: change }, code)}
          label={code === 'zh' ? t('Full name in Chinese') : t('Name in Latin letters')}
          hint={n === 1 ? t('One of the two is enough.') : undefined}
          refused={n === 0 && !at.value.zh.trim() && !at.value.en.trim() ? t('Please write the name.') : ''}
          lang={htmlLang(code)}
          required={false}
        />
      ))}
    </FieldRow>
  )
}

function Inviting({ roles, onClose, person }: Omit<Props, 'open'>) {
  const draft = useDraft({
    names: person?.names ?? { zh: '', en: '' },
    login: person ? loginOf(person.names.en) : '',
    role: '' as Role,
    placeId: person?.place.id ?? '',
    personId: person?.id ?? null,
  })
  const save = useSend(invite)
  const [made, setMade] = useState<{ secret: string; expiresAt: string } | null>(null)
  if (made) return <LinkCard {...made} onDone={onClose} />
  return (
    <Form
      draft={draft}
      action={t('Make the invitation')}
      saidAfter=''
      submit={(body) => save.send({ body })}
      onDone={setMade}
    >
      <NameFields at={draft.at('names')} />
      <TextField
        at={draft.at('login')}
        label={t('Sign-in name')}
        hint={t('Small Latin letters and digits, for example wang.min')}
        required
      />
      <FieldRow>
        <SelectField
          at={draft.at('role')}
          label={t('Role')}
          options={roles.map((role) => ({ value: role, text: t(roleNames[role]) }))}
          required
        />
        <Picker
          at={draft.at('placeId')}
          label={t('Over')}
          load={loadPlaces}
          chosen={person?.place}
          required
        />
      </FieldRow>
    </Form>
  )
}
