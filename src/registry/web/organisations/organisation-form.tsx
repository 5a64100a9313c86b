// The form of an organisation, for entering one and for correcting it.
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Names } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { type Draft, useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import type { Choice } from '../../../kit/picker.tsx'
import { SaidDateField } from '../../../kit/said-date-field.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { listTrades } from '../../lists/contract.ts'
import { addOrganisation, changeOrganisation } from '../../organisations/contract.ts'
import {
  type OrganisationStatus,
  organisationStatuses,
  organisationStatusNames,
} from '../../organisations/rules.ts'
import { formOptions } from '../parts/forms.ts'
import { OrganisationPicker } from '../parts/organisation-picker.tsx'
import { NearOrganisations } from '../twins/near-hint.tsx'

type Place = { id: string; names: Names }
type Entry = {
  names: Names
  tradeId: string
  parentOrganisationId: string
  foundedSaid: string
  status: OrganisationStatus
}
const empty: Entry = {
  names: { zh: '', en: '' },
  tradeId: '',
  parentOrganisationId: '',
  foundedSaid: '',
  status: 'active',
}

/** What is not filled in is sent as null: nothing is known of it. */
const bodyOf = (entry: Entry) => ({
  names: entry.names,
  tradeId: entry.tradeId || null,
  parentOrganisationId: entry.parentOrganisationId || null,
  foundedSaid: entry.foundedSaid || null,
  status: entry.status,
})

export function OrganisationDialog({
  open,
  place,
  onClose,
}: {
  open: boolean
  place: Place
  onClose: () => void
}) {
  return (
    <Dialog title={t('Enter an organisation')} open={open} onClose={onClose}>
      <Adding place={place} />
    </Dialog>
  )
}

function Adding({ place }: { place: Place }) {
  const draft = useDraft<Entry>(empty)
  const [form, setForm] = useState('')
  const [, go] = useLocation()
  const save = useSend(addOrganisation)
  return (
    <Form
      draft={draft}
      action={t('Enter')}
      submit={(value) => save.send({ body: { ...bodyOf(value), form, placeId: place.id } })}
      onDone={({ id }) => go(`/organisations/${id}`)}
    >
      <SelectField
        at={{ pointer: '/form', value: form, set: setForm }}
        label={t('Form')}
        options={formOptions()}
        required
      />
      <EntryFields draft={draft} placeId={place.id} />
      <NearOrganisations placeId={place.id} {...draft.value.names} />
    </Form>
  )
}

type Editing = {
  organisation: {
    id: string
    names: Names
    place: Place
    trade: Place | null
    parent: Place | null
    foundedSaid: string | null
    status: OrganisationStatus
  }
  onClose: () => void
}

export function EditOrganisationDialog({ organisation, onClose }: Editing) {
  return (
    <Dialog title={t('Correct the entry')} open onClose={onClose}>
      <Correcting organisation={organisation} onClose={onClose} />
    </Dialog>
  )
}

function Correcting({ organisation, onClose }: Editing) {
  // What the form began from, whatever the page has fetched since.
  const [begun] = useState<Entry>({
    names: organisation.names,
    tradeId: organisation.trade?.id ?? '',
    parentOrganisationId: organisation.parent?.id ?? '',
    foundedSaid: organisation.foundedSaid ?? '',
    status: organisation.status,
  })
  const draft = useDraft<Entry>(begun)
  const save = useSend(changeOrganisation)
  return (
    <Form
      draft={draft}
      action={t('Save')}
      submit={(value) =>
        save.send({
          params: { organisationId: organisation.id },
          body: { ...bodyOf(value), was: bodyOf(begun) },
        })
      }
      onDone={onClose}
    >
      <EntryFields draft={draft} placeId={organisation.place.id} parent={organisation.parent} />
      {draft.changed && (
        <NearOrganisations
          placeId={organisation.place.id}
          {...draft.value.names}
          exceptOrganisationId={organisation.id}
        />
      )}
    </Form>
  )
}

type FieldsProps = { draft: Draft<Entry>; placeId: string; parent?: Choice | null }

function EntryFields({ draft, placeId, parent }: FieldsProps) {
  const trades = useCall(listTrades, {})
  return (
    <>
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      <FieldRow>
        <SelectField
          at={draft.at('tradeId')}
          label={t('Trade')}
          none={t('none')}
          options={(trades.data?.trades ?? [])
            .filter((trade) => trade.retiredOn === null || trade.id === draft.value.tradeId)
            .map(({ id, names }) => ({ value: id, text: nameOf(names) }))}
          required={false}
        />
        <SelectField
          at={draft.at('status')}
          label={t('State')}
          options={organisationStatuses.map((one) => ({ value: one, text: t(organisationStatusNames[one]) }))}
          required
        />
      </FieldRow>
      <SaidDateField at={draft.at('foundedSaid')} label={t('Founded')} required={false} />
      <OrganisationPicker
        at={draft.at('parentOrganisationId')}
        label={t('Part of')}
        hint={t('For a section or a plant: the cooperative that it belongs to.')}
        under={placeId}
        chosen={parent}
        required={false}
      />
    </>
  )
}
