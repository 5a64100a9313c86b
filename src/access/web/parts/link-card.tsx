// A one-time link on the screen of whoever made it: as text to send and as a QR code to photograph.
import { Button } from '../../../kit/button.tsx'
import { CopyButton } from '../../../kit/copy-button.tsx'
import { QR } from '../../../kit/qr.tsx'
import { Notice } from '../../../kit/states.tsx'
import { formatInstant, t } from '../../../kit/words.ts'
import './link-card.css'

export function LinkCard({
  secret,
  expiresAt,
  onDone,
}: {
  secret: string
  expiresAt: string
  onDone: () => void
}) {
  const link = `${location.origin}/invite/${secret}`
  return (
    <div className='stack'>
      <Notice tone='warn' title={t('This link is shown only now.')}>
        {t('It works once, until {when}. Whoever has it can sign in with it: give it to this person only.', {
          when: formatInstant(expiresAt),
        })}
      </Notice>
      <div className='link-card'>
        <QR text={link} label={t('The link as a code for a phone’s camera')} />
        <p>{t('Let the person photograph the code with a phone, or send the link.')}</p>
      </div>
      <input readOnly value={link} aria-label={t('Link')} onFocus={(event) => event.target.select()} />
      <div className='actions'>
        <CopyButton
          text={link}
          done={t('The link is copied.')}
          failed={t('Copying did not work: please mark the link and copy it.')}
        >
          {t('Copy the link')}
        </CopyButton>
        <Button kind='primary' onClick={onDone}>
          {t('Done')}
        </Button>
      </div>
    </div>
  )
}
