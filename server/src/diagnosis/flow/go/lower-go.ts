import type { SyntaxNode } from '../../../syntax/tree.ts'
import { attempt } from '../lower-alike.ts'
import type { FunctionHead } from '../function-builder.ts'
import type { ClassIr, FieldIr, FunctionIr, UnitIr } from '../ir.ts'
import { valuesFor } from './assignments.ts'
import { isVariadic } from './closures.ts'
import { lowerExpression } from './expressions.ts'
import { lowerFunctionBody } from './functions.ts'
import { codeChildren, openFunction, spanOf } from './lowering.ts'
import { nameOf, namesOf, readNames, resultName, resultTypes, specsOf, typeName, type Names } from './names.ts'

/** What other files of the package have of a type: looked for after its own, under this name. */
export const elsewhere = '|elsewhere'

/** Lowers a Go file. Functions that are too large are left out. */
export function lowerGo(path: string, root: SyntaxNode): UnitIr {
  const names = readNames(path, root)
  const unit: UnitIr = { path, classes: [], functions: [], wildcards: [] }
  if (path.endsWith('_test.go')) unit.isTest = true
  const globals = newClass(names.globalType, [])
  unit.classes.push(globals)
  for (const node of root.namedChildren) {
    if (node.type === 'type_declaration') for (const spec of node.namedChildren) declareType(spec, unit, names)
    else if (node.type === 'var_declaration' || node.type === 'const_declaration') declareGlobals(node, globals, names)
  }
  for (const node of root.namedChildren) {
    if (node.type === 'function_declaration') {
      const made = lowerFunction(node, names)
      if (made) unit.functions.push(made)
    } else if (node.type === 'method_declaration') {
      lowerMethod(node, unit, names)
    } else if (node.type === 'var_declaration') {
      const made = lowerGlobals(node, names)
      if (made) unit.functions.push(made)
    }
  }
  return unit
}

function newClass(name: string, supertypes: string[]): ClassIr {
  return { name, supertypes, isInterface: false, annotations: [], fields: new Map(), methods: new Map() }
}

function declareType(spec: SyntaxNode, unit: UnitIr, names: Names): void {
  const type = spec.childForFieldName('type')
  const name = nameOf(spec)
  if (!type || name === '') return
  const declared = newClass(`${names.folder}.${name}`, [])
  unit.classes.push(declared)
  if (type.type === 'struct_type') declareFields(type, declared, names)
  else if (type.type === 'interface_type') declareMethods(type, declared, names)
  else {
    // A type that is made of another has its members, not its methods; which matters little here.
    const of = typeName(type, names)
    if (of !== null && of !== declared.name) declared.supertypes.push(of)
  }
  declared.supertypes.push(declared.name + elsewhere)
}

function declareFields(type: SyntaxNode, declared: ClassIr, names: Names): void {
  for (const field of type.namedChildren[0]?.namedChildren ?? []) {
    if (field.type !== 'field_declaration') continue
    const written = field.childForFieldName('type')
    const own = field.namedChildren.filter(child => child.type === 'field_identifier')
    const fieldType = typeName(written, names)
    for (const name of own) declared.fields.set(name.text, newField(name.text, fieldType))
    if (own.length > 0 || fieldType === null) continue
    // What is embedded lends its fields and methods.
    declared.supertypes.push(fieldType)
    const simple = fieldType.slice(fieldType.lastIndexOf('.') + 1)
    declared.fields.set(simple, newField(simple, fieldType))
  }
}

function newField(name: string, type: string | null): FieldIr {
  return { name, type, isStatic: false, isConstant: false, initializer: null }
}

function declareMethods(type: SyntaxNode, declared: ClassIr, names: Names): void {
  declared.isInterface = true
  for (const member of type.namedChildren) {
    const of = member.type === 'type_elem' ? member.namedChildren[0] : member.type === 'method_elem' ? null : undefined
    if (of) {
      const above = typeName(of, names)
      if (above !== null) declared.supertypes.push(above)
    } else if (of === null) {
      const made = openFunction({ ...headOf(member, names), isAbstract: true }, names, null)
      for (const parameter of member.childForFieldName('parameters')?.namedChildren ?? [])
        for (const name of namesOf(parameter)) made.builder.parameter(name.text, null, spanOf(name))
      declared.methods.set(nameOf(member), [made.builder.finish()])
    }
  }
}

/** Variables and constants of the package: those with a value that says their type are of it. */
function declareGlobals(node: SyntaxNode, globals: ClassIr, names: Names): void {
  const isConstant = node.type === 'const_declaration'
  for (const spec of specsOf(node)) {
    const list = spec.childForFieldName('value')
    const values = list ? codeChildren(list) : []
    const written = typeName(spec.childForFieldName('type'), names)
    for (const [at, name] of namesOf(spec).entries()) {
      const value = values[at]
      const type = written ?? (value ? typeOfValue(value, names) : null)
      const initializer = isConstant && value ? lowerValue(name.text, value, names) : null
      globals.fields.set(name.text, { name: name.text, type, isStatic: true, isConstant, initializer })
    }
  }
}

function typeOfValue(value: SyntaxNode, names: Names): string | null {
  const inner = value.type === 'unary_expression' ? value.childForFieldName('operand') : value
  if (inner?.type === 'composite_literal') return typeName(inner.childForFieldName('type'), names)
  return /string_literal$/.test(value.type) ? 'string' : null
}

function lowerValue(name: string, value: SyntaxNode, names: Names): FunctionIr | null {
  return attempt(() => {
    const lowering = openFunction({ ...emptyHead, name, span: spanOf(value) }, names, null)
    lowering.builder.return(lowerExpression(value, lowering), spanOf(value))
    return lowering.builder.finish()
  })
}

const emptyHead: Omit<FunctionHead, 'name' | 'span'> = {
  className: null,
  isVariadic: false,
  isStatic: true,
  isAbstract: false,
  returnType: null,
  annotations: [],
}

/** What runs when the package is loaded, where there is more to it than literals. */
function lowerGlobals(node: SyntaxNode, names: Names): FunctionIr | null {
  if (!/\bfunc\b|\(/.test(node.text)) return null
  return attempt(() => {
    const lowering = openFunction({ ...emptyHead, name: '', span: spanOf(node) }, names, null)
    for (const spec of specsOf(node)) {
      const declared = namesOf(spec)
      const values = valuesFor(spec.childForFieldName('value'), declared.length, lowering)
      for (const [at, value] of values.entries()) {
        const name = declared[at]
        if (name && name.text !== '_') lowering.builder.setField(null, names.globalType, name.text, value, spanOf(spec))
      }
    }
    return lowering.builder.finish()
  })
}

function headOf(node: SyntaxNode, names: Names): FunctionHead {
  return {
    ...emptyHead,
    name: nameOf(node),
    span: spanOf(node.childForFieldName('name') ?? node),
    isVariadic: isVariadic(node),
    returnType: resultName(resultTypes(node.childForFieldName('result'), names)),
  }
}

function lowerFunction(node: SyntaxNode, names: Names): FunctionIr | null {
  if (!node.childForFieldName('body')) return null
  return attempt(() => {
    const lowering = openFunction(headOf(node, names), names, null)
    lowerFunctionBody(node, lowering)
    return lowering.builder.finish()
  })
}

/** A method belongs to the type of its receiver, wherever that is declared. */
function lowerMethod(node: SyntaxNode, unit: UnitIr, names: Names): void {
  const receiver = node.childForFieldName('receiver')?.namedChildren[0]?.childForFieldName('type') ?? null
  const type = typeName(receiver, names)
  const made = attempt(() => {
    const lowering = openFunction({ ...headOf(node, names), isStatic: false }, names, null)
    lowerFunctionBody(node, lowering)
    return lowering.builder.finish()
  })
  if (!made || type === null) return
  let declared = unit.classes.find(one => one.name === type)
  if (!declared) {
    declared = newClass(type, [type + elsewhere])
    unit.classes.push(declared)
  }
  declared.methods.set(made.name, [made])
}
