// A policy to be read clause by clause. Every clause has an address of its own, by which it is cited.
import { useEffect, useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { TextArea } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Illustrative, Quiet, ThreadLink } from '../../../kit/marks.tsx'
import { Columns, Page, Rows, Section } from '../../../kit/page.tsx'
import { ShareBar } from '../../../kit/shares.tsx'
import { Empty, Loaded, Notice } from '../../../kit/states.tsx'
import { formatDay, htmlLang, nameOf, side, t, tn } from '../../../kit/words.ts'
import { addClauseText, policyPage } from '../../policies/contract.ts'
import type { TextLanguage } from '../../policies/rules.ts'
import { PolicyMaterials } from '../materials/materials.tsx'
import '../study.css'

type Reply = CallReply<typeof policyPage>
type Clause = Reply['clauses'][number]

export function PolicyPage({ policyId }: { policyId: string }) {
  const [query] = useSearchParams()
  const version = Number(query.get('version')) || undefined
  const asked = useCall(policyPage, { params: { policyId }, query: { version } })
  return <Loaded of={asked}>{(reply) => <Reading of={reply} />}</Loaded>
}

/** An address that names a clause leads to it once the text is there. */
function useNamedClause(): void {
  useEffect(() => {
    if (!location.hash) return
    const named = document.getElementById(location.hash.slice(1))
    named?.scrollIntoView({ block: 'center' })
    named?.focus({ preventScroll: true })
  }, [])
}

function Reading({ of: reply }: { of: Reply }) {
  const { policy, clauses, dropped, versions, version, mayChange } = reply
  useNamedClause()
  return (
    <Page
      title={nameOf(policy.names)}
      beside={side() === 'zh' ? undefined : <span lang='zh-Hans'>{policy.names.zh}</span>}
      crumbs={[{ text: t('Study'), href: '/study' }, { text: t('Policies') }]}
      lead={
        <>
          {nameOf(policy.source)} {policy.illustrative && <Illustrative />}
        </>
      }
      actions={mayChange && <Changes of={policy} />}
    >
      {version < policy.version && (
        <Notice
          tone='warn'
          title={t('This is version {version}. It is not the one that stands.', { version })}
        >
          <Link href={`/study/policies/${policy.id}`}>{t('Read the present version')}</Link>
        </Notice>
      )}
      <Columns
        side={
          <>
            <Section title={t('Versions of the text')}>
              <Rows
                of={versions.map((one) => ({
                  key: String(one.version),
                  mark: formatDay(one.onDay),
                  text:
                    one.version === version ? (
                      t('Version {version}', { version: one.version })
                    ) : (
                      <Link href={`/study/policies/${policy.id}?version=${one.version}`}>
                        {t('Version {version}', { version: one.version })}
                      </Link>
                    ),
                  note: one.note,
                }))}
              />
              <Quiet>{t('Published by {place}', { place: nameOf(policy.place.names) })}</Quiet>
            </Section>
            <PolicyMaterials policyId={policy.id} />
          </>
        }
      >
        {clauses.length === 0 ? (
          <Empty>{t('This policy has no text yet.')}</Empty>
        ) : (
          <ol className='clauses'>
            {clauses.map((clause) => (
              <ClauseItem
                key={clause.id}
                clause={clause}
                mayChange={mayChange && version === policy.version}
              />
            ))}
          </ol>
        )}
        {dropped.length > 0 && (
          <Section
            title={t('No longer in the text')}
            note={t('Plans and cases may still cite these clauses.')}
          >
            <ol className='clauses'>
              {dropped.map((clause) => (
                <li key={clause.id} id={`clause-${clause.id}`} tabIndex={-1} className='clause'>
                  <span className='clause-number'>{clause.number}</span>
                  <div>
                    <p className='clause-text'>{nameOf(clause.text)}</p>
                    <div className='clause-foot'>
                      {t('until version {version}', { version: clause.version })}
                      <ThreadLink kind='clause' id={clause.id} />
                    </div>
                  </div>
                </li>
              ))}
            </ol>
          </Section>
        )}
      </Columns>
    </Page>
  )
}

function ClauseItem({ clause, mayChange }: { clause: Clause; mayChange: boolean }) {
  const mine: TextLanguage = side()
  const other: TextLanguage = mine === 'zh' ? 'en' : 'zh'
  const missing: TextLanguage | null = !clause.text[mine] ? mine : !clause.text[other] ? other : null
  const shown = clause.text[mine] ? mine : other
  const depth = clause.depth > 1 ? ' inner' : ''
  return (
    <li
      id={`clause-${clause.id}`}
      tabIndex={-1}
      className={`clause${depth}${clause.heading ? ' heading' : ''}`}
    >
      <a
        className='clause-number'
        href={`#clause-${clause.id}`}
        aria-label={t('Clause {number}: its address', { number: clause.number })}
      >
        {clause.number}
      </a>
      <div>
        <p className='clause-text' lang={htmlLang(shown)}>
          {clause.text[shown]}
        </p>
        {mine === 'en' && shown === 'en' && clause.text.zh && (
          <p className='clause-other' lang='zh-Hans'>
            {clause.text.zh}
          </p>
        )}
        <div className='clause-foot'>
          {!clause.heading && <ThreadLink kind='clause' id={clause.id} />}
          {clause.questions.length > 0 && <CitedBy clause={clause} />}
          {clause.results.map(({ checkId, title, understood }) => (
            <Link key={checkId} href={`/study/checks/${checkId}/results`} title={nameOf(title)}>
              <ShareBar share={understood} label={t('Understood by')} />
            </Link>
          ))}
          {mayChange && missing && <AddText clause={clause} language={missing} />}
        </div>
      </div>
    </li>
  )
}

function Changes({ of: { id, version } }: { of: Reply['policy'] }) {
  return (
    <>
      {version > 0 && (
        <ButtonLink href={`/study/policies/${id}/questions`}>{t('Questions that stand ready')}</ButtonLink>
      )}
      <ButtonLink href={`/study/policies/${id}/import`} kind={version === 0 ? 'primary' : 'plain'}>
        {version === 0 ? t('Import the text') : t('Import an amended text')}
      </ButtonLink>
    </>
  )
}

function CitedBy({ clause: { asked, questions } }: { clause: Clause }) {
  return (
    <details>
      <summary>{tn('{n} question', '{n} questions', asked)}</summary>
      <ul>
        {questions.map((question) => (
          <li key={question.id}>
            <Link href={`/study/checks/${question.checkId}`}>{nameOf(question.text)}</Link>
          </li>
        ))}
        {asked > questions.length && <li className='quiet'>{t('These are the latest.')}</li>}
      </ul>
    </details>
  )
}

function AddText({ clause, language: code }: { clause: Clause; language: TextLanguage }) {
  const [isOpen, setOpen] = useState(false)
  const add = useSend(addClauseText)
  const draft = useDraft({ language: code, text: '' })
  const label = code === 'zh' ? t('Add the Chinese') : t('Add the English')
  return (
    <>
      <Button small kind='link' onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog title={`${clause.number} · ${label}`} open={isOpen} onClose={() => setOpen(false)}>
        <p className='clause-other'>{nameOf(clause.text)}</p>
        <Form
          draft={draft}
          submit={(body) => add.send({ params: { clauseId: clause.id }, body })}
          action={t('Save')}
          onDone={() => setOpen(false)}
        >
          <TextArea at={draft.at('text')} label={label} rows={6} required lang={htmlLang(code)} />
        </Form>
      </Dialog>
    </>
  )
}
