// From the page of an entry: which other entry is the same.
import { useLocation } from 'wouter'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { Form } from '../../../kit/form.tsx'
import { t } from '../../../kit/words.ts'
import { OrganisationPicker } from '../parts/organisation-picker.tsx'
import { PersonPicker } from '../parts/person-picker.tsx'

type Props = { subject: 'person' | 'organisation'; id: string; onClose: () => void }

export function TwinDialog({ subject, id, onClose }: Props) {
  const draft = useDraft({ otherId: '' })
  const [, go] = useLocation()
  const at = draft.at('otherId')
  return (
    <Dialog title={t('Entered twice')} open onClose={onClose}>
      <Form
        draft={draft}
        action={t('Compare')}
        saidAfter=''
        submit={async () => undefined}
        onDone={() => go(`/registers/duplicates/${subject}/${draft.value.otherId}/${id}`)}
      >
        {subject === 'person' ? (
          <PersonPicker at={at} label={t('The other entry of this person')} required />
        ) : (
          <OrganisationPicker at={at} label={t('The other entry of this unit')} required />
        )}
      </Form>
    </Dialog>
  )
}
