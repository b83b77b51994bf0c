import type { CodeNode } from './code-node.ts'
import { findIn, never, type Condition } from './condition.ts'

/** Where another node stands, seen from one. */
export type RelationName = 'has' | 'inside' | 'follows' | 'precedes'

export interface RelationParts {
  /** What the other node is. */
  other: Condition
  /** It, or the node itself in it, is that field. */
  field: string | null
  /** How far it may be: next to the node, anywhere, or up to and with one that this holds for. */
  stopBy: 'neighbor' | 'end' | Condition
  /** Numbers under which nodes keep the answers. */
  questions: { may: number; must: number }
  /** Counts a step; false when there have been too many. */
  mayGoOn: () => boolean
}

type Test = (node: CodeNode) => boolean

/** One of the two sides of a relation: what is known of the other node, and whether nothing beyond a node is looked at. */
interface Side {
  holds: Test
  /** Null where only neighbours count. */
  stops: Test | null
  field: string | null
  /** Under which nodes keep the answer; or, where it depends on more than the node, what says that there may be one beyond it. */
  question: number | { mayBeyond: Test }
}

/** A condition on where another node stands. */
export function relationOf(name: RelationName, { other, field, stopBy, questions, mayGoOn }: RelationParts): Condition {
  const test = tests[name]
  const stops = (side: 'may' | 'must'): Test | null =>
    stopBy === 'neighbor' ? null : stopBy === 'end' ? never : stopBy[side]
  // What may be beyond a node that is only known to stop perhaps, may be found.
  const may = test({ holds: other.may, stops: stops('must'), field, question: questions.may })
  // A field is that of the node itself, not of those below it.
  const mayBeyond =
    name === 'has' ? test({ holds: other.may, stops: stops('must'), field: null, question: questions.may }) : may
  const find: Condition['find'] = (node, captured, goOn) => {
    if (!may(node)) return false
    const holds = (found: CodeNode): boolean => !mayGoOn() || findIn(other, found, captured, goOn)
    return test({ holds, stops: stops('must'), field, question: { mayBeyond } })(node)
  }
  return {
    may,
    must:
      other.must === never ? never : test({ holds: other.must, stops: stops('may'), field, question: questions.must }),
    find: other.find && find,
    kinds: null,
  }
}

const tests: Record<RelationName, (side: Side) => Test> = {
  has: side => {
    const { holds, stops, field } = side
    const hasBelow = below(side)
    if (field === null) return hasBelow
    return node => {
      const child = node.field(field)
      if (!child) return false
      return holds(child) || (stops !== null && !stops(child) && hasBelow(child))
    }
  },
  inside: side => {
    const { holds, stops, field, question } = side
    const isInside: Test = node => {
      const { parent } = node
      if (!parent) return false
      if ((field === null || parent.field(field) === node) && holds(parent)) return true
      return stops !== null && !stops(parent) && ask(parent, question, isInside)
    }
    return isInside
  },
  follows: side => node => isAmong(node.siblings('before'), side),
  precedes: side => node => isAmong(node.siblings('behind'), side),
}

/** Whether it holds for a child, or one of its children, and so on. */
function below({ holds, stops, question }: Side): Test {
  if (stops === null) return node => node.children.some(holds)
  const hasBelow: Test = node =>
    node.children.some(child => holds(child) || (!stops(child) && ask(child, question, hasBelow)))
  return hasBelow
}

function isAmong(siblings: readonly CodeNode[], { holds, stops }: Side): boolean {
  if (stops === null) return siblings[0] !== undefined && holds(siblings[0])
  for (const sibling of siblings) {
    if (holds(sibling)) return true
    if (stops(sibling)) return false
  }
  return false
}

function ask(node: CodeNode, question: Side['question'], test: Test): boolean {
  return typeof question === 'number' ? node.remember(question, test) : question.mayBeyond(node) && test(node)
}
