// Erasing a person: says what goes and what stays, and asks for the name, so that it cannot happen by one click.
import { useLocation } from 'wouter'
import { me } from '../../../access/sign-in/contract.ts'
import { useProof } from '../../../access/web/parts/prove.tsx'
import type { Names } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { erasePerson } from '../../people/contract.ts'

type Props = { person: { id: string; names: Names }; onClose: () => void }

export function ErasePersonDialog({ person, onClose }: Props) {
  const who = useCall(me, {})
  const { proved, dialog } = useProof(who.data?.account?.hasPassword ?? false)
  const draft = useDraft({ name: '' })
  const erase = useSend(erasePerson)
  const [, go] = useLocation()
  const name = nameOf(person.names)
  return (
    <>
      <Dialog title={t('Erase {name}?', { name })} open onClose={onClose}>
        <Form
          draft={draft}
          saidAfter={t('The person is erased.')}
          submit={(body) => proved(() => erase.send({ params: { personId: person.id }, body }))}
          onDone={() => go('/people')}
        >
          <div>
            <p>
              {t(
                'Name, telephone, account and what this person wrote for themselves, or others about them, go everywhere. What others rely on stays, without the name: that somebody was in a class, was a member, decided or reported, and every figure.',
              )}
            </p>
            <p>
              {t(
                'It cannot be undone, not even by an administrator. A backup made before still holds the person until it is dropped.',
              )}
            </p>
          </div>
          <TextField
            at={draft.at('name')}
            label={t('To confirm, write the name: {name}', { name })}
            required
          />
          <div className='form-end'>
            <Button kind='danger' submit>
              {t('Erase for good')}
            </Button>
            <Button onClick={onClose}>{t('Cancel')}</Button>
          </div>
        </Form>
      </Dialog>
      {dialog}
    </>
  )
}
