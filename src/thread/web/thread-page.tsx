// The thread of one thing: drawn as a small graph, and told as a list that is also what is printed.
import { useMemo } from 'react'
import { Link } from 'wouter'
import type { CallReply } from '../../base/call.ts'
import { type Ref, type RefKind, refKey, refKinds } from '../../base/refs.ts'
import { useCall } from '../../kit/api.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { Graph } from '../../kit/graph.tsx'
import { Quiet } from '../../kit/marks.tsx'
import { Page, Section } from '../../kit/page.tsx'
import { Empty, Loaded, Notice } from '../../kit/states.tsx'
import { capital, formatNumber, nameOf, t } from '../../kit/words.ts'
import { threadPage } from '../contract.ts'
import { kindNames } from '../rules.ts'
import './thread.css'

type Reply = CallReply<typeof threadPage>
type Node = Reply['nodes'][number]

const isKind = (text: string): text is RefKind => (refKinds as readonly string[]).includes(text)
const threadOf = (ref: Ref) => `/thread/${ref.kind}/${ref.id}`

export function ThreadPage({ refKind, refId }: { refKind: string; refId: string }) {
  const kind = isKind(refKind) ? refKind : 'clause'
  const asked = useCall(threadPage, { params: { refKind: kind, refId: isKind(refKind) ? refId : '' } })
  return <Loaded of={asked}>{(thread) => <Thread of={thread} />}</Loaded>
}

function Thread({ of: thread }: { of: Reply }) {
  const [here] = thread.nodes
  const linked = thread.nodes.length - 1
  return (
    <Page
      title={capital(nameOf(here.title))}
      beside={nameOf(here.of)}
      crumbs={[{ text: t('Thread'), href: '/thread' }, { text: t(kindNames[here.kind]) }]}
      actions={<ButtonLink href={here.href}>{t('Open it')}</ButtonLink>}
    >
      {linked === 0 ? (
        <Empty action={<ButtonLink href={here.href}>{t('Open it')}</ButtonLink>}>
          {t(
            'Nothing is linked to this yet. A plan line that cites it, or a report against it, will appear here.',
          )}
        </Empty>
      ) : (
        <>
          <Drawing of={thread} />
          {!thread.isWhole && (
            <Notice tone='warn'>
              {t('There is more than can be counted here; the figures below are the least.')}
            </Notice>
          )}
          <div className='thread-sides'>
            <Side
              of={thread}
              direction='up'
              title={t('What it comes from')}
              none={t('Nothing that you may see stands before it.')}
            />
            <Side
              of={thread}
              direction='down'
              title={t('What follows of it')}
              none={t('Nothing that you may see follows yet.')}
            />
          </div>
        </>
      )}
    </Page>
  )
}

/** Of each kind so many are drawn; the rest of it stands as one node, and by name in the list below. */
const drawnOfAKind = 9

/** What is drawn, and for each node the one that stands for it. */
function fold({ nodes, more }: Reply) {
  const stands = new Map<string, string>()
  const folded = refKinds.flatMap((kind) => {
    const mine = nodes.filter((node) => node.kind === kind)
    const counted = more.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.count, 0)
    const isAll = mine.length <= drawnOfAKind + 1 && counted === 0
    const drawn = isAll ? mine : mine.slice(0, drawnOfAKind)
    for (const node of mine) stands.set(refKey(node), drawn.includes(node) ? refKey(node) : `rest:${kind}`)
    const rest = mine.length - drawn.length + counted
    return rest > 0 ? [{ kind, rest }] : []
  })
  return { drawn: nodes.filter((node) => stands.get(refKey(node)) === refKey(node)), folded, stands }
}

function Drawing({ of: thread }: { of: Reply }) {
  const [here] = thread.nodes
  const { drawn, folded, edges } = useMemo(() => {
    const { stands, ...rest } = fold(thread)
    const sideOf = new Map(thread.nodes.map((node) => [refKey(node), node.direction]))
    // Only the ways to and from where the reader stands: what its sources lead to otherwise is another thread.
    const isOnTheWay = ({ from, to }: Reply['links'][number]) => {
      const ends = [sideOf.get(refKey(from)), sideOf.get(refKey(to))]
      return !(ends.includes('up') && ends.includes('down'))
    }
    const lines = thread.links.filter(isOnTheWay).map(({ from, to }) => ({
      from: stands.get(refKey(from)) ?? '',
      to: stands.get(refKey(to)) ?? '',
    }))
    return { ...rest, edges: [...new Map(lines.map((line) => [`${line.from} ${line.to}`, line])).values()] }
  }, [thread])
  return (
    <div className='thread-drawing'>
      <p className='quiet'>{t('What it comes from stands to the left, what follows of it to the right.')}</p>
      <Graph
        label={t('The thread of {what}', { what: nameOf(here.title) })}
        columns={refKinds.map((kind) => ({ key: kind, title: t(kindNames[kind]) }))}
        nodes={[
          ...drawn.map((node) => ({
            id: refKey(node),
            column: node.kind,
            text: capital(nameOf(node.title)),
            note: nameOf(node.of),
            href: threadOf(node),
            current: node.level === 0,
          })),
          ...folded.map(({ kind, rest }) => ({
            id: `rest:${kind}`,
            column: kind,
            text: t('and {n} more', { n: formatNumber(rest) }),
            note: t('in the list below'),
          })),
        ]}
        edges={edges}
      />
    </div>
  )
}

type SideProps = { of: Reply; direction: 'up' | 'down'; title: string; none: string }

/** One direction as a list, by kind; each entry says through what it is linked. */
function Side({ of: thread, direction, title, none }: SideProps) {
  const nodes = thread.nodes.filter((node) => node.direction === direction)
  const more = thread.more.filter((one) => one.direction === direction)
  const byKey = new Map(thread.nodes.map((node) => [refKey(node), node]))
  const kinds = refKinds.filter(
    (kind) => nodes.some((node) => node.kind === kind) || more.some((one) => one.kind === kind),
  )
  return (
    <Section title={title}>
      {kinds.length === 0 && <p className='quiet'>{none}</p>}
      {kinds.map((kind) => {
        const hidden = more.find((one) => one.kind === kind)?.count ?? 0
        return (
          <div key={kind} className='thread-kind'>
            <h3>{t(kindNames[kind])}</h3>
            <ul>
              {nodes
                .filter((node) => node.kind === kind)
                .map((node) => (
                  <Entry key={node.id} of={node} via={viaOf(node, thread, byKey)} />
                ))}
              {hidden > 0 && (
                <li className='quiet'>
                  {t('and {n} more', { n: formatNumber(hidden) })}
                  <span className='on-screen'>
                    {t('; ')}
                    {t('open one of these to follow it further')}
                  </span>
                </li>
              )}
            </ul>
          </div>
        )
      })}
    </Section>
  )
}

/** The nodes one step nearer through which this one is linked; none where it is linked directly. */
function viaOf(node: Node, { links }: Reply, byKey: Map<string, Node>): Node[] {
  if (node.level < 2) return []
  const key = refKey(node)
  const near = links.flatMap(({ from, to }) =>
    node.direction === 'up' ? (refKey(from) === key ? [to] : []) : refKey(to) === key ? [from] : [],
  )
  return near.flatMap((ref) => {
    const one = byKey.get(refKey(ref))
    return one && one.level === node.level - 1 && one.direction === node.direction ? [one] : []
  })
}

function Entry({ of: node, via }: { of: Node; via: Node[] }) {
  return (
    <li>
      <Link href={threadOf(node)}>{capital(nameOf(node.title))}</Link> <Quiet>{nameOf(node.of)}</Quiet>
      {via.length > 0 && (
        <small className='via'>
          {t('through {what}', { what: via.map((one) => nameOf(one.title)).join(t('; ')) })}
        </small>
      )}
    </li>
  )
}
