// Who may answer, until when, and who could have put whom there: one line to understand in a hall, the rest below it.
import type { RosterTold } from '../base/schemas.ts'
import { formatInstant, formatNumber, nameOf, t } from './words.ts'

type Props = { of: RosterTold; roleName: (role: string) => string }

export function RosterNotice({ of: { size, floor, closesAt, by }, roleName }: Props) {
  const n = formatNumber(size)
  return (
    <>
      <p>
        <b>
          {closesAt
            ? t('{n} people may answer, until {when}. Figures only from {floor} answers on.', {
                n,
                floor: formatNumber(floor),
                when: formatInstant(closesAt),
              })
            : t('{n} people could answer if it opened now. Figures only from {floor} answers on.', {
                n,
                floor: formatNumber(floor),
              })}
        </b>
      </p>
      <details>
        <summary>{t('Who they are, and what this protects')}</summary>
        <p>
          {t(
            'On the roster is who had been at a session and whose account was in use before this was made. It was frozen at the opening: nobody comes on it afterwards.',
          )}
        </p>
        <p>
          {t('These could have put people on it: {who}.', {
            who: by.map(({ names, role }) => `${nameOf(names)} (${roleName(role)})`).join(', '),
          })}{' '}
          {t(
            'Nobody’s answer can be learned as long as at least five of the answers counted are not the curious one’s own.',
          )}
        </p>
        <p>
          {t(
            'What comes after the closing time is not taken: it stays on this device. If this device is lost, its ballot is lost with it.',
          )}
        </p>
      </details>
    </>
  )
}
