// The library: every practice case that the reader may see, found by text, trade, form, evidence and size.
import { Link } from 'wouter'
import type { CallReply } from '../../base/call.ts'
import { useCall } from '../../kit/api.ts'
import { Button, ButtonLink } from '../../kit/button.tsx'
import { FieldRow } from '../../kit/field.tsx'
import { NumberField, SelectField } from '../../kit/fields.tsx'
import { Further } from '../../kit/further.tsx'
import { InventedMark, InventedNote, PlaceName, Quiet, Tag, UnitName } from '../../kit/marks.tsx'
import { typedNumber, writtenNumber } from '../../kit/numbers.ts'
import { Page } from '../../kit/page.tsx'
import { SearchField } from '../../kit/search-field.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { useFilter } from '../../kit/use-filter.ts'
import { capital, nameOf, t, tn } from '../../kit/words.ts'
import { formName, formOptions } from '../../registry/web/parts/forms.ts'
import { caseLibrary } from '../contract.ts'
import { type EvidenceLevel, evidenceLevels, evidenceNames, isCaseForm } from '../rules.ts'
import './cases.css'
import { EvidenceMark, stateTone, stateWord } from './marks.tsx'
import { changeOf } from './results.tsx'

type Reply = CallReply<typeof caseLibrary>
type Summary = Reply['cases'][number]
const keys = ['text', 'trade', 'form', 'evidence', 'people'] as const

export function LibraryPage() {
  const { values, at, change, clear } = useFilter([...keys, 'after'])
  const people = typedNumber(values.people ?? '', '.')
  const asked = {
    text: values.text,
    tradeId: values.trade,
    form: values.form,
    evidence: values.evidence as EvidenceLevel | undefined,
    people: typeof people === 'number' && Number.isInteger(people) && people > 0 ? people : undefined,
    after: values.after,
  }
  const library = useCall(caseLibrary, { query: asked }, { keep: true })
  const isFiltered = keys.some((key) => values[key])
  return (
    <Page
      title={t('Practice cases')}
      lead={t(
        'What units did, step by step, with figures whose evidence you can see; take up a step where your conditions are like theirs.',
      )}
      actions={
        library.data?.mayWrite && (
          <ButtonLink href='/cases/new' kind='primary'>
            {t('Write a case')}
          </ButtonLink>
        )
      }
    >
      <search className='case-filter'>
        <FieldRow>
          <SearchField at={at('text')} label={t('Search')} placeholder={t('Chinese or Latin letters')} />
          <SelectField
            at={at('trade')}
            label={t('Trade')}
            none={t('All trades')}
            options={(library.data?.trades ?? []).map((trade) => ({
              value: trade.id,
              text: nameOf(trade.names),
            }))}
          />
          <SelectField
            at={at('form')}
            label={t('Form reached')}
            none={t('All forms')}
            options={formOptions(isCaseForm)}
          />
          <SelectField
            at={at('evidence')}
            label={t('Evidence at least')}
            none={t('Any evidence')}
            options={evidenceLevels.map((level) => ({ value: level, text: t(evidenceNames[level]) }))}
          />
          <NumberField
            at={{
              pointer: '/people',
              value: people,
              set: (typed) => at('people').set(writtenNumber(typed, '.')),
            }}
            label={t('People in your unit')}
            whole
            min={1}
          />
        </FieldRow>
      </search>
      <Loaded of={library}>
        {(reply) => (
          <>
            <p className='case-count' role='status'>
              {tn('{n} case', '{n} cases', reply.total)}
              {reply.mine && (
                <Quiet>
                  {' '}
                  ·{' '}
                  {t('Cases of your trade ({trade}) stand first.', { trade: nameOf(reply.mine.trade.names) })}
                </Quiet>
              )}
            </p>
            {reply.cases.length === 0 ? (
              <Empty action={isFiltered ? <Button onClick={clear}>{t('Show all cases')}</Button> : undefined}>
                {isFiltered
                  ? t('No case fits. Leave out a condition, or look at a neighbouring trade.')
                  : t(
                      'No case is published yet. The first comes from a unit that agrees to tell how it went, failures included.',
                    )}
              </Empty>
            ) : (
              <ol className='case-list'>
                {reply.cases.map((one) => (
                  <Entry key={one.id} of={one} mayWrite={reply.mayWrite} />
                ))}
              </ol>
            )}
            <InventedNote of={reply.cases} />
            <Further after={values.after} next={reply.next} change={change} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Entry({ of: one, mayWrite }: { of: Summary; mayWrite: boolean }) {
  return (
    <li>
      <div className='case-who'>
        <UnitName of={one.unit.names} />
        <Quiet>
          <PlaceName of={one.place.names} /> · {nameOf(one.trade.names)} ·{' '}
          {tn('{n} person', '{n} people', one.people)}
        </Quiet>
        <span className='case-tags'>
          {one.isLikeMine && <Tag tone='good'>{t('a unit like mine')}</Tag>}
          {one.state !== 'published' && <Tag tone={stateTone(one.state)}>{stateWord(one.state)}</Tag>}
          {one.state === 'submitted' && !one.hasConsent && <Tag tone='warn'>{t('consent missing')}</Tag>}
        </span>
      </div>
      <div className='case-told'>
        <h2>
          <Link href={`/cases/${one.id}`}>{nameOf(one.title)}</Link>
        </h2>
        <p>{nameOf(one.summary)}</p>
        <small className='quiet'>
          {capital(formName(one.formBefore))} → {formName(one.formAfter)} ·{' '}
          {tn('{n} step', '{n} steps', one.steps)} ·{' '}
          {one.adoptedBy > 0
            ? tn('adopted by {n} {planner}', 'adopted by {n} {planners}', one.adoptedBy)
            : t('not adopted yet')}
          {mayWrite && one.openQuestions > 0 && (
            <b className='case-open'> · {tn('{n} question open', '{n} questions open', one.openQuestions)}</b>
          )}
        </small>
      </div>
      <div className='case-figure'>
        {one.result && one.evidence ? (
          <>
            <b>{changeOf(one.result)}</b>
            <span>{nameOf(one.result.indicator)}</span>
            <EvidenceMark level={one.result.evidence} />
            {one.illustrative && <InventedMark />}
          </>
        ) : (
          <Quiet>{t('No result yet')}</Quiet>
        )}
      </div>
    </li>
  )
}
