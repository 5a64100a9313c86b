// The fields of a password: the one that is, and the one that is to be. Password managers tell them apart.
import type { At } from '../../kit/draft.ts'
import { TextField } from '../../kit/fields.tsx'
import { t } from '../../kit/words.ts'
import { shortestPassword } from '../rules.ts'

export const PresentPassword = ({ at }: { at: At<string> }) => (
  <TextField at={at} label={t('Present password')} type='password' autoComplete='current-password' required />
)

export const NewPassword = ({ at }: { at: At<string> }) => (
  <TextField
    at={at}
    label={t('New password')}
    type='password'
    autoComplete='new-password'
    hint={t('At least {n} characters.', { n: shortestPassword })}
    required
  />
)
