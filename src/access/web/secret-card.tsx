// The secret of a new token, on the screen this once.
import { Button } from '../../kit/button.tsx'
import { said } from '../../kit/said.tsx'
import { Notice } from '../../kit/states.tsx'
import { formatInstant, t } from '../../kit/words.ts'
import './link-card.css'

type Props = { secret: string; expiresAt: string; onDone: () => void }

export function SecretCard({ secret, expiresAt, onDone }: Props) {
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => said(t('The token is copied.')),
      () => said(t('Copying did not work: please mark the token and copy it.')),
    )
  return (
    <div className='link-card'>
      <Notice tone='warn' title={t('This token is shown only now.')}>
        {t('It works until {when}. Whoever has it works in your name: give it to the program only.', {
          when: formatInstant(expiresAt),
        })}
      </Notice>
      <input
        readOnly
        className='secret'
        value={secret}
        aria-label={t('Token')}
        onFocus={(event) => event.target.select()}
      />
      <p className='note'>
        {t('The program sends it with every request:')}{' '}
        <code>Authorization: Bearer {secret.slice(0, 6)}…</code>
      </p>
      <div className='actions'>
        {navigator.clipboard && <Button onClick={copy}>{t('Copy the token')}</Button>}
        <Button kind='primary' onClick={onDone}>
          {t('Done')}
        </Button>
      </div>
    </div>
  )
}
