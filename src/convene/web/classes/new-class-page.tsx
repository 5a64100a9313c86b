// Prepares a class: who organises it, its particulars, the posts and places that it calls, its stages.
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { earliest, isSaidDate } from '../../../base/dates.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { type At, type Draft, useDraft } from '../../../kit/draft.ts'
import { Field } from '../../../kit/field.tsx'
import { SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Page } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { capital, htmlLang, nameOf, sides, t, tn } from '../../../kit/words.ts'
import { classForm, makeClass } from '../../classes/contract.ts'
import { type StageKind, stageKindNames, stageKinds } from '../../classes/rules.ts'
import { bodyOf, ClassFields, noParticulars, type Particulars } from './class-fields.tsx'
import '../convene.css'

type Stage = { kind: StageKind; names: { zh: string; en: string } }
type Whole = Particulars & {
  programmeId: string
  placeId: string
  postIds: string[]
  /** null: all places under the organiser on the first day */
  placeIds: string[] | null
  stages: Stage[]
}

const usual: Stage[] = [
  { kind: 'study', names: { zh: '学习政策', en: 'Study of the policy' } },
  { kind: 'cases', names: { zh: '学习实际经验', en: 'Practical experience' } },
  { kind: 'examine', names: { zh: '检查过去工作', en: 'Examination of past work' } },
  { kind: 'plan', names: { zh: '制订计划', en: 'Drawing up the plan' } },
]

export function NewClassPage() {
  const [, go] = useLocation()
  const draft = useDraft<Whole>(
    { ...noParticulars, programmeId: '', placeId: '', postIds: [], placeIds: null, stages: usual },
    'convene.new-class',
  )
  const { value } = draft
  const on = isSaidDate(value.startsSaid) ? earliest(value.startsSaid) : undefined
  const form = useCall(classForm, { query: { placeId: value.placeId || undefined, on } }, { keep: true })
  const create = useSend(makeClass)

  // What there is only one of need not be chosen.
  const given = form.data
  useEffect(() => {
    if (!given) return
    const placeId = value.placeId || given.organisers[0]?.id || ''
    const programmeId = value.programmeId || given.programmes[0]?.id || ''
    if (placeId === value.placeId && programmeId === value.programmeId) return
    const own = given.programmes.find((one) => one.id === programmeId)?.stages ?? []
    const stages = own.length > 0 && value.stages === usual ? own : value.stages
    draft.set({ ...value, placeId, programmeId, stages })
  }, [given, value, draft])

  const at = <K extends keyof Particulars>(key: K): At<Particulars[K]> =>
    draft.at(key) as unknown as At<Particulars[K]>
  return (
    <Page
      narrow
      title={t('New class')}
      crumbs={[{ text: t('Classes'), href: '/classes' }]}
      lead={t('Nothing is sent out yet: seats come next, then the notice.')}
    >
      <Loaded of={form}>
        {(given) =>
          given.organisers.length === 0 ? (
            <Empty>{t('Only a district officer prepares classes.')}</Empty>
          ) : (
            <Form
              draft={draft}
              action={t('Prepare the class')}
              saidAfter={t('Class prepared. Now give out the seats.')}
              submit={(whole) =>
                create.send({
                  body: {
                    ...bodyOf(whole),
                    programmeId: whole.programmeId,
                    placeId: whole.placeId,
                    postIds: whole.postIds,
                    placeIds: whole.placeIds ?? given.places.map((place) => place.id),
                    stages: whole.stages,
                  },
                })
              }
              onDone={({ id }) => {
                draft.reset({
                  ...noParticulars,
                  programmeId: '',
                  placeId: '',
                  postIds: [],
                  placeIds: null,
                  stages: usual,
                })
                go(`/classes/${id}`)
              }}
            >
              {given.organisers.length > 1 && (
                <SelectField
                  at={draft.at('placeId')}
                  label={t('Organiser')}
                  options={given.organisers.map(({ id, names }) => ({ value: id, text: nameOf(names) }))}
                  required
                />
              )}
              {given.programmes.length > 1 && (
                <SelectField
                  at={draft.at('programmeId')}
                  label={t('Programme')}
                  options={given.programmes.map(({ id, names }) => ({ value: id, text: nameOf(names) }))}
                  required
                />
              )}
              <ClassFields at={at} placeId={value.placeId} />
              <Checks
                label={t('Posts called')}
                all={given.posts}
                chosen={value.postIds}
                onChange={(postIds) => draft.set({ ...value, postIds })}
                pointer='/postIds'
              />
              <Checks
                label={tn(
                  'Places called: {n} county or city',
                  'Places called: {n} counties and cities',
                  (value.placeIds ?? given.places).length,
                )}
                all={given.places}
                chosen={value.placeIds ?? given.places.map((place) => place.id)}
                onChange={(placeIds) => draft.set({ ...value, placeIds })}
                pointer='/placeIds'
              />
              <Stages draft={draft} />
            </Form>
          )
        }
      </Loaded>
    </Page>
  )
}

type ChecksProps = {
  label: string
  all: { id: string; names: { zh: string; en: string } }[]
  chosen: string[]
  onChange: (ids: string[]) => void
  pointer: string
}

function Checks({ label, all, chosen, onChange, pointer }: ChecksProps) {
  const own = new Set(chosen)
  const toggle = (id: string, isOn: boolean) =>
    onChange(all.map((one) => one.id).filter((one) => (one === id ? isOn : own.has(one))))
  return (
    <Field label={label} pointer={pointer} group>
      {() => (
        <>
          <div className='checks-all'>
            <Button small kind='link' onClick={() => onChange(all.map((one) => one.id))}>
              {t('Choose all')}
            </Button>
            <Button small kind='link' onClick={() => onChange([])}>
              {t('Choose none')}
            </Button>
          </div>
          <div className='checks-grid'>
            {all.map((one) => (
              <label key={one.id} className='check'>
                <input
                  type='checkbox'
                  checked={own.has(one.id)}
                  onChange={(event) => toggle(one.id, event.target.checked)}
                />
                <span>{capital(nameOf(one.names))}</span>
              </label>
            ))}
          </div>
        </>
      )}
    </Field>
  )
}

function Stages({ draft }: { draft: Draft<Whole> }) {
  const { stages } = draft.value
  const set = (next: Stage[]) => draft.set({ ...draft.value, stages: next })
  const change = (at: number, part: Partial<Stage>) =>
    set(stages.map((stage, n) => (n === at ? { ...stage, ...part } : stage)))
  return (
    <Field label={t('Stages')} pointer='/stages' group>
      {() => (
        <>
          <div className='stage-line heads' aria-hidden='true'>
            <span>{t('What it is for')}</span>
            {sides().map((code) => (
              <span key={code}>{code === 'zh' ? t('Name in Chinese') : t('Name in English')}</span>
            ))}
          </div>
          {stages.map((stage, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line of a form has no identity but its place
            <div className='stage-line' key={at}>
              <select
                aria-label={t('Stage {n}, what it is for', { n: at + 1 })}
                value={stage.kind}
                onChange={(event) => change(at, { kind: event.target.value as StageKind })}
              >
                {stageKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {capital(t(stageKindNames[kind]))}
                  </option>
                ))}
              </select>
              {sides().map((code) => (
                <input
                  key={code}
                  aria-label={
                    code === 'zh'
                      ? t('Stage {n}, name in Chinese', { n: at + 1 })
                      : t('Stage {n}, name in English', { n: at + 1 })
                  }
                  placeholder={code === 'zh' ? t('Name in Chinese') : t('Name in English')}
                  lang={htmlLang(code)}
                  value={stage.names[code]}
                  onChange={(event) => change(at, { names: { ...stage.names, [code]: event.target.value } })}
                />
              ))}
              <Button
                small
                label={t('Take stage {n} off', { n: at + 1 })}
                disabled={stages.length === 1}
                onClick={() => set(stages.filter((_, n) => n !== at))}
              >
                ✕
              </Button>
            </div>
          ))}
          <div>
            <Button small onClick={() => set([...stages, { kind: 'study', names: { zh: '', en: '' } }])}>
              {t('Add a stage')}
            </Button>
          </div>
        </>
      )}
    </Field>
  )
}
