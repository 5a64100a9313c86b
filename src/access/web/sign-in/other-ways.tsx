// The ways in beside the password, each only where it is offered and this browser can do it.
import { useState } from 'react'
import { send, useCall } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { Notice } from '../../../kit/states.tsx'
import { t } from '../../../kit/words.ts'
import { beginProvider, waysIn } from '../../ways/contract.ts'
import { enterByPasskey, mayUsePasskeys } from '../passkeys.ts'
import { enter } from './entrance.tsx'
import { leaveTo } from './provider-page.tsx'

/** With an invitation, its holder comes in by the provider instead of choosing a password. */
export function OtherWays({ then, invitation = null }: { then: string | null; invitation?: string | null }) {
  const offered = useCall(waysIn, {})
  const [busy, setBusy] = useState('')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const { provider, passkey } = offered.data ?? { provider: null, passkey: null }
  const hasPasskey = invitation === null && mayUsePasskeys(passkey)
  if (!provider && !hasPasskey) return null
  const go = async (way: string, work: () => Promise<void>) => {
    setBusy(way)
    setRefusal(null)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
      setBusy('')
    }
  }
  return (
    <div className='other-ways'>
      <p className='note'>{t('Or:')}</p>
      {refusal && (
        <Notice tone='accent' title={refusal.title}>
          {refusal.detail}
        </Notice>
      )}
      <div className='actions'>
        {hasPasskey && (
          <Button
            busy={busy === 'passkey'}
            onClick={() => go('passkey', () => enterByPasskey().then(() => enter(then)))}
          >
            {t('Sign in with a passkey')}
          </Button>
        )}
        {provider && (
          <Button
            busy={busy === 'provider'}
            onClick={() =>
              go('provider', async () => {
                const { address } = await send(beginProvider, { body: { invitation } })
                leaveTo(address, then)
              })
            }
          >
            {t('Sign in with {name}', { name: provider.name })}
          </Button>
        )}
      </div>
    </div>
  )
}
