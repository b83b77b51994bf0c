import type { SyntaxNode } from '../../../syntax/tree.ts'
import { attempt } from '../lower-alike.ts'
import { FunctionBuilder } from '../function-builder.ts'
import type { ClassIr, FieldIr, FunctionIr } from '../ir.ts'
import { lastPart } from '../last-part.ts'
import { definitionIn, type Definition } from './definitions.ts'
import { lowerExpression } from './expressions.ts'
import { decoratorName, fillFunction, headOf, type FunctionPlace } from './functions.ts'
import { inner, spanOf, type Lowering } from './lowering.ts'
import { pathText, qualified, typeName } from './names.ts'
import { lowerStatement } from './statements.ts'

/** Lowers a class, of the module or of a function; its qualified name. */
export function lowerClass(
  node: SyntaxNode,
  decorators: readonly SyntaxNode[],
  prefix: string,
  lowering: Lowering,
): string {
  const { unit, imports, names } = lowering
  const name = `${prefix}.${node.childForFieldName('name')?.text ?? ''}`
  const bases = node.childForFieldName('superclasses')?.namedChildren ?? []
  const supertypes = bases.flatMap(base => {
    const text = pathText(base.type === 'subscript' ? (base.namedChildren[0] ?? null) : base)
    return text === null ? [] : [qualified(text, imports, names)]
  })
  const annotations = decorators.flatMap(one => decoratorName(one, lowering) ?? [])
  const declared: ClassIr = {
    name,
    supertypes,
    isInterface: false,
    annotations,
    fields: new Map(),
    methods: new Map(),
  }
  unit.classes.push(declared)
  const within: Lowering = { ...lowering, classes: [declared, ...lowering.classes] }
  const statements = node.childForFieldName('body')?.namedChildren ?? []
  const written = new Set(
    [...node.text.slice(0, 200_000).matchAll(/\b(?:self|cls)\.(\w+)\s*[-+*/%|&]?=[^=]/g)].map(one => one[1]),
  )
  for (const statement of statements) declareField(statement, written, within)
  for (const statement of statements) lowerMember(statement, within)
  if (isData(declared) && !declared.methods.has(lastPart(name))) addConstructor(node, declared, within)
  lowering.depth = within.depth
  return name
}

/** Whether a class has a constructor that its fields make. */
function isData({ annotations, supertypes }: ClassIr): boolean {
  return (
    annotations.some(one =>
      /^(dataclasses\.dataclass|attrs?\.(s|define|frozen|attrs|mutable)|pydantic\.dataclasses\.dataclass)$/.test(one),
    ) ||
    supertypes.some(one =>
      /^(typing\.NamedTuple|pydantic\.BaseModel|pydantic\.main\.BaseModel|sqlmodel\.SQLModel|msgspec\.Struct)$/.test(
        one,
      ),
    )
  )
}

function declareField(statement: SyntaxNode, written: ReadonlySet<string | undefined>, lowering: Lowering): void {
  const { imports, names, classes } = lowering
  const node = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined
  const name = node?.type === 'assignment' ? node.childForFieldName('left') : null
  if (!node || name?.type !== 'identifier') return
  const value = node.childForFieldName('right')
  const isConstant = value !== null && !written.has(name.text)
  classes[0]?.fields.set(name.text, {
    name: name.text,
    type: typeName(node.childForFieldName('type'), imports, names),
    isStatic: true,
    isConstant,
    initializer: isConstant ? initializerOf(value, name.text, lowering) : null,
  })
}

/** Largest value, in characters, that is computed again for whoever reads it. */
const largestValue = 1000

/** A function that computes what stands in an assignment; null for what is large, or made by control flow. */
export function initializerOf(value: SyntaxNode, name: string, lowering: Lowering): FunctionIr | null {
  if (value.endIndex - value.startIndex > largestValue || /comprehension|generator|lambda|yield/.test(value.type))
    return null
  const within = inner(lowering, memberHead(value, name, lowering))
  return attempt(() => {
    within.builder.return(lowerExpression(value, within), spanOf(value))
    return within.builder.finish()
  })
}

function memberHead(node: SyntaxNode, name: string, { classes }: Lowering) {
  return {
    name,
    className: classes[0]?.name ?? null,
    span: spanOf(node),
    isVariadic: false,
    isStatic: true,
    isAbstract: false,
    returnType: null,
    annotations: [],
  }
}

function lowerMember(statement: SyntaxNode, lowering: Lowering): void {
  const definition = definitionIn(statement)
  if (!definition) {
    if (/^(expression|if|for|with|try|while)_statement$/.test(statement.type)) lowerBodyStatement(statement, lowering)
    return
  }
  if (definition.node.type === 'class_definition') {
    lowerClass(definition.node, definition.decorators, lowering.classes[0]?.name ?? '', lowering)
    return
  }
  const name = definition.node.childForFieldName('name')?.text ?? ''
  const made = lowerFunction(definition, firstOf(definition, lowering), lowering)
  const methods = lowering.classes[0]?.methods
  const key = name === '__init__' ? lastPart(lowering.classes[0]?.name ?? '') : name
  if (made) methods?.set(key, [...(methods.get(key) ?? []), made])
}

/** What runs in a class's body when the file is loaded. Fields have initializers. */
function lowerBodyStatement(statement: SyntaxNode, lowering: Lowering): void {
  const only = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined
  if (
    only &&
    /^(assignment|string|identifier|ellipsis)$/.test(only.type) &&
    only.endIndex - only.startIndex <= largestValue
  )
    if (only.type !== 'assignment' || !only.text.includes('(')) return
  const within = inner(lowering, memberHead(statement, '', lowering))
  const made = attempt(() => {
    lowerStatement(statement, within)
    return within.builder.finish()
  })
  if (made) lowering.unit.functions.push(made)
}

/** What the first parameter of a method stands for. */
function firstOf({ node, decorators }: Definition, lowering: Lowering): FunctionPlace['first'] {
  const names = decorators.map(one => decoratorName(one, lowering))
  const name = node.childForFieldName('name')?.text
  if (names.includes('staticmethod')) return null
  const isOfClass = names.includes('classmethod') || name === '__new__' || name === '__init_subclass__'
  return isOfClass ? 'class' : 'self'
}

/** A function of the module or of a class; null where it is too large, or says only how it may be called. */
export function lowerFunction(
  { node, decorators }: Definition,
  first: FunctionPlace['first'],
  lowering: Lowering,
): FunctionIr | null {
  const place = { node, decorators, first }
  const head = headOf(place, lowering)
  if (head.annotations.some(one => /^(typing\.)?overload$/.test(one))) return null
  return attempt(() => fillFunction(place, inner(lowering, head)))
}

/** The constructor of a class that keeps each argument in a field. */
function addConstructor(node: SyntaxNode, declared: ClassIr, lowering: Lowering): void {
  const span = spanOf(node.childForFieldName('name') ?? node)
  const name = lastPart(declared.name)
  const builder = new FunctionBuilder({ ...memberHead(node, name, lowering), isStatic: false })
  const fields = Array.from(declared.fields.values()).filter(one => !/ClassVar/.test(one.type ?? ''))
  const given = fields.map((field: FieldIr) => ({
    field,
    variable: builder.parameter(field.name, field.type, span, [], field.initializer ? { isOptional: true } : {}),
  }))
  for (const { field, variable } of given)
    builder.setField(builder.make({ op: 'self', span }), null, field.name, builder.read(variable, span), span)
  declared.methods.set(name, [builder.finish()])
}
