// The one way on which a programme is set up: its steps in their order, what stands and what is lacking in each, where
// it is done, and what will be possible with it. Done or not is said by what is there alone.
import type { ReactNode } from 'react'
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { Page, Rows, Section } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { formatNumber, languageName, languages, t } from '../../../kit/words.ts'
import { setUpPath } from '../../set-up/contract.ts'
import type { Lack, Step } from '../../set-up/rules.ts'
import {
  FirstClass,
  FirstMonths,
  FirstPlan,
  LanguagesRead,
  LevelsDo,
  PapersSaid,
  type Path,
  PlacesDo,
  WhoMay,
} from './rehearsals.tsx'

type Counts = Path['counts']

export function SetUpPage() {
  const found = useCall(setUpPath, {})
  return (
    <Page
      title={t('Set up step by step')}
      lead={t(
        'Each step says what is there, what it lacks and why that matters, and what will be possible with it. A pack of words does several steps at once.',
      )}
      actions={<ButtonLink href={leadingTo('/programme')}>{t('Bring in a pack')}</ButtonLink>}
    >
      {found.error?.kind === 'not-permitted' ? (
        <Notice>{t('The administrator and the officer of the programme set this up.')}</Notice>
      ) : (
        <Loaded of={found}>{(path) => <Steps of={path} />}</Loaded>
      )}
    </Page>
  )
}

/** The screen where a step is done leads back here. */
const leadingTo = (href: string): string => `${href}?from=set-up`

function Steps({ of: path }: { of: Path }) {
  const open = path.steps.filter(({ isDone }) => !isDone)
  return (
    <>
      <Notice tone={open.length === 0 ? 'good' : 'plain'}>
        {open.length === 0
          ? t('Everything needed is there.')
          : t('{n} of {all} steps are done. Next: {step}.', {
              n: formatNumber(path.steps.length - open.length),
              all: formatNumber(path.steps.length),
              step: stepNames()[open[0].step],
            })}
      </Notice>
      {path.steps.map(({ step, lacks, isDone }, at) => (
        <Section
          key={step}
          title={`${formatNumber(at + 1)} · ${stepNames()[step]}`}
          note={standing(step, path.counts)}
          actions={
            <>
              {isDone ? <Tag tone='good'>{t('done')}</Tag> : <Tag tone='warn'>{t('lacking')}</Tag>}
              {linksOf(step).map(({ href, text }) => (
                <ButtonLink key={href} href={leadingTo(href)}>
                  {text}
                </ButtonLink>
              ))}
            </>
          }
        >
          {lacks.length > 0 && <Rows of={lacks.map((lack) => ({ key: lack, text: whyLacking()[lack] }))} />}
          <Rehearsal of={path} step={step} />
        </Section>
      ))}
    </>
  )
}

function Rehearsal({ of: path, step }: { of: Path; step: Step }) {
  const shown: Record<Step, ReactNode> = {
    levels: <LevelsDo of={path} />,
    places: <PlacesDo of={path} />,
    languages: <LanguagesRead of={path} />,
    words: <PapersSaid />,
    posts: <FirstClass of={path} />,
    indicators: <FirstPlan of={path} />,
    periods: <FirstMonths of={path} />,
    people: <WhoMay of={path} />,
  }
  return (
    <details>
      <summary>{t('What this will look like')}</summary>
      {shown[step]}
    </details>
  )
}

const stepNames = (): Record<Step, string> => ({
  levels: t('Levels of places'),
  places: t('Places'),
  languages: t('Languages'),
  words: t('Titles, papers and roles'),
  posts: t('Posts and forms'),
  indicators: t('Indicators'),
  periods: t('Periods'),
  people: t('People'),
})

const linksOf = (step: Step): { href: string; text: string }[] =>
  ({
    levels: [{ href: '/lists', text: t('Levels and lists') }],
    places: [{ href: '/places', text: t('Places') }],
    languages: [],
    words: [{ href: '/programme', text: t('Name and papers') }],
    posts: [{ href: '/lists', text: t('Forms, posts and trades') }],
    indicators: [{ href: '/plan/set-up', text: t('Indicators, outlooks and sections') }],
    periods: [{ href: '/plan/set-up', text: t('Periods') }],
    people: [
      { href: '/organisations', text: t('Organisations') },
      { href: '/people', text: t('People') },
      { href: '/accounts', text: t('Accounts') },
    ],
  })[step]

/** What stands, in a sentence. */
function standing(step: Step, counts: Counts): string {
  const said = Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, formatNumber(count)]))
  return {
    levels: t('Levels: {levels}. The order of levels says who draws up plans and who reviews them.', said),
    places: t('Places below the first: {places}; of these {planningPlaces} draw up plans.', said),
    languages: t(
      'The screens speak {languages}; names and texts of the programme are entered in Chinese, in English or in both. There is nothing to set up.',
      { languages: languages().map(languageName).join(' · ') },
    ),
    words: t(
      'Papers in the programme’s own words: {ownPapers}; the others stand as they come. Roles are called after the levels.',
      said,
    ),
    posts: t(
      'Forms: {forms}, of which plans count {countedForms}; trades: {trades}; posts: {posts}; units of figures: {units}; gates: {gates}. Without gates nothing is asked when a unit changes its form.',
      said,
    ),
    indicators: t(
      'Indicators: {indicators}; outlooks: {outlooks}; sections: {sections}. Without outlooks none is asked for, without sections a plan is one list.',
      said,
    ),
    periods: t('Periods: {periods}; open: {openPeriods}.', said),
    people: t(
      'Organisations: {organisations}; people: {people}; posts held: {appointments}; accounts: {accounts}.',
      said,
    ),
  }[step]
}

/** What a step lacks, and why that matters. */
const whyLacking = (): Record<Lack, string> => ({
  'own-levels': t(
    'The levels are those that every office begins with. Say how yours are called before places are entered: their order stays once places stand at them.',
  ),
  'planning-places': t(
    'There is no {planningPlace} yet: nobody can be called to a class, and nobody draws up a plan.',
  ),
  programme: t('There is no programme yet: classes, policies, indicators and periods belong to one.'),
  forms: t('There is no form of units yet: no organisation can be entered.'),
  'counted-forms': t('Plans count no form yet: condition sheets have no units and members to ask for.'),
  trades: t('There is no trade yet: conditions and targets stand by trade.'),
  posts: t('There is no post yet: nobody can be put forward for a seat.'),
  indicators: t('There is no indicator yet: a plan has nothing to set a target for.'),
  'open-period': t('No period is open: there is nothing to plan for.'),
  organisations: t('There is no organisation yet: people hold their posts in one.'),
  appointments: t('Nobody holds a post yet: there is nobody to put forward.'),
  'other-accounts': t('Only one account is there: officers, trainers and trainees sign in with their own.'),
})
