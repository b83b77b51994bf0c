import type { SyntaxNode } from '../../../syntax/tree.ts'
import { attempt } from '../lower-alike.ts'
import { FunctionBuilder } from '../function-builder.ts'
import type { ClassIr, FieldIr, FunctionIr, UnitIr } from '../ir.ts'
import { lowerExpression } from './expressions.ts'
import { codeChildren, spanOf, type Lowering } from './lowering.ts'
import { readNames, typeName, type Names } from './names.ts'
import { lowerStatement } from './statements.ts'

const declarations = new Set([
  'class_declaration',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
  'annotation_type_declaration',
])

/** Lowers a Java file. Functions that are too large are left out. */
export function lowerJava(path: string, root: SyntaxNode): UnitIr {
  const names = readNames(root)
  const unit: UnitIr = { path, classes: [], functions: [], wildcards: names.wildcards }
  for (const node of root.namedChildren) if (declarations.has(node.type)) declareNames(node, names.package, names)
  for (const node of root.namedChildren) {
    if (declarations.has(node.type)) lowerClass(node, { unit, names, prefix: names.package, classes: [], from: null })
  }
  return unit
}

interface Place {
  unit: UnitIr
  names: Names
  prefix: string | null
  classes: readonly ClassIr[]
  /** The function around a local class. */
  from: Lowering | null
}

function membersOf(body: SyntaxNode | null): SyntaxNode[] {
  return (body?.namedChildren ?? []).flatMap(child =>
    child.type === 'enum_body_declarations' ? child.namedChildren : [child],
  )
}

function declareNames(node: SyntaxNode, prefix: string | null, names: Names): void {
  const simple = node.childForFieldName('name')?.text ?? ''
  const full = prefix === null ? simple : `${prefix}.${simple}`
  names.types.set(simple, full)
  for (const child of membersOf(node.childForFieldName('body')))
    if (declarations.has(child.type)) declareNames(child, full, names)
}

function lowerClass(node: SyntaxNode, place: Place): string {
  const simple = node.childForFieldName('name')?.text ?? ''
  const name = place.prefix === null ? simple : `${place.prefix}.${simple}`
  const supertypes = ['superclass', 'super_interfaces', 'extends_interfaces']
    .flatMap(type => node.namedChildren.filter(child => child.type === type))
    .flatMap(child => child.namedChildren)
    .flatMap(child => (child.type === 'type_list' ? child.namedChildren : [child]))
    .flatMap(child => typeName(child, place.names) ?? [])
  const isInterface = node.type === 'interface_declaration' || node.type === 'annotation_type_declaration'
  return lowerBody(name, supertypes, isInterface, node, node.childForFieldName('body'), place)
}

function lowerBody(
  name: string,
  supertypes: string[],
  isInterface: boolean,
  node: SyntaxNode,
  body: SyntaxNode | null,
  place: Place,
): string {
  const declared: ClassIr = {
    name,
    supertypes,
    isInterface,
    annotations: annotationsOf(node, place.names),
    fields: new Map(),
    methods: new Map(),
  }
  place.unit.classes.push(declared)
  const within: Place = { ...place, prefix: name, classes: [declared, ...place.classes] }
  const members = membersOf(body)
  for (const parameter of node.childForFieldName('parameters')?.namedChildren ?? []) declareComponent(parameter, within)
  // Names first: a field's value may use those that come later.
  for (const member of members) if (/^(field|constant)_declaration$/.test(member.type)) declareFields(member, within)
  for (const member of members) lowerMember(member, within)
  return name
}

/** What a record has for each of its parameters. */
function declareComponent(parameter: SyntaxNode, { names, classes }: Place): void {
  const name = parameter.childForFieldName('name')?.text
  const type = typeName(parameter.childForFieldName('type'), names)
  if (name !== undefined)
    classes[0]?.fields.set(name, { name, type, isStatic: false, isConstant: true, initializer: null })
}

function declareFields(node: SyntaxNode, { names, classes }: Place): void {
  const type = typeName(node.childForFieldName('type'), names)
  const isOfInterface = node.type === 'constant_declaration'
  const field = {
    type,
    isStatic: isOfInterface || hasModifier(node, 'static'),
    isConstant: isOfInterface || hasModifier(node, 'final'),
    initializer: null,
  }
  for (const declarator of node.namedChildren) {
    const name = declarator.type === 'variable_declarator' ? declarator.childForFieldName('name')?.text : undefined
    if (name !== undefined) classes[0]?.fields.set(name, { ...field, name })
  }
}

function lowerMember(node: SyntaxNode, place: Place): void {
  switch (node.type) {
    case 'method_declaration':
    case 'constructor_declaration':
    case 'compact_constructor_declaration': {
      addMethod(node, place)
      return
    }
    case 'field_declaration':
    case 'constant_declaration':
      for (const declarator of node.namedChildren) lowerInitializer(declarator, place)
      return
    case 'static_initializer':
    case 'block': {
      addFunction(node, '', place)
      return
    }
    default:
      if (declarations.has(node.type)) lowerClass(node, place)
  }
}

function lowerInitializer(declarator: SyntaxNode, place: Place): void {
  const value = declarator.type === 'variable_declarator' ? declarator.childForFieldName('value') : null
  const field: FieldIr | undefined = place.classes[0]?.fields.get(declarator.childForFieldName('name')?.text ?? '')
  if (!value || !field) return
  field.initializer = attempt(() => {
    const lowering = open(value, field.name, place)
    lowering.builder.return(lowerExpression(value, lowering), spanOf(value))
    return lowering.builder.finish()
  })
}

function addMethod(node: SyntaxNode, place: Place): void {
  const name = node.childForFieldName('name')?.text ?? ''
  const made = lowerFunction(node, name, place)
  const methods = place.classes[0]?.methods
  if (made) methods?.set(name, [...(methods.get(name) ?? []), made])
}

function addFunction(node: SyntaxNode, name: string, place: Place): void {
  const made = lowerFunction(node, name, place)
  if (made) place.unit.functions.push(made)
}

function lowerFunction(node: SyntaxNode, name: string, place: Place): FunctionIr | null {
  return attempt(() => {
    const lowering = open(node, name, place)
    const { builder } = lowering
    for (const parameter of node.childForFieldName('parameters')?.namedChildren ?? []) {
      const named = parameter.childForFieldName('name') ?? parameter.namedChildren.at(-1)?.childForFieldName('name')
      const written =
        parameter.childForFieldName('type') ??
        parameter.namedChildren.find(child => child.type.endsWith('type')) ??
        null
      if (!named || parameter.type === 'receiver_parameter') continue
      const type = typeName(written, place.names)
      const isSpread = parameter.type === 'spread_parameter' && type !== null
      builder.parameter(named.text, isSpread ? `${type}[]` : type, spanOf(named), annotationsOf(parameter, place.names))
    }
    const body =
      node.type === 'block'
        ? node
        : (node.childForFieldName('body') ?? codeChildren(node).find(child => child.type === 'block') ?? null)
    lowerStatement(body, lowering)
    return builder.finish()
  })
}

/** Begins a function of a class. */
function open(node: SyntaxNode, name: string, place: Place): Lowering {
  const { names, classes } = place
  const isMethod = node.type === 'method_declaration'
  const head = {
    name,
    className: classes[0]?.name ?? null,
    span: spanOf(node.childForFieldName('name') ?? node),
    isVariadic: node.childForFieldName('parameters')?.namedChildren.at(-1)?.type === 'spread_parameter',
    isStatic: hasModifier(node, 'static') || node.type === 'static_initializer',
    isAbstract: isMethod && node.childForFieldName('body') === null,
    returnType: typeName(node.childForFieldName('type'), names),
    annotations: annotationsOf(node, names),
  }
  return {
    builder: new FunctionBuilder(head, place.from?.builder ?? null),
    names,
    classes,
    yields: null,
    depth: 0,
    addClass: (declared, body, supertype, from) => {
      const within = { ...place, from, prefix: classes[0]?.name ?? place.prefix }
      if (supertype === null) return lowerClass(declared, within)
      const anonymous = `${within.prefix ?? ''}.${String(place.unit.classes.length)}`
      return lowerBody(anonymous, [supertype], false, declared, body, within)
    },
  }
}

function hasModifier(node: SyntaxNode, modifier: string): boolean {
  return node.children[0]?.type === 'modifiers' && node.children[0].children.some(child => child.type === modifier)
}

function annotationsOf(node: SyntaxNode, names: Names): string[] {
  const modifiers = node.children[0]?.type === 'modifiers' ? node.children[0].namedChildren : []
  return modifiers
    .filter(child => child.type.endsWith('annotation'))
    .flatMap(child => typeName(child.childForFieldName('name'), names) ?? [])
}
