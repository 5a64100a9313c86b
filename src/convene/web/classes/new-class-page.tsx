// Prepares a class: who organises it, its particulars, the posts and places that it calls, its stages.
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { earliest, isSaidDate } from '../../../base/dates.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { CheckGroup } from '../../../kit/check-group.tsx'
import { type At, type Draft, useDraft } from '../../../kit/draft.ts'
import { SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Page } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { capital, nameOf, t, tn } from '../../../kit/words.ts'
import { classForm, makeClass } from '../../classes/contract.ts'
import { type ExampleSession, usualStages } from '../../programmes/rules.ts'
import { bodyOf, ClassFields, noParticulars, type Particulars } from './class-fields.tsx'
import { BeginFromExample, sessionsWithin, withStages } from './example-start.tsx'
import { type Stage, StagesField } from './stages-field.tsx'
import '../convene.css'

type Whole = Particulars & {
  programmeId: string
  placeId: string
  postIds: string[]
  /** null: all places under the organiser on the first day */
  placeIds: string[] | null
  stages: Stage[]
  /** those of the example that it is begun from */
  sessions: ExampleSession[]
}

const nothing: Whole = {
  ...noParticulars,
  programmeId: '',
  placeId: '',
  postIds: [],
  placeIds: null,
  stages: usualStages,
  sessions: [],
}

export function NewClassPage() {
  const [, go] = useLocation()
  const draft = useDraft<Whole>(nothing, 'convene.new-class')
  const { value } = draft
  const on = isSaidDate(value.startsSaid) ? earliest(value.startsSaid) : undefined
  const form = useCall(classForm, { query: { placeId: value.placeId || undefined, on } }, { keep: true })
  const create = useSend(makeClass)

  useOnlyChoices(draft, form.data)

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
            <Empty>{t('Only {reviewer} officers prepare classes.')}</Empty>
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
                    sessions: sessionsWithin(whole),
                  },
                })
              }
              onDone={({ id }) => {
                draft.reset(nothing)
                go(`/classes/${id}`)
              }}
            >
              <BeginFromExample draft={draft} given={given} />
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
                needed={t('Call at least one post.')}
              />
              <Checks
                label={tn(
                  'Places called: {n} {planningPlace}',
                  'Places called: {n} {planningPlaces}',
                  (value.placeIds ?? given.places).length,
                )}
                all={given.places}
                chosen={value.placeIds ?? given.places.map((place) => place.id)}
                onChange={(placeIds) => draft.set({ ...value, placeIds })}
                pointer='/placeIds'
                needed={t('Call at least one place.')}
              />
              <StagesField
                at={{ ...draft.at('stages'), set: (stages) => draft.set(withStages(value, stages)) }}
              />
            </Form>
          )
        }
      </Loaded>
    </Page>
  )
}

/** What there is only one of need not be chosen, and a programme may have stages of its own. */
function useOnlyChoices(draft: Draft<Whole>, given: CallReply<typeof classForm> | undefined): void {
  const { value } = draft
  useEffect(() => {
    if (!given) return
    const placeId = value.placeId || given.organisers[0]?.id || ''
    const programmeId = value.programmeId || given.programmes[0]?.id || ''
    if (placeId === value.placeId && programmeId === value.programmeId) return
    const own = given.programmes.find((one) => one.id === programmeId)?.stages ?? []
    const stages = own.length > 0 && value.stages === usualStages ? own : value.stages
    draft.set({ ...value, placeId, programmeId, stages })
  }, [given, value, draft])
}

type ChecksProps = {
  label: string
  all: { id: string; names: { zh: string; en: string } }[]
  chosen: string[]
  onChange: (ids: string[]) => void
  pointer: string
  needed: string
}

const Checks = ({ all, onChange, ...group }: ChecksProps) => (
  <CheckGroup
    {...group}
    options={all.map(({ id, names }) => ({ value: id, text: capital(nameOf(names)) }))}
    onChange={onChange}
  >
    <div className='checks-all'>
      <Button small kind='link' onClick={() => onChange(all.map((one) => one.id))}>
        {t('Choose all')}
      </Button>
      <Button small kind='link' onClick={() => onChange([])}>
        {t('Choose none')}
      </Button>
    </div>
  </CheckGroup>
)
