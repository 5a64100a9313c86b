// Shows again by the password that it is still the same person, where a call asks for it, and then goes on with it.
import { type ReactNode, useState } from 'react'
import { useSend } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { Form } from '../../../kit/form.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { t } from '../../../kit/words.ts'
import { proveAgain } from '../../ways/contract.ts'
import { PresentPassword } from '../password-fields.tsx'

type Waiting = { goOn: () => void; giveUp: () => void }

/**
 * `proved(work)` does the work; where it is refused because the sign-in is too old, `dialog` asks for the password and
 * the work is done again. Without a password one has to sign in anew, and comes back to `then`.
 */
export function useProof(
  hasPassword: boolean,
  then = location.pathname,
): {
  proved: <T>(work: () => Promise<T>) => Promise<T>
  dialog: ReactNode
} {
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const proved = async <T,>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Refusal) || error.stage !== 'prove again') throw error
      await new Promise<void>((goOn, fail) => setWaiting({ goOn, giveUp: () => fail(error) }))
      return work()
    }
  }
  const shut = () => {
    waiting?.giveUp()
    setWaiting(null)
  }
  const dialog = waiting && (
    <Dialog title={t('Is it you?')} open onClose={shut}>
      {hasPassword ? (
        <Proving
          onDone={() => {
            waiting.goOn()
            setWaiting(null)
          }}
        />
      ) : (
        <>
          <p>
            {t(
              'You signed in a while ago. Sign in once more: then this page opens again, and you go on there.',
            )}
          </p>
          <div className='actions'>
            <ButtonLink href={`/sign-in?then=${encodeURIComponent(then)}`} kind='primary'>
              {t('Sign in again')}
            </ButtonLink>
          </div>
        </>
      )}
    </Dialog>
  )
  return { proved, dialog }
}

function Proving({ onDone }: { onDone: () => void }) {
  const draft = useDraft({ password: '' })
  const prove = useSend(proveAgain)
  return (
    <Form
      draft={draft}
      action={t('Go on')}
      saidAfter=''
      submit={(body) => prove.send({ body })}
      onDone={onDone}
    >
      <p>{t('You signed in a while ago. Please show by your password that it is you.')}</p>
      <PresentPassword at={draft.at('password')} />
    </Form>
  )
}
