// Where the provider sends the browser back to: hands on what it says, once, and goes inside.
import { useEffect, useState } from 'react'
import { send } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { useTitle } from '../../../kit/page.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { Loading, Notice } from '../../../kit/states.tsx'
import { t } from '../../../kit/words.ts'
import { finishProvider } from '../../ways/contract.ts'
import { Entrance, enter } from './entrance.tsx'

const kept = 'hezuo.then'

/** Goes to the provider; where to go afterwards waits in this tab. */
export function leaveTo(address: string, then: string | null): void {
  try {
    if (then) sessionStorage.setItem(kept, then)
    else sessionStorage.removeItem(kept)
  } catch {
    // A browser that keeps nothing goes to the first page afterwards.
  }
  location.assign(address)
}

function wentTo(): string | null {
  try {
    return sessionStorage.getItem(kept)
  } catch {
    return null
  }
}

// React draws twice while developing; what came back is worth one try only.
let handed: Promise<{ isConnected: boolean }> | null = null

export function ProviderPage() {
  useTitle(t('Sign in'))
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  useEffect(() => {
    handed ??= send(finishProvider, { body: { query: location.search.slice(1) } })
    handed.then(
      ({ isConnected }) => enter(isConnected ? '/account' : wentTo()),
      (error) => error instanceof Refusal && setRefusal(error),
    )
  }, [])
  return (
    <Entrance>
      <div className='entrance-alone'>
        <h1>{t('Sign in')}</h1>
        {refusal ? (
          <>
            <Notice tone='warn' title={refusal.errors[0]?.detail || refusal.detail || refusal.title} />
            <p>
              <ButtonLink href='/sign-in'>{t('To the sign-in page')}</ButtonLink>
            </p>
          </>
        ) : (
          <Loading lines={3} />
        )}
      </div>
    </Entrance>
  )
}
