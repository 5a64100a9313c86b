// A case as a paper for the session: everything that the page tells, and room for questions.
import { useCall } from '../../kit/api.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { Illustrative } from '../../kit/marks.tsx'
import { Section } from '../../kit/page.tsx'
import { Paper, PrintButton } from '../../kit/paper.tsx'
import { Loaded } from '../../kit/states.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { casePage } from '../contract.ts'
import './cases.css'
import { stateWord } from './marks.tsx'
import { Results } from './results.tsx'
import {
  Arrangements,
  Beginning,
  type Case,
  Choices,
  FactStrip,
  Limits,
  Provenance,
  Steps,
} from './telling.tsx'

export function PaperPage({ caseId }: { caseId: string }) {
  const asked = useCall(casePage, { params: { caseId } })
  return <Loaded of={asked}>{(one) => <Sheet of={one} />}</Loaded>
}

function Sheet({ of: one }: { of: Case }) {
  return (
    <Paper
      title={nameOf(one.title)}
      issuer={one.programme ? nameOf(one.programme) : nameOf(one.place.names)}
      number={
        one.state === 'published'
          ? t('Practice case')
          : t('Practice case ({state})', { state: stateWord(one.state) })
      }
      lead={nameOf(one.record.summary)}
      actions={
        <>
          <ButtonLink href={`/cases/${one.id}`}>{t('Back')}</ButtonLink>
          <PrintButton />
        </>
      }
    >
      <div className='case-paper'>
        <FactStrip of={one} />
        {one.illustrative && <Provenance of={one} />}
        <Beginning of={one} />
        <Choices of={one} />
        <Steps
          of={one}
          beside={(step) =>
            step.clauses.length > 0 && (
              <p className='step-when'>
                {step.clauses
                  .map((clause) => t('applies {clause}', { clause: nameOf(clause.title) }))
                  .join(' · ')}
              </p>
            )
          }
        />
        <Section title={t('What came of it')}>
          <Results results={one.results} illustrative={one.illustrative && <Illustrative />} />
        </Section>
        <Limits of={one} />
        <Arrangements of={one} />
        <section className='own-questions'>
          <h2>{t('To discuss')}</h2>
          <ol>
            <li>{t('Which of its conditions do we have at home, and which not?')}</li>
            <li>{t('What would have gone wrong with us, and how would we notice?')}</li>
            <li>{t('Which single step would we try first, with whom, and by when?')}</li>
          </ol>
          <i /> <i /> <i /> <i />
        </section>
      </div>
    </Paper>
  )
}
