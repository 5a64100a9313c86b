// The secret of a new token, on the screen this once.
import { SecretOnce } from '../../kit/secret-once.tsx'
import { formatInstant, t } from '../../kit/words.ts'

type Props = { secret: string; expiresAt: string; onDone: () => void }

export function SecretCard({ secret, expiresAt, onDone }: Props) {
  return (
    <SecretOnce
      title={t('This token is shown only now.')}
      label={t('Token')}
      secret={secret}
      note={
        <>
          {t('The program sends it with every request:')}{' '}
          <code>Authorization: Bearer {secret.slice(0, 6)}…</code>
        </>
      }
      onDone={onDone}
    >
      {t('It works until {when}. Whoever has it works in your name: give it to the program only.', {
        when: formatInstant(expiresAt),
      })}
    </SecretOnce>
  )
}
