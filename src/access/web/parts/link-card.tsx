// A one-time link on the screen of whoever made it: as text to send and as a QR code to photograph.
import { QR } from '../../../kit/qr.tsx'
import { SecretOnce } from '../../../kit/secret-once.tsx'
import { formatInstant, t } from '../../../kit/words.ts'
import './link-card.css'

type Props = { secret: string; expiresAt: string; onDone: () => void }

export function LinkCard({ secret, expiresAt, onDone }: Props) {
  const link = `${location.origin}/invite/${secret}`
  return (
    <SecretOnce
      title={t('This link is shown only now.')}
      before={
        <div className='link-card'>
          <QR text={link} label={t('The link as a code for a phone’s camera')} />
          <p>{t('Let the person photograph the code with a phone, or send the link.')}</p>
        </div>
      }
      label={t('Link')}
      secret={link}
      onDone={onDone}
    >
      {t('It works once, until {when}. Whoever has it can sign in with it: give it to this person only.', {
        when: formatInstant(expiresAt),
      })}
    </SecretOnce>
  )
}
