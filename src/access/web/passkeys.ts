// What the browser does with passkeys. Its library is loaded only where one is used.
import { send } from '../../kit/api.ts'
import { Refusal } from '../../kit/refusal.ts'
import { t } from '../../kit/words.ts'
import { addPasskey, beginPasskey, beginPasskeySignIn, signInByPasskey } from '../ways/contract.ts'

/** Whether this browser can use passkeys of the address, which must be the one that it is at. */
export const mayUsePasskeys = (address: string | null): boolean =>
  address === location.origin && isSecureContext && 'PublicKeyCredential' in window

/**
 * Has the device make a passkey and keeps it under the name. Refused with words where the person or the device
 * declines.
 */
export async function makePasskey(name: string): Promise<void> {
  const options = await send(beginPasskey, {})
  const { startRegistration } = await import('@simplewebauthn/browser')
  const { id, rawId, response } = await declined(startRegistration({ optionsJSON: options as never }))
  const { clientDataJSON, attestationObject, transports } = response
  const made = { clientDataJSON, attestationObject, transports }
  await send(addPasskey, { body: { name, credential: { id, rawId, type: 'public-key', response: made } } })
}

export async function enterByPasskey(): Promise<void> {
  const options = await send(beginPasskeySignIn, {})
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const { id, rawId, response } = await declined(startAuthentication({ optionsJSON: options as never }))
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  const shown = { clientDataJSON, authenticatorData, signature, userHandle }
  await send(signInByPasskey, { body: { credential: { id, rawId, type: 'public-key', response: shown } } })
}

function declined<T>(asked: Promise<T>): Promise<T> {
  return asked.catch((error: Error) => {
    const isKnown = error.name === 'InvalidStateError'
    throw new Refusal({
      kind: 'invalid',
      status: 422,
      title: isKnown ? t('This device has a passkey for your account already.') : t('No passkey was used.'),
      detail: isKnown ? '' : t('You may try again, or come in another way.'),
    })
  })
}
