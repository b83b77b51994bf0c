import type { SyntaxNode } from '../../../syntax/tree.ts'
import { attempt } from '../lower-alike.ts'
import type { ClassIr, FieldIr, FunctionIr } from '../ir.ts'
import { lastPart } from '../last-part.ts'
import { typeByName } from './conventions.ts'
import { lowerExpression } from './expressions.ts'
import { functionIr, isProperty, parametersOf } from './functions.ts'
import { codeChildren, hasToken, inner, spanOf, type Lowering } from './lowering.ts'
import { bare } from './members.ts'
import { classNameIn, importedTypeName, typeName } from './names.ts'
import { keyName } from './patterns.ts'
import { lowerBody } from './statements.ts'

/** Adds a class to what the file declares; its qualified name. */
export function lowerClass(node: SyntaxNode, around: Lowering): string {
  const name = classNameOf(node, around.names.path)
  const simple = node.childForFieldName('name')
  if (simple) around.names.classes.set(simple.text, name)
  const heritage = node.namedChildren.find(child => child.type === 'class_heritage')
  const supertypes = (heritage ? supertypesOf(heritage) : []).flatMap(
    one => typeName(one, around.names) ?? importedTypeName(one, around.names) ?? [],
  )
  const declared: ClassIr = {
    name,
    supertypes,
    isInterface: false,
    annotations: [],
    fields: new Map(),
    methods: new Map(),
  }
  around.unit.classes.push(declared)
  const lowering: Lowering = { ...around, className: name, supertype: supertypes[0] ?? null }
  const body = node.childForFieldName('body')
  const members = body ? codeChildren(body) : []
  for (const member of members) if (member.type.endsWith('field_definition')) addField(member, declared, lowering)
  for (const member of members) lowerMember(member, declared, lowering)
  return name
}

/** The qualified name of a class; of one that has none, where it stands. */
export function classNameOf(node: SyntaxNode, path: string): string {
  return classNameIn(path, node.childForFieldName('name')?.text ?? `class at ${String(node.startIndex)}`)
}

function supertypesOf(heritage: SyntaxNode): SyntaxNode[] {
  const clauses = codeChildren(heritage)
  const extended = clauses.find(child => child.type === 'extends_clause')
  if (extended) return codeChildren(extended).slice(0, 1)
  return clauses.filter(child => child.type === 'identifier' || child.type === 'member_expression').slice(0, 1)
}

function addField(node: SyntaxNode, { fields }: ClassIr, lowering: Lowering): void {
  const key = node.childForFieldName('name') ?? node.childForFieldName('property')
  const name = key ? keyName(key) : undefined
  if (name === undefined) return
  fields.set(name, fieldOf(name, node.childForFieldName('type'), node, lowering))
}

function fieldOf(name: string, type: SyntaxNode | null, node: SyntaxNode, { names }: Lowering): FieldIr {
  const imported = importedTypeName(type, names)
  return {
    name,
    type: typeName(type, names) ?? typeByName(name),
    ...(imported === null ? {} : { imported }),
    isStatic: hasToken(node, 'static'),
    isConstant: hasToken(node, 'readonly'),
    initializer: null,
  }
}

function lowerMember(node: SyntaxNode, declared: ClassIr, lowering: Lowering): void {
  switch (node.type) {
    case 'method_definition': {
      const key = node.childForFieldName('name')
      const written = (key ? keyName(key) : undefined) ?? ''
      const isConstructor = written === 'constructor'
      if (isConstructor) addProperties(node, declared, lowering)
      const name = isConstructor ? lastPart(declared.name) : written
      addMethod(declared, name, functionIr(node, name, lowering))
      return
    }
    case 'public_field_definition':
    case 'field_definition':
      lowerInitializer(node, declared, lowering)
      return
    case 'class_static_block': {
      const body = node.childForFieldName('body') ?? codeChildren(node)[0] ?? null
      addMethod(
        declared,
        ' static',
        attempt(() => {
          const within = open(node, lowering)
          if (body) lowerBody(body, within)
          return within.builder.finish()
        }),
      )
    }
  }
}

/** `constructor(private readonly users: Users)` declares fields. */
function addProperties(node: SyntaxNode, { fields }: ClassIr, lowering: Lowering): void {
  for (const parameter of parametersOf(node)) {
    const name = parameter.childForFieldName('pattern')
    if (isProperty(parameter) && name?.type === 'identifier')
      fields.set(name.text, {
        ...fieldOf(name.text, parameter.childForFieldName('type'), parameter, lowering),
        isConstant: false,
      })
  }
}

function lowerInitializer(node: SyntaxNode, declared: ClassIr, lowering: Lowering): void {
  const key = node.childForFieldName('name') ?? node.childForFieldName('property')
  const name = (key ? keyName(key) : undefined) ?? ''
  const value = bare(node.childForFieldName('value'))
  if (!value) return
  if (value.type === 'arrow_function' || value.type === 'function_expression') {
    addMethod(declared, name, functionIr(value, name, lowering))
    return
  }
  const run = attempt(() => {
    const within = open(node, lowering)
    within.builder.return(lowerExpression(value, within), spanOf(value))
    return within.builder.finish()
  })
  const field = declared.fields.get(name)
  if (!run || !field) return
  // What is written elsewhere too still runs this, and has its type.
  if (field.isConstant) field.initializer = run
  else {
    addMethod(declared, ` ${name}`, run)
    const made = value.type === 'new_expression' ? value.childForFieldName('constructor') : null
    const imported = field.imported ?? importedTypeName(made, lowering.names)
    const type = field.type ?? typeName(made, lowering.names)
    declared.fields.set(name, { ...field, type, ...(imported === null ? {} : { imported }) })
  }
}

function open(node: SyntaxNode, lowering: Lowering): Lowering {
  return inner(lowering, {
    name: '',
    className: lowering.className,
    span: spanOf(node),
    isVariadic: false,
    isLenient: true,
    isStatic: false,
    isAbstract: false,
    returnType: null,
    annotations: [],
  })
}

function addMethod({ methods }: ClassIr, name: string, made: FunctionIr | null): void {
  if (made) methods.set(name, [...(methods.get(name) ?? []), made])
}
