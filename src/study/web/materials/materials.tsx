// Study materials: texts to read and files to take along, for everybody, for a class, or at a clause.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { timetable } from '../../../convene/sessions/contract.ts'
import { ClassPicker } from '../../../convene/web/parts/class-picker.tsx'
import { hrefOf, sendFile, useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Confirm, Dialog } from '../../../kit/dialog.tsx'
import { type At, useDraft } from '../../../kit/draft.ts'
import { FileField, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Further } from '../../../kit/further.tsx'
import { InventedMark, InventedNote, Quiet } from '../../../kit/marks.tsx'
import { Rows, Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { useFilter } from '../../../kit/use-filter.ts'
import { formatDay, formatNumber, nameOf, t } from '../../../kit/words.ts'
import {
  changeMaterialFile,
  listMaterials,
  makeMaterial,
  materialFile,
  removeMaterial,
} from '../../materials/contract.ts'
import { type MaterialKind, materialKindNames, materialKinds } from '../../materials/rules.ts'
import { ClausePicker } from '../parts/clause-picker.tsx'
import '../study.css'

type Material = CallReply<typeof listMaterials>['materials'][number]

export function Materials() {
  const { values, change } = useFilter(['materials'])
  const after = values.materials
  const asked = useCall(listMaterials, { query: { after } }, { keep: true })
  const [isOpen, setOpen] = useState(false)
  return (
    <Section
      title={t('Study materials')}
      actions={asked.data?.mayChange && <Button onClick={() => setOpen(true)}>{t('Add a material')}</Button>}
    >
      <Loaded of={asked} lines={3}>
        {({ materials, next }) => (
          <>
            <MaterialRows materials={materials} />
            <Further after={after} next={next} change={(to) => change({ materials: to.after })} />
          </>
        )}
      </Loaded>
      <Dialog title={t('Add a material')} open={isOpen} onClose={() => setOpen(false)}>
        <NewMaterial onDone={() => setOpen(false)} refresh={() => asked.refetch()} />
      </Dialog>
    </Section>
  )
}

/** The materials at the clauses of one policy; nothing where there is none. */
export function PolicyMaterials({ policyId }: { policyId: string }) {
  const { values, change } = useFilter(['materials'])
  const after = values.materials
  const found = useCall(listMaterials, { query: { policyId, after } }, { keep: true })
  if (!found.data || (found.data.materials.length === 0 && !after)) return null
  return (
    <Section title={t('Study materials')}>
      <MaterialRows materials={found.data.materials} />
      <Further after={after} next={found.data.next} change={(to) => change({ materials: to.after })} />
    </Section>
  )
}

function MaterialRows({ materials }: { materials: Material[] }) {
  const [dropped, setDropped] = useState<Material | null>(null)
  const drop = useSend(removeMaterial)
  if (materials.length === 0)
    return <Empty>{t('No material yet: forms, figures and readings would stand here.')}</Empty>
  return (
    <>
      <Rows
        of={materials.map((material) => ({
          key: material.id,
          mark: t(materialKindNames[material.kind]),
          text: <MaterialText of={material} />,
          note: formatDay(material.onDay),
          end: (
            <>
              {material.file && (
                <ButtonLink href={hrefOf(materialFile, { params: { materialId: material.id } })} file>
                  {t('Open the file')}
                </ButtonLink>
              )}
              {material.mayChange && (
                <Button
                  kind='link'
                  small
                  label={t('Take away: {name}', { name: nameOf(material.title) })}
                  onClick={() => setDropped(material)}
                >
                  {t('Take away')}
                </Button>
              )}
            </>
          ),
        }))}
      />
      <InventedNote of={materials} />
      <Confirm
        title={t('Take this material away?')}
        open={dropped !== null}
        onClose={() => setDropped(null)}
        action={t('Take away')}
        danger
        onConfirm={() => drop.send({ params: { materialId: dropped?.id ?? '' } })}
        saidAfter={t('Taken away.')}
      >
        {dropped && nameOf(dropped.title)}
      </Confirm>
    </>
  )
}

function MaterialText({ of: material }: { of: Material }) {
  const { title, text, file, illustrative, session } = material
  const name = (
    <>
      {nameOf(title)} {illustrative && <InventedMark />}{' '}
      {material.class && (
        <Quiet>{[material.class, session].flatMap((one) => (one ? [nameOf(one)] : [])).join(' · ')}</Quiet>
      )}{' '}
      {file && (
        <Quiet>
          {t('{name}, {size} KB', {
            name: file.name,
            size: formatNumber(Math.max(1, Math.round(file.size / 1024))),
          })}
        </Quiet>
      )}
    </>
  )
  if (!text || !nameOf(text)) return name
  return (
    <details>
      <summary>{name}</summary>
      <p className='clause-other'>{nameOf(text)}</p>
    </details>
  )
}

type Entry = {
  kind: MaterialKind | ''
  title: { zh: string; en: string }
  text: { zh: string; en: string }
  classId: string
  sessionId: string
  clauseId: string
  file: File | null
}

function NewMaterial({ onDone, refresh }: { onDone: () => void; refresh: () => void }) {
  const create = useSend(makeMaterial)
  const draft = useDraft<Entry>({
    kind: '',
    title: { zh: '', en: '' },
    text: { zh: '', en: '' },
    classId: '',
    sessionId: '',
    clauseId: '',
    file: null,
  })
  const submit = async ({ kind, file, classId, sessionId, clauseId, ...entry }: Entry) => {
    const { id } = await create.send({
      body: {
        ...entry,
        kind: kind as MaterialKind,
        classId: classId || null,
        sessionId: sessionId || null,
        clauseId: clauseId || null,
      },
    })
    if (file)
      await sendFile(changeMaterialFile, { params: { materialId: id }, query: { name: file.name } }, file)
    refresh()
  }
  return (
    <Form draft={draft} submit={submit} action={t('Add')} onDone={onDone}>
      <SelectField
        at={draft.at('kind')}
        label={t('Kind')}
        required
        options={materialKinds.map((kind) => ({ value: kind, text: t(materialKindNames[kind]) }))}
      />
      <Bilingual at={draft.at('title')} label={t('Title')} required='one' />
      <Bilingual at={draft.at('text')} label={t('Text')} rows={5} />
      <FileField
        at={draft.at('file')}
        label={t('File')}
        required={false}
        accept='.pdf,.png,.jpg,.jpeg,.webp,.txt,.md'
        hint={t('PDF, picture or plain text, up to 10 MB')}
      />
      <ClassPicker
        at={draft.at('classId')}
        label={t('For the class')}
        required={false}
        onChoose={(one) => draft.set({ ...draft.value, classId: one?.id ?? '', sessionId: '' })}
      />
      {draft.value.classId && <SessionOf classId={draft.value.classId} at={draft.at('sessionId')} />}
      <ClausePicker
        value={draft.value.clauseId}
        onChange={(clauseId) => draft.set({ ...draft.value, clauseId })}
        label={t('At the clause')}
        required={false}
      />
    </Form>
  )
}

/** Which session of the class the material belongs to. */
function SessionOf({ classId, at }: { classId: string; at: At<string> }) {
  const { data } = useCall(timetable, { params: { classId } })
  return (
    <SelectField
      at={at}
      label={t('For the session')}
      required={false}
      none={t('the whole class')}
      options={(data?.sessions ?? []).map(({ id, onDay, title }) => ({
        value: id,
        text: `${formatDay(onDay)} · ${nameOf(title)}`,
      }))}
    />
  )
}
