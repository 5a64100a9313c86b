// From a register to where files are brought into it.
import { ButtonLink } from '../../kit/button.tsx'
import { t } from '../../kit/words.ts'

type Kind = 'places' | 'posts' | 'organisations' | 'people' | 'appointments'

export const ImportLink = ({ kind }: { kind: Kind }) => (
  <ButtonLink href={`/imports/new?kind=${kind}`}>{t('Import from a file')}</ButtonLink>
)
