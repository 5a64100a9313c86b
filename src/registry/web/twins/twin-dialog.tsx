// From the page of an entry: which other entry is the same.
import { useLocation } from 'wouter'
import type { Names } from '../../../base/words.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { Form } from '../../../kit/form.tsx'
import { t } from '../../../kit/words.ts'
import { OrganisationPicker } from '../parts/organisation-picker.tsx'
import { PersonPicker } from '../parts/person-picker.tsx'

type Entry = { id: string; names: Names }

const compared = async () => undefined

export function TwinPersonDialog({ person, onClose }: { person: Entry; onClose: () => void }) {
  const draft = useDraft({ otherId: '' })
  const [, go] = useLocation()
  return (
    <Dialog title={t('Entered twice')} open onClose={onClose}>
      <Form
        draft={draft}
        action={t('Compare')}
        saidAfter=''
        submit={compared}
        onDone={() => go(`/registers/duplicates/person/${draft.value.otherId}/${person.id}`)}
      >
        <PersonPicker at={draft.at('otherId')} label={t('The other entry of this person')} required />
      </Form>
    </Dialog>
  )
}

export function TwinUnitDialog({ unit, onClose }: { unit: Entry; onClose: () => void }) {
  const draft = useDraft({ otherId: '' })
  const [, go] = useLocation()
  return (
    <Dialog title={t('Entered twice')} open onClose={onClose}>
      <Form
        draft={draft}
        action={t('Compare')}
        saidAfter=''
        submit={compared}
        onDone={() => go(`/registers/duplicates/organisation/${draft.value.otherId}/${unit.id}`)}
      >
        <OrganisationPicker at={draft.at('otherId')} label={t('The other entry of this unit')} required />
      </Form>
    </Dialog>
  )
}
