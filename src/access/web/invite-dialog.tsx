// Invites somebody: a name, a role over a place, and the link to hand over.
import { useState } from 'react'
import { send, useSend } from '../../kit/api.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { useDraft } from '../../kit/draft.ts'
import { FieldRow } from '../../kit/field.tsx'
import { SelectField, TextField } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { Picker } from '../../kit/picker.tsx'
import { t } from '../../kit/words.ts'
import { accountPlaces, invite } from '../contract.ts'
import { type Role, roleNames } from '../rules.ts'
import { LinkCard } from './link-card.tsx'

type Props = { open: boolean; onClose: () => void; roles: Role[] }

export function InviteDialog({ open, onClose, roles }: Props) {
  return (
    <Dialog title={t('Invite somebody')} open={open} onClose={onClose}>
      <Inviting roles={roles} onClose={onClose} />
    </Dialog>
  )
}

/** Places that the reader may give a role over. */
export const loadPlaces = (text: string) =>
  send(accountPlaces, { query: { text } }).then((reply) => reply.found)

function Inviting({ roles, onClose }: Omit<Props, 'open'>) {
  const draft = useDraft({
    names: { zh: '', en: '' },
    login: '',
    role: '' as Role,
    placeId: '',
    personId: null,
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
      <FieldRow>
        <TextField
          at={draft.at('names', 'zh')}
          label={t('Name in Chinese')}
          lang='zh-Hans'
          required={false}
        />
        <TextField
          at={draft.at('names', 'en')}
          label={t('Name in Latin letters')}
          hint={t('One of the two is enough.')}
          required={false}
        />
      </FieldRow>
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
        <Picker at={draft.at('placeId')} label={t('Over')} load={loadPlaces} required />
      </FieldRow>
    </Form>
  )
}
