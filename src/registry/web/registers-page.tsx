// The entrance to the registers: one search over all three, by Chinese text, Latin text or code.
import { Link, useSearchParams } from 'wouter'
import { verbs } from '../../access/rules.ts'
import { me } from '../../access/sign-in/contract.ts'
import { useCall } from '../../kit/api.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { InventedMark, InventedNote, PersonName, PlaceName, Quiet, UnitName } from '../../kit/marks.tsx'
import { Page, Rows, Section } from '../../kit/page.tsx'
import { SearchField } from '../../kit/search-field.tsx'
import { Empty, Failed, Loading } from '../../kit/states.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { searchRegisters } from '../places/contract.ts'
import { formName } from './parts/forms.ts'
import { levelName } from './parts/levels.ts'
import { RegisterTabs } from './register-tabs.tsx'

export function RegistersPage() {
  const [query, setQuery] = useSearchParams()
  const text = query.get('text') ?? ''
  const set = (value: string) => setQuery(value ? { text: value } : {}, { replace: true })
  return (
    <Page
      title={t('Registers')}
      lead={t(
        'Places, organisations and people as everything else refers to them, each with its dated history.',
      )}
    >
      <RegisterTabs />
      <SearchField
        at={{ pointer: '/text', value: text, set }}
        label={t('Search all registers')}
        placeholder={t('临颍, Linying, linying-office …')}
      />
      {text.trim() ? <Found text={text.trim()} /> : <Ways />}
    </Page>
  )
}

function Ways() {
  const who = useCall(me, {})
  const mayMerge = who.data?.account?.roles.some(({ role }) => verbs['person.change'].includes(role))
  const mayTakeOut = who.data?.account?.roles.some(({ role }) => verbs['export.make'].includes(role))
  const ways = [
    {
      href: '/places',
      name: t('Places'),
      note: t('The tree of places as of any day, with transfers, mergers and splits.'),
    },
    {
      href: '/organisations',
      name: t('Organisations'),
      note: t('Offices, cooperatives, plants and groups, with form and lineage.'),
    },
    {
      href: '/people',
      name: t('People and posts'),
      note: t('Who holds which post, since when, and who held it before.'),
    },
    {
      href: '/lists',
      name: t('Lists'),
      note: t('What this programme calls its units, posts and trades.'),
    },
    ...(mayMerge
      ? [
          {
            href: '/registers/duplicates',
            name: t('Entered twice'),
            note: t('People and units that look like the same, to be compared, merged or told apart.'),
          },
        ]
      : []),
    ...(mayTakeOut
      ? [
          {
            href: '/exports',
            name: t('Take data out'),
            note: t('Everything of a place as a workbook, as CSV files, or as an open data package.'),
          },
        ]
      : []),
  ]
  return (
    <Rows
      of={ways.map(({ href, name, note }) => ({ key: href, text: <Link href={href}>{name}</Link>, note }))}
    />
  )
}

/** So many of each register are shown at once; the rest is one click away. */
const shown = 10

function more(count: number, href: string) {
  return count > shown && <ButtonLink href={href}>{t('All matches')}</ButtonLink>
}

function Found({ text }: { text: string }) {
  const all = new URLSearchParams({ text })
  const found = useCall(searchRegisters, { query: { text } }, { keep: true })
  if (found.error) return <Failed refusal={found.error} retry={() => found.refetch()} />
  if (!found.data) return <Loading lines={6} />
  const { places, organisations, people } = found.data
  if (places.length + organisations.length + people.length === 0) {
    return <Empty>{t('Nothing found. Try a part of the name, its pinyin, or the code.')}</Empty>
  }
  return (
    <>
      {places.length > 0 && (
        <Section title={t('Places')}>
          <Rows
            of={places.map((place) => ({
              key: place.id,
              text: <PlaceName of={place.names} href={`/places/${place.id}`} />,
              note: place.above ? nameOf(place.above) : undefined,
              end: <Quiet>{levelName(place.level)}</Quiet>,
            }))}
          />
        </Section>
      )}
      {organisations.length > 0 && (
        <Section title={t('Organisations')} actions={more(organisations.length, `/organisations?${all}`)}>
          <Rows
            of={organisations.slice(0, shown).map((one) => ({
              key: one.id,
              text: (
                <>
                  <UnitName of={one.names} href={`/organisations/${one.id}`} />{' '}
                  {one.illustrative && <InventedMark />}
                </>
              ),
              note: formName(one.form),
              end: <Quiet>{one.place && nameOf(one.place.names)}</Quiet>,
            }))}
          />
          <InventedNote of={organisations.slice(0, shown)} />
        </Section>
      )}
      {people.length > 0 && (
        <Section title={t('People and posts')} actions={more(people.length, `/people?${all}`)}>
          <Rows
            of={people.slice(0, shown).map((one) => ({
              key: one.id,
              text: (
                <>
                  <PersonName of={one.names} href={`/people/${one.id}`} />{' '}
                  {one.illustrative && <InventedMark />}
                </>
              ),
              note: one.posts.map(nameOf).join(', '),
              end: <Quiet>{one.place && nameOf(one.place.names)}</Quiet>,
            }))}
          />
          <InventedNote of={people.slice(0, shown)} />
        </Section>
      )}
    </>
  )
}
